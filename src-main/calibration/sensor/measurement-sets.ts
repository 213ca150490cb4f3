/** Which frames of the ledger are measured together: night by night, readout by readout. Pure. */
import { createHash } from 'node:crypto';
import type { MeasuredSet } from '../../contract/trend-views.ts';
import type { FlatLightSource, FrameType } from '../../contract/vocabulary.ts';

/** A counted calibration frame. */
export interface MeasurableFrame {
  readonly uid: string;
  readonly kind: FrameType;
  /** Relative to the data folder. */
  readonly path: string;
  readonly sha256: string;
  readonly night: string;
  /** All that a level depends on beside light and temperature, as one text. */
  readonly readout: string;
  /** UTC, ms. */
  readonly takenAt: number;
  /** Set point, °C; null where none was set. */
  readonly setPointC: number | null;
  readonly filterName: string | null;
  readonly light: FlatLightSource;
  readonly medianAdu: number | null;
  readonly saturationAdu: number;
}

export interface MeasurementSet extends Pick<MeasuredSet, 'kind' | 'night'> {
  /** The same for the same night, readout and kind of set, whatever frames are in it. */
  readonly key: string;
  /** One line for a person: `dark of 2026-11-22 at −10 °C`. */
  readonly title: string;
  readonly frames: readonly MeasurableFrame[];
  /** Bias frames to go with them, for `transfer` and `dark`. */
  readonly bias: readonly MeasurableFrame[];
}

/** More frames add little to what a night tells, and cost reading. */
const MOST = { bias: 10, dark: 8, flat: 24 } as const;
const LEAST_BIAS = 2;
/** A bias of another night serves so long, as it does for masters. */
const BIAS_SERVES_MS = 30 * 86_400_000;

export function measurementSets(frames: readonly MeasurableFrame[]): MeasurementSet[] {
  const sets: MeasurementSet[] = [];
  for (const ofReadout of Map.groupBy(frames, ({ readout }) => readout).values()) {
    const nights = Map.groupBy(ofReadout, ({ night }) => night);
    const biasSets = [...nights].flatMap(([night, taken]) => biasSet(night, taken) ?? []);
    sets.push(...biasSets);
    for (const [night, taken] of nights) {
      const panel = taken.filter(({ kind, light }) => kind === 'flat' && light === 'panel');
      const darks = Map.groupBy(ofKind(taken, 'dark'), ({ setPointC }) => setPointC);
      const flats = Map.groupBy(ofKind(taken, 'flat'), ({ filterName, light }) => JSON.stringify([filterName, light]));
      if (panel.length >= 2) sets.push(...withBias(aSet('transfer', night, '', panel.slice(-MOST.flat)), biasSets));
      for (const [setPointC, some] of darks) {
        const at = setPointC === null ? 'uncooled' : `at ${setPointC} °C`.replace('-', '−');
        if (some.length >= 2) sets.push(...withBias(aSet('dark', night, at, some.slice(-MOST.dark)), biasSets));
      }
      for (const some of flats.values()) {
        const { filterName, light } = some[0]!;
        sets.push(aSet('flat', night, `${filterName ?? 'without filter'}, ${light}`, some));
      }
    }
  }
  return sets;
}

function ofKind(frames: readonly MeasurableFrame[], kind: FrameType): MeasurableFrame[] {
  return frames.filter((frame) => frame.kind === kind);
}

function biasSet(night: string, taken: readonly MeasurableFrame[]): MeasurementSet | null {
  const bias = ofKind(taken, 'bias').slice(-MOST.bias);
  return bias.length < LEAST_BIAS ? null : aSet('bias', night, '', bias);
}

function aSet(
  kind: MeasurementSet['kind'],
  night: string,
  which: string,
  frames: readonly MeasurableFrame[],
): MeasurementSet {
  const word = kind === 'transfer' ? 'photon transfer' : kind;
  const title = `${word} of ${night}${which === '' ? '' : `, ${which}`}`;
  return { key: JSON.stringify([kind, night, frames[0]!.readout, which]), kind, title, night, frames, bias: [] };
}

/** With the bias frames of the nearest night; nothing where none of the last or next days has any. */
function withBias(set: MeasurementSet, biasSets: readonly MeasurementSet[]): MeasurementSet[] {
  const at = newestOf(set.frames);
  const apart = (other: MeasurementSet) => Math.abs(newestOf(other.frames) - at);
  const nearest = biasSets.reduce<MeasurementSet | null>(
    (best, each) => (best === null || apart(each) < apart(best) ? each : best),
    null,
  );
  return nearest === null || apart(nearest) > BIAS_SERVES_MS ? [] : [{ ...set, bias: nearest.frames }];
}

/** What a set is of. */
export function measuredSetOf({ kind, night, frames }: MeasurementSet): MeasuredSet {
  const { setPointC, filterName, light } = frames[0]!;
  return {
    ...{ kind, night },
    setPointC: kind === 'dark' ? setPointC : null,
    filterName: kind === 'flat' ? filterName : null,
    light: kind === 'flat' ? light : null,
  };
}

/** UTC, ms. */
export function newestOf(frames: readonly Pick<MeasurableFrame, 'takenAt'>[]): number {
  return Math.max(...frames.map(({ takenAt }) => takenAt));
}

/** The same for the same frames with the same contents, in any order. */
export function framesKey(frames: readonly { readonly name: string; readonly sha256: string }[]): string {
  const lines = frames.map(({ name, sha256 }) => `${name} ${sha256}`).sort();
  return createHash('sha256').update(lines.join('\n')).digest('hex');
}
