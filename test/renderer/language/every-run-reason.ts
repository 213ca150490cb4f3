/** Why a run leaves a task or pauses, with all that can be known of it beside the code. */
import {
  DITHER_FAILURES,
  type FlatLeft,
  type LeftFacts,
  type TroubleFacts,
} from '../../../src-main/contract/run-reasons.ts';
import { FLAT_LIGHT_SOURCES } from '../../../src-main/contract/vocabulary.ts';
import { WHY } from './every-frame-reason.ts';

export const FLATS_LEFT: readonly FlatLeft[] = FLAT_LIGHT_SOURCES.flatMap((source) =>
  (['too-bright', 'too-dark'] as const).flatMap((light) => [
    { filter: 'Ha', light, source, evenAtS: 0.5, forMin: null },
    { filter: '', light, source, evenAtS: 60, forMin: 25 },
  ]),
);

const REJECTED = { frames: 3, last: { code: 'no-light', medianAdu: 1001, blankAdu: 1000, earlierAdu: 1450 } } as const;

export const LEFT_WITH_MORE: readonly LeftFacts[] = [
  { reason: 'flat-light', why: WHY, flats: FLATS_LEFT },
  { reason: 'frames-rejected', why: WHY, rejected: REJECTED },
  ...DITHER_FAILURES.map((dither) => ({ reason: 'not-dithered', why: WHY, dither }) as const),
];

export const TROUBLE_OF_REJECTED: readonly TroubleFacts[] = [
  { reason: 'frames-rejected', why: WHY, rejected: REJECTED },
];
