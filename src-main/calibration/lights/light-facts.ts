import { ConsoleError } from '../../contract/errors.ts';
import type { ReadCard } from '../../frames/fits/card.ts';
import { readFrameFacts } from '../../frames/frame-facts.ts';
import type { Identity, PlannedLight } from '../../tasks/calibration-matching.ts';
import { matchingFacts, textOf } from '../masters/input-facts.ts';
import { DARK_TOLERANCE_C } from '../masters/serving-masters.ts';

/** What the calibration of a light depends on, by its header. */
export interface LightFacts extends PlannedLight {
  readonly exposureS: number;
  /** Null: no filter in the light path. */
  readonly filter: Identity | null;
  /** UTC, ms; null when the header does not say. */
  readonly takenAt: number | null;
  /** Where on the sensor its first pixel lies, binned pixels. */
  readonly originX: number;
  readonly originY: number;
  readonly hasColourPattern: boolean;
  readonly saturationAdu: number;
}

/** A 16-bit converter's end, where a header says nothing of saturation. */
const CONVERTER_END_ADU = 65_535;

/** @throws ConsoleError `wrong-state` for a frame that is no light */
export function lightFacts(cards: readonly ReadCard[]): LightFacts {
  const facts = readFrameFacts(cards);
  if (facts.frameType !== 'light') {
    throw new ConsoleError('wrong-state', 'Only light frames are calibrated. Choose a light frame.', {
      facts: { code: 'not-a-light' },
    });
  }
  // The kind is that of a calibration frame's facts, and of no account here.
  const { kind: _, ...found } = matchingFacts('flat', cards, facts.startedAt);
  const origin = (keyword: string) => {
    const value = cards.find((card) => card.keyword === keyword)?.value;
    return typeof value === 'number' ? value : 0;
  };
  const exposureS = found.exposureS ?? 0;
  const filter = found.filter ?? null;
  return {
    ...found,
    ...{ exposureS, filter, exposuresS: [exposureS], filters: [filter] },
    temperatureC: found.temperatureC,
    toleranceC: DARK_TOLERANCE_C,
    originX: origin('XORGSUBF'),
    originY: origin('YORGSUBF'),
    hasColourPattern: textOf(cards, 'BAYERPAT') !== null,
    saturationAdu: facts.saturationAdu ?? CONVERTER_END_ADU,
  };
}
