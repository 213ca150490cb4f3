/** The flats of one task's turn: which filter comes next, with which exposure, and which have to be left. */
import type { FlatLeft } from '../contract/run-reasons.ts';
import type { FlatLightSource } from '../contract/vocabulary.ts';
import type { TaskWithParts } from '../store/queue-store.ts';
import { type CellRow, cellProgress } from '../store/task-rows.ts';
import { FLAT_DEFAULTS, type FlatTarget, isClipped, planFlat } from '../tasks/flat-exposure.ts';
import {
  CONSTANT,
  exposureFor,
  type FlatLight,
  followLight,
  type LightChange,
  lightFrom,
  uncertaintyAt,
} from '../tasks/flat-light.ts';
import { missingFrames } from '../tasks/progress.ts';
import { twilightChange, twilightOrder } from '../tasks/twilight.ts';
import { type FlatBias, type FlatTestSettings, measureBias, searchLight } from './flat-search.ts';
import type { RunContext } from './run-context.ts';
import type { FrameOutcome } from './take-frame.ts';

/** Exposure of a first test frame in light that nothing is known of, s. */
const FIRST_TEST_S = 1;
/** Light that may be off its prediction by more than this fraction is tested again before a frame that counts. */
const STALE = 0.05;
/** For light that comes later than this, s, the telescope has better things to do. */
const LONGEST_WAIT_S = 20 * 60;
/** How often the light is looked at again while it is waited for, s. */
const LOOK_AGAIN_S = 120;

export type FlatStep =
  | { readonly kind: 'expose'; readonly exposureS: number }
  /** The light is not right yet. */
  | {
      readonly kind: 'wait';
      readonly why: 'too-bright' | 'too-dark';
      readonly seconds: number;
      readonly activity: string;
    }
  /** This filter is left, with the reason in `left`. */
  | { readonly kind: 'left' };

interface FilterState {
  light: FlatLight | null;
  /** Whether the light is known from a whole frame; a sub-frame's level differs by the shading. */
  fromWholeFrame: boolean;
  /** Exposure that the next search begins with, s. */
  firstTestS: number;
  /** Level that is aimed at, ADU above the bias. */
  targetAdu: number;
  /** Why no flat is possible in this filter now. */
  left: FlatLeft | null;
}

export interface FlatSeries {
  readonly source: FlatLightSource;
  /** The cell to go on with; undefined when none lacks frames, or all that do are left. */
  nextCell(item: TaskWithParts): CellRow | undefined;
  /** Takes test frames where need be, which `onSearch` is told of. Null when the run does not want it any more. */
  nextStep(
    item: TaskWithParts,
    cell: CellRow,
    settings: Omit<FlatTestSettings, 'source'>,
    onSearch: () => void,
  ): Promise<FlatStep | null>;
  /** A frame of the cell is on disk: the exposure of the next follows from its level. */
  taken(cell: CellRow, outcome: FrameOutcome): void;
  /** The filters that were left. */
  readonly left: readonly FlatLeft[];
}

export function flatSourceOf(item: TaskWithParts): FlatLightSource {
  return item.request?.extra.flat_light === 'sky' ? 'sky' : 'panel';
}

export function createFlatSeries(source: FlatLightSource, run: RunContext): FlatSeries {
  const states = new Map<number, FilterState>();
  let bias: FlatBias | null = null;
  /** What the frames so far say of the sky's change, in whichever filter. */
  let measuredChange: LightChange | null = null;

  const nowS = () => run.clock.now() / 1000;
  const change = (): LightChange => {
    if (source === 'panel') return CONSTANT;
    return measuredChange ?? twilightChange(run.clock.now(), run.site());
  };
  const stateOf = (cell: CellRow): FilterState => {
    let state = states.get(cell.id);
    if (state === undefined) {
      state = { light: null, fromWholeFrame: false, firstTestS: FIRST_TEST_S, targetAdu: 0, left: null };
      states.set(cell.id, state);
    }
    return state;
  };
  const nameOf = (cell: CellRow) => (cell.filterId === null ? '' : (run.filterName(cell.filterId) ?? ''));
  const leave = (cell: CellRow, facts: FlatLeft): FlatStep => {
    stateOf(cell).left = facts;
    const message = `No more flats${inFilter(facts)} for now: ${whyLeft(facts)}.`;
    run.events.log({ level: 'warning', who: 'runner', what: 'flat.left', facts, message, taskUid: cell.taskUid });
    return { kind: 'left' };
  };

  return {
    source,
    nextCell({ cells }) {
      const open = cells.filter((cell) => missingFrames(cellProgress(cell)) > 0 && stateOf(cell).left === null);
      return source === 'panel' ? open[0] : twilightOrder(open, nameOf, change())[0];
    },

    async nextStep(item, cell, settings, onSearch) {
      const isWanted = () => run.isWanted(item.task.uid);
      const state = stateOf(cell);
      const tests = { ...settings, source };
      if (bias === null) onSearch();
      bias ??= await measureBias(run.instrument, tests);
      const target = targetOf(item, bias, run.instrument.camera.minExposureS);
      state.targetAdu = target.signalAdu;
      const unsuitable = (light: FlatLeft['light'], forMin: number | null): FlatLeft => {
        const evenAtS = light === 'too-bright' ? target.minExposureS : target.maxExposureS;
        return { filter: nameOf(cell), light, source, evenAtS, forMin };
      };
      if (state.light === null || isStale(state.light, target, nowS())) {
        onSearch();
        const firstS = state.light === null ? state.firstTestS : boundedExposure(state.light, target, nowS());
        const search = { firstS, change: change(), isWanted, nowS };
        const found = await searchLight(run.instrument, tests, bias, target, search);
        if (found === null) return null;
        if (found.kind !== 'found') return leave(cell, unsuitable(found.kind, null));
        state.light = found.light;
        state.fromWholeFrame = false;
        if (source === 'sky') measuredChange = found.light.change;
      }
      const plan = planFlat(target, state.light, nowS());
      if (plan.kind === 'expose') return plan;
      if (plan.kind !== 'wait') return leave(cell, unsuitable(plan.kind, null));
      const minutes = Math.max(1, Math.round(plan.seconds / 60));
      if (plan.seconds > LONGEST_WAIT_S) return leave(cell, unsuitable(plan.why, minutes));
      const what = plan.why === 'too-bright' ? 'Too bright' : 'Too dark';
      const activity = `${what} for a flat${nameOf(cell) && ` in ${nameOf(cell)}`}: about ${minutes} min to wait`;
      return { kind: 'wait', why: plan.why, seconds: Math.min(LOOK_AGAIN_S, plan.seconds), activity };
    },

    taken(cell, { kind, report }) {
      const state = stateOf(cell);
      if (bias === null) return;
      const { median } = report.statistics;
      const signalAdu = median - bias.medianAdu;
      if (isClipped(median, bias.saturationAdu) || signalAdu <= 0) {
        // Its level says nothing. The search begins anew, with what cannot saturate.
        state.light = null;
        state.firstTestS = run.instrument.camera.minExposureS;
        return;
      }
      const measured = { startS: report.startedAt / 1000, exposureS: report.exposureS, signalAdu };
      const { light } = state;
      if (kind === 'rejected' && state.fromWholeFrame) {
        // Light that leaps away from where it was followed to, under a cloud, may leap back: look before the next frame.
        const fittingS = exposureFor(lightFrom(measured, change()), nowS(), state.targetAdu);
        state.firstTestS = Math.min(report.exposureS, fittingS);
        state.light = null;
        return;
      }
      state.light =
        light !== null && state.fromWholeFrame
          ? followLight(light, measured)
          : lightFrom(measured, light?.change ?? change());
      state.fromWholeFrame = true;
      if (source === 'sky') measuredChange = state.light.change;
    },

    get left() {
      return [...states.values()].flatMap(({ left }) => left ?? []);
    },
  };
}

function targetOf({ request }: TaskWithParts, bias: FlatBias, shortestS: number): FlatTarget {
  const fraction = request?.targetFullWellFraction ?? FLAT_DEFAULTS.targetFraction;
  const maxExposureS = request?.maxExposureTimeSec ?? FLAT_DEFAULTS.maxExposureS;
  const minExposureS = Math.min(request?.minExposureTimeSec ?? FLAT_DEFAULTS.minExposureS, maxExposureS);
  return {
    signalAdu: Math.max(1, fraction * bias.saturationAdu - bias.medianAdu),
    minExposureS: Math.max(minExposureS, shortestS),
    maxExposureS: Math.max(maxExposureS, shortestS),
    shortestTestS: shortestS,
  };
}

function boundedExposure(light: FlatLight, target: FlatTarget, atS: number): number {
  const exposureS = exposureFor(light, atS, target.signalAdu);
  return Math.min(target.maxExposureS, Math.max(target.shortestTestS, exposureS));
}

function isStale(light: FlatLight, target: FlatTarget, atS: number): boolean {
  return uncertaintyAt(light, atS + boundedExposure(light, target, atS) / 2) > STALE;
}

/** Why filters were left, as the end of a sentence: “no more flats in L, as the sky is too dark …”. */
export function describeLeft(left: readonly FlatLeft[]): string {
  return left.map((facts) => `no more flats${inFilter(facts)}, as ${whyLeft(facts)}`).join('; ');
}

function inFilter({ filter }: FlatLeft): string {
  return filter && ` in ${filter}`;
}

function whyLeft({ light, source, evenAtS, forMin }: FlatLeft): string {
  const [is, remedy] =
    light === 'too-bright' ? ['too bright', 'dim it, or allow shorter'] : ['too dark', 'light it, or allow longer'];
  const limit = `the ${source} is ${is} for a flat even at ${evenAtS} s`;
  const advised = source === 'sky' ? limit : `${limit}; ${remedy} exposures`;
  return forMin === null ? advised : `${advised}, and will be for ${forMin} min`;
}
