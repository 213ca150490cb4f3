/** What the scatter of the inputs and the noise of the masters taken off them amount to in a new master. Pure. */

export interface NoiseSources {
  /** Standard error of the combined pixels, in their unit. */
  readonly ofCombined: number;
  /** Of the masters taken off, ADU; null where none was, or where it does not say. */
  readonly ofBias: number | null;
  readonly ofDark: number | null;
  /** How much of the dark was taken off, on average. */
  readonly darkScale: number;
  /** What the frames were divided by, on average, ADU; 1 when they were not. */
  readonly level: number;
}

/**
 * Standard error of the master's pixels. A master's noise is the same in all frames that it is taken off, so that
 * averaging them does not lessen it: it is added in squares, in the unit of the result.
 */
export function propagatedNoise({ ofCombined, ofBias, ofDark, darkScale, level }: NoiseSources): number {
  return Math.hypot(ofCombined, (ofBias ?? 0) / level, (darkScale * (ofDark ?? 0)) / level);
}
