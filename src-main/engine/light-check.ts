/**
 * Did light reach the sensor when it should, and stay away when it should not? A shutter that sticks, a cover, or a dome slit
 * in the way give frames that are whole, at the right temperature, and worthless. No level says so by itself – a narrow band
 * under a dark sky is as dark as a closed shutter – but the frame before, taken in the same way, does. Pure.
 */

export interface FrameLevel {
  readonly medianAdu: number;
  readonly exposureS: number;
  /** UTC ms at which its exposure began. */
  readonly startedAt: number;
}

export interface LevelReference {
  /** The level of a frame without light and without exposure, ADU. */
  readonly blankAdu: number;
  /** The night's newest counted frame of the same kind, taken in the same way; null before the first. */
  readonly earlier: FrameLevel | null;
}

/** A light from which less than this was to be expected, ADU, says nothing when it does not come. */
const LEAST_EXPECTED_ADU = 20;
/** The sky between two frames close in time fades by clouds or a setting moon, but not to a tenth. */
const DARKENED_TO = 0.1;
/** Twilight may do that in so long, ms, beside the exposures that have gone by. */
const COMPARABLE_MS = 20 * 60_000;
/** As far as a camera's blank level wanders by itself, ADU. */
const BLANK_WANDERS_ADU = 5;
/** Shorter exposures of a dark sky give nothing that stands out. */
const TELLING_EXPOSURE_S = 10;
/** A dark or bias this much above the one before, ADU, beside twice its dark current, has seen light. */
const LEAK_ADU = 10;

/**
 * For lights.
 * @returns `no-light` where light was to be expected and none came; `faint` where nothing was to be expected yet and the
 * level is the blank one, which is worth a look
 */
export function findLight(frame: FrameLevel, reference: LevelReference): 'light' | 'no-light' | 'faint' {
  const signalAdu = frame.medianAdu - reference.blankAdu;
  const { earlier } = reference;
  if (earlier === null) {
    return signalAdu < BLANK_WANDERS_ADU && frame.exposureS >= TELLING_EXPOSURE_S ? 'faint' : 'light';
  }
  const betweenMs = Math.abs(frame.startedAt - earlier.startedAt);
  if (betweenMs > COMPARABLE_MS + (2 * frame.exposureS + earlier.exposureS) * 1000) return 'light';
  const expectedAdu = ((earlier.medianAdu - reference.blankAdu) / earlier.exposureS) * frame.exposureS;
  if (expectedAdu < LEAST_EXPECTED_ADU) return 'light';
  return signalAdu < expectedAdu * DARKENED_TO ? 'no-light' : 'light';
}

/** For darks and biases: whether light got in since the earlier one of the same exposure and temperature. */
export function hasLeak(frame: FrameLevel, { blankAdu, earlier }: LevelReference): boolean {
  if (earlier === null) return false;
  const darkAdu = Math.max(0, earlier.medianAdu - blankAdu);
  return frame.medianAdu - earlier.medianAdu > darkAdu + LEAK_ADU;
}
