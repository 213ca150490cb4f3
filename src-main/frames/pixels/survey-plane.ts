/** What the values of a master are like, from an even sample of its rows. */
import { StoredPlane } from '../fits/stored-plane.ts';
import { readFloats } from './pixel-source.ts';

export interface PlaneSurvey {
  readonly median: number;
  /** Scatter of the pixels, from the median absolute deviation as if they were normally distributed. */
  readonly sigma: number;
  /** All but one in a thousand pixels lie above `low`, and below `high`. */
  readonly low: number;
  readonly high: number;
}

/** Enough to tell a thousandth; sorted in about a tenth of a second. */
const MOST_SAMPLES = 1024 * 1024;
const SIGMA_OF_MAD = 1.4826;
const OUTSIDE = 0.001;

/**
 * For worker threads.
 * @param path absolute, of an image of single floats
 * @throws FitsError for a damaged file, ConsoleError `storage` when it cannot be read
 */
export async function surveyPlane(path: string): Promise<PlaneSurvey> {
  const plane = await StoredPlane.open(path, 'float32');
  try {
    const { width, height } = plane.layout;
    const every = Math.max(1, Math.ceil((width * height) / MOST_SAMPLES));
    const samples = new Float32Array(Math.ceil(height / every) * width);
    for (let row = 0, at = 0; row < height; row += every, at += width) {
      samples.set(readFloats(plane, { left: 0, top: row, width, height: 1 }), at);
    }
    return surveyOf(samples.filter(Number.isFinite));
  } finally {
    plane.close();
  }
}

function surveyOf(values: Float32Array): PlaneSurvey {
  values.sort();
  const at = (part: number) => values[Math.round(part * (values.length - 1))] ?? 0;
  const median = at(0.5);
  const deviations = values.map((value) => Math.abs(value - median)).sort();
  return {
    median,
    sigma: SIGMA_OF_MAD * (deviations[deviations.length >> 1] ?? 0),
    low: at(OUTSIDE),
    high: at(1 - OUTSIDE),
  };
}
