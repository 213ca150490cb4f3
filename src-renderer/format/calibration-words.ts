/** Calibration in words: what is needed, how far it is there, and how good. Pure. */

import type {
  CalibrationNeedView,
  CalibrationQualityView,
  CoverageRowView,
  MasterView,
} from '../../src-main/contract/calibration-views.ts';
import { texts } from '../language/texts.ts';
import { exposure } from './durations.ts';
import { adu, celsius, decimal, percent } from './numbers.ts';

/** `ready`: enough frames are there. `queued`: they will be. `lacking`: not even then. */
export type NeedState = 'ready' | 'queued' | 'lacking';

export function needState({ have, wanted, lacks }: CalibrationNeedView): NeedState {
  if (have >= wanted) return 'ready';
  return lacks === 0 ? 'queued' : 'lacking';
}

type Described = Pick<CalibrationNeedView, 'kind' | 'exposureS' | 'filterName'>;

/** `bias`, `dark 60 s`, `flat Ha`: as short as tells it from others of one light. */
export function needName({ kind, exposureS, filterName }: Described): string {
  const t = texts().calibration;
  if (kind === 'dark') return t.dark(exposure(exposureS));
  return kind === 'flat' ? t.flat(filterName) : t.bias;
}

/** What all its frames have in common: `−10.0 °C · bin 1 · gain 100`. */
export function settingsOf(of: {
  readonly temperatureC: number | null;
  readonly binning: number | null;
  readonly gain: number | null;
}): string {
  const t = texts().calibration;
  const parts = [
    of.temperatureC === null ? '' : celsius(of.temperatureC),
    of.binning === null ? '' : t.binning(of.binning),
    of.gain === null ? '' : t.gain(of.gain),
  ];
  return parts.filter((part) => part !== '').join(' · ');
}

/** How many lights need it beside those that are named: `and 4 more`. */
export function othersOf({ lights, lightCount }: Pick<CoverageRowView, 'lights' | 'lightCount'>): string {
  const others = lightCount - lights.length;
  return others > 0 ? texts().calibration.andMore(others) : '';
}

/** One light's calibration in a sentence: `Has bias. Queued dark 60 s. Lacks flat L, flat R.` */
export function calibrationSentence(needs: readonly CalibrationNeedView[]): string {
  const named = (state: NeedState) => needs.filter((need) => needState(need) === state).map(needName);
  const { has, queued, lacks } = texts().calibration;
  const parts: readonly (readonly [(needs: string) => string, readonly string[]])[] = [
    [has, named('ready')],
    [queued, named('queued')],
    [lacks, named('lacking')],
  ];
  return parts
    .filter(([, names]) => names.length > 0)
    .map(([sentence, names]) => sentence(names.join(', ')))
    .join(' ');
}

/** How long ago, in the unit that matters: `12 min`, `5 h`, `3 d`. Something of a clock that ran ahead is new. */
export function age(iso: string | null, now: number): string {
  if (iso === null) return '–';
  const minutes = Math.max(0, Math.floor((now - Date.parse(iso)) / 60_000));
  if (minutes === 0) return '<1 min';
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? `${hours} h` : `${Math.floor(hours / 24)} d`;
}

/** Levels of the frames that serve, flats in per cent of saturation; of darks the sensor's temperature, too. */
export function qualityText(kind: CalibrationNeedView['kind'], quality: CalibrationQualityView): string {
  const { lowestAdu, highestAdu, saturationAdu, coldestC, warmestC } = quality;
  const t = texts().calibration;
  if (kind === 'flat') {
    return t.ofSaturation(range(percent(lowestAdu / saturationAdu), percent(highestAdu / saturationAdu)));
  }
  const level = `${range(adu(lowestAdu), adu(highestAdu))} ADU`;
  if (kind === 'bias' || coldestC === null || warmestC === null) return level;
  return t.atTemperature(level, range(celsius(coldestC), celsius(warmestC)));
}

function range(low: string, high: string): string {
  return low === high ? low : texts().parts.range(low, high);
}

/** What a master's noise is: ADU, of flats a part of their level. */
export function noiseText({ kind, noise }: Pick<MasterView, 'kind' | 'noise'>): string {
  if (noise === null) return '–';
  return kind === 'flat' ? percent(noise) : `${decimal(String(Number(noise.toPrecision(3))))} ADU`;
}
