/** Named checks on what was measured of a light: is it worth keeping, or worth a word? Pure. */
import type { FrameMeasurement } from '../contract/frame-measurement.ts';
import type { StarCheck, StarFacts, StarLimits } from '../contract/star-limits.ts';

/** What the night has shown to be possible; null before there is enough to say so. */
export interface NightsBest {
  /** px */
  readonly hfr: number | null;
  readonly stars: number | null;
}

export interface StarFinding {
  readonly check: StarCheck;
  readonly action: 'warn' | 'reject';
  readonly facts: StarFacts;
  readonly message: string;
}

/** A single good moment is no measure of a night. */
const FRAMES_OF_A_MEDIAN = 5;

/**
 * The lowest (or highest) median of so many values in a row; null for fewer.
 * @param values in the order in which they were taken
 */
export function bestOfNight(values: readonly number[], better: 'lower' | 'higher'): number | null {
  let best: number | null = null;
  for (let i = FRAMES_OF_A_MEDIAN; i <= values.length; i++) {
    const sorted = values.slice(i - FRAMES_OF_A_MEDIAN, i).sort((a, b) => a - b);
    const median = sorted[FRAMES_OF_A_MEDIAN >> 1]!;
    if (best === null || (better === 'lower' ? median < best : median > best)) best = median;
  }
  return best;
}

/** What of the limits the frame does not keep, in their order. A number that was not measured breaks none. */
export function checkStars(measured: FrameMeasurement, limits: StarLimits, best: NightsBest): StarFinding[] {
  const { hfr, stars, background, elongation } = measured;
  const percent = (part: number) => Math.round(100 * part);
  const findings: StarFinding[] = [];
  const find = (
    check: StarCheck,
    breaks: (limit: number) => boolean,
    { value, best = null, angleDeg = null }: Pick<StarFacts, 'value'> & Partial<StarFacts>,
    message: () => string,
  ) => {
    const set = limits[check];
    if (set === null || !breaks(set.limit)) return;
    findings.push({ check, action: set.action, facts: { check, value, best, angleDeg }, message: message() });
  };
  if (hfr !== null) {
    find(
      'max_hfr',
      (limit) => hfr > limit,
      { value: hfr },
      () => `The stars’ half-flux radius is ${px(hfr)}. Look at the focus.`,
    );
    const rise = best.hfr === null ? 0 : hfr / best.hfr - 1;
    find(
      'max_hfr_rise',
      (limit) => 100 * rise > limit,
      { value: hfr, best: best.hfr },
      () =>
        `The stars’ half-flux radius is ${px(hfr)}, ${percent(rise)} % above the night’s best of ${px(best.hfr ?? 0)}. Look at the focus, and at seeing and wind.`,
    );
  }
  find(
    'min_stars',
    (limit) => stars < limit,
    { value: stars },
    () => `The frame shows ${stars} stars only. Look at the sky, the dew cap and the focus.`,
  );
  const loss = best.stars === null ? 0 : 1 - stars / best.stars;
  find(
    'max_star_loss',
    (limit) => 100 * loss > limit,
    { value: stars, best: best.stars },
    () =>
      `The frame shows ${stars} stars where the same field showed ${best.stars}. Look for clouds, dew and the dome.`,
  );
  find(
    'max_background',
    (limit) => background > limit,
    { value: background },
    () => `The sky’s level is ${Math.round(background)} ADU. Look for moonlight, clouds and lamps.`,
  );
  if (elongation !== null) {
    find(
      'max_axis_ratio',
      (limit) => elongation.axisRatio > limit,
      { value: elongation.axisRatio, angleDeg: elongation.angleDeg },
      () =>
        `All stars are drawn out alike, ${elongation.axisRatio.toFixed(2)} times as long as wide, at ${Math.round(elongation.angleDeg)}° to the rows. Look at the guiding, and at wind and cables.`,
    );
  }
  return findings;
}

function px(value: number): string {
  return `${value.toFixed(2)} px`;
}
