/** The new/edit form as text, as it is typed, and the draft that it means. */

import type { TaskDraft } from '../../../src-main/contract/views.ts';
import { formatDec, formatRa, parseDec, parseRa } from '../../format/coordinates.ts';
import { numberField, parseNumber } from '../../format/numbers.ts';
import { parseUtc } from '../../format/parse-time.ts';
import { utcDateTime } from '../../format/times.ts';
import { texts } from '../../language/texts.ts';

export interface TileText {
  readonly name: string;
  readonly ra: string;
  readonly dec: string;
}

/** What stands in the form's fields. Field names are those of TaskDraft, so that problems find their field. */
export interface DraftForm {
  readonly taskType: TaskDraft['taskType'];
  readonly title: string;
  readonly requiredExposureS: string;
  readonly maxExposureS: string;
  readonly frames: string;
  readonly filterIds: readonly number[];
  readonly tiles: readonly TileText[];
  readonly loopOrder: TaskDraft['loopOrder'];
  readonly temperatureC: string;
  readonly temperatureToleranceC: string;
  readonly binning: number;
  readonly gain: string;
  /** Per cent of full scale; the draft holds a fraction. */
  readonly flatTargetFraction: string;
  readonly flatMinExposureS: string;
  readonly flatMaxExposureS: string;
  readonly flatLight: TaskDraft['flatLight'];
  readonly earliestStart: string;
  readonly plannedStart: string;
  readonly expiration: string;
}

export interface FieldProblem {
  readonly field: keyof TaskDraft;
  readonly message: string;
  /** Which row of a list of tiles is at fault. */
  readonly row?: number;
}

export interface ReadForm {
  /** Null while some field cannot be read at all. */
  readonly draft: TaskDraft | null;
  readonly problems: readonly FieldProblem[];
}

export const EMPTY_TILE: TileText = { name: '', ra: '', dec: '' };

/** A new task with what is usual for its type. */
export function newForm(taskType: TaskDraft['taskType']): DraftForm {
  const isLight = taskType === 'optical_imaging';
  const isFlat = taskType === 'optical_imaging_flat_calibration';
  return {
    taskType,
    title: '',
    requiredExposureS: isLight ? '1200' : '',
    maxExposureS: isLight || taskType === 'optical_imaging_dark_calibration' ? '60' : '',
    frames: isLight ? '' : '10',
    filterIds: [],
    tiles: isLight ? [EMPTY_TILE] : [],
    loopOrder: isFlat ? 'filter_outer' : 'tile_outer',
    temperatureC: '',
    temperatureToleranceC: '',
    binning: 1,
    gain: '',
    flatTargetFraction: isFlat ? '50' : '',
    flatMinExposureS: isFlat ? numberField(0.5) : '',
    flatMaxExposureS: isFlat ? '30' : '',
    flatLight: 'panel',
    earliestStart: '',
    plannedStart: '',
    expiration: '',
  };
}

/** The same task as another type: what both have is kept. */
export function changeType(form: DraftForm, taskType: TaskDraft['taskType']): DraftForm {
  const { title, filterIds, temperatureC, temperatureToleranceC, binning, gain } = form;
  const { earliestStart, plannedStart, expiration } = form;
  const kept = { title, temperatureC, temperatureToleranceC, binning, gain, earliestStart, plannedStart, expiration };
  return { ...newForm(taskType), ...kept, filterIds: usesFilters(taskType) ? filterIds : [] };
}

export function usesFilters(taskType: TaskDraft['taskType']): boolean {
  return taskType === 'optical_imaging' || taskType === 'optical_imaging_flat_calibration';
}

/** An existing task's draft as text. */
export function formFromDraft(draft: TaskDraft): DraftForm {
  const time = (iso: string | null) => (iso === null ? '' : utcDateTime(iso));
  return {
    taskType: draft.taskType,
    title: draft.title,
    requiredExposureS: numberField(draft.requiredExposureS),
    maxExposureS: numberField(draft.maxExposureS),
    frames: numberField(draft.frames),
    filterIds: draft.filterIds,
    tiles: draft.tiles.map(({ raDeg, decDeg, name }) => ({
      name: name ?? '',
      // More digits than are shown elsewhere, so that opening and saving a task does not move its pointing.
      ra: formatRa(raDeg, 4),
      dec: formatDec(decDeg, 3),
    })),
    loopOrder: draft.loopOrder,
    temperatureC: numberField(draft.temperatureC),
    temperatureToleranceC: numberField(draft.temperatureToleranceC),
    binning: draft.binning,
    gain: numberField(draft.gain),
    flatTargetFraction: numberField(
      draft.flatTargetFraction === null ? null : Number((draft.flatTargetFraction * 100).toFixed(6)),
    ),
    flatMinExposureS: numberField(draft.flatMinExposureS),
    flatMaxExposureS: numberField(draft.flatMaxExposureS),
    flatLight: draft.flatLight,
    earliestStart: time(draft.earliestStart),
    plannedStart: time(draft.plannedStart),
    expiration: time(draft.expiration),
  };
}

type NumberField =
  | 'requiredExposureS'
  | 'maxExposureS'
  | 'frames'
  | 'temperatureC'
  | 'temperatureToleranceC'
  | 'gain'
  | 'flatTargetFraction'
  | 'flatMinExposureS'
  | 'flatMaxExposureS';
type TimeField = 'earliestStart' | 'plannedStart' | 'expiration';

/**
 * Reads the form. `now` (ms UTC) completes times written without a date. Only what cannot be read is a problem here;
 * whether the values make sense is for the console to say.
 */
export function readForm(form: DraftForm, now: number): ReadForm {
  const problems: FieldProblem[] = [];
  const number = (field: NumberField): number | null => {
    const value = parseNumber(form[field]);
    if (value === undefined) problems.push({ field, message: texts().parts.notANumber(form[field].trim()) });
    return value ?? null;
  };
  const time = (field: TimeField): string | null => {
    const parsed = parseUtc(form[field], now);
    if (parsed.ok) return parsed.iso;
    problems.push({ field, message: parsed.message });
    return null;
  };
  const percent = number('flatTargetFraction');
  const draft: TaskDraft = {
    taskType: form.taskType,
    title: form.title.trim(),
    requiredExposureS: number('requiredExposureS'),
    maxExposureS: number('maxExposureS'),
    frames: number('frames'),
    filterIds: form.filterIds,
    tiles: readTiles(form.tiles, problems),
    loopOrder: form.loopOrder,
    temperatureC: number('temperatureC'),
    temperatureToleranceC: number('temperatureToleranceC'),
    binning: form.binning,
    gain: number('gain'),
    flatTargetFraction: percent === null ? null : percent / 100,
    flatMinExposureS: number('flatMinExposureS'),
    flatMaxExposureS: number('flatMaxExposureS'),
    flatLight: form.flatLight,
    earliestStart: time('earliestStart'),
    plannedStart: time('plannedStart'),
    expiration: time('expiration'),
  };
  return { draft: problems.length === 0 ? draft : null, problems };
}

/** Tiles left entirely empty are not there: the form always offers one more line than is filled in. */
function readTiles(tiles: readonly TileText[], problems: FieldProblem[]): TaskDraft['tiles'] {
  return tiles.flatMap(({ name, ra, dec }, row) => {
    if (ra.trim() === '' && dec.trim() === '') return [];
    const raParsed = parseRa(ra);
    const decParsed = parseDec(dec);
    if (!raParsed.ok) problems.push({ field: 'tiles', row, message: raParsed.message });
    if (!decParsed.ok) problems.push({ field: 'tiles', row, message: decParsed.message });
    if (!raParsed.ok || !decParsed.ok) return [];
    const tile = { raDeg: raParsed.degrees, decDeg: decParsed.degrees };
    return [name.trim() === '' ? tile : { ...tile, name: name.trim() }];
  });
}
