/** The colours of a file's pixels, from its header. Pure. */
import type { ReadCard } from './fits/card.ts';

/** Colours of the first two pixels of the first row, then of the second row, as they lie in the file. */
export const BAYER_PATTERNS = ['RGGB', 'BGGR', 'GRBG', 'GBRG'] as const;
export type BayerPattern = (typeof BAYER_PATTERNS)[number];

/**
 * Null for a mono or binned frame, or one whose pattern nobody here knows. BAYERPAT names the pattern of the sensor, XBAYROFF and
 * YBAYROFF where in it the image begins; both count from the top, as Siril and PixInsight read them, so that in a file with ROWORDER
 * BOTTOM-UP they are those of its last row.
 * @param height rows of the image
 */
export function bayerPatternOf(cards: readonly ReadCard[], height: number): BayerPattern | null {
  const cardOf = (keyword: string) => cards.find((card) => card.keyword === keyword)?.value;
  const name = String(cardOf('BAYERPAT') ?? '').trim();
  const offset = (keyword: string) => {
    const value = cardOf(keyword);
    return typeof value === 'number' && Number.isInteger(value) ? value & 1 : 0;
  };
  const isBottomUp = String(cardOf('ROWORDER') ?? '').trim() === 'BOTTOM-UP';
  const right = offset('XBAYROFF');
  const down = (offset('YBAYROFF') + (isBottomUp ? height - 1 : 0)) & 1;
  const colour = (x: number, y: number) => name[2 * ((y + down) & 1) + ((x + right) & 1)];
  const inFile = [colour(0, 0), colour(1, 0), colour(0, 1), colour(1, 1)].join('');
  return BAYER_PATTERNS.find((pattern) => pattern === inFile) ?? null;
}
