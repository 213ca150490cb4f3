/** From the brightness of each colour to the screen's: the sky is grey, whatever its light and the sensor's filters make of it. Pure. */
import type { PixelBlock } from '../client/pixels.ts';
import { autoStretch, type PixelSummary, type Stretch, summarise, withOrder } from './stretch.ts';

/** Of red, green and blue. */
export type ColourStretch = readonly [Stretch, Stretch, Stretch];
export type ColourSummaries = readonly [PixelSummary, PixelSummary, PixelSummary];

/** Parts of a Bayer pattern's pixels that have the colour. */
const SHARES = [1 / 4, 1 / 2, 1 / 4] as const;

/** Null for a block without colours. */
export function summariesOf({ channels, pixels }: PixelBlock): ColourSummaries | null {
  if (channels !== 3) return null;
  const one = new Uint16Array(pixels.length / 3);
  const summaryOf = (channel: number) => {
    for (let i = 0, at = channel; i < one.length; i++, at += 3) one[i] = pixels[at]!;
    return summarise(one);
  };
  return [summaryOf(0), summaryOf(1), summaryOf(2)];
}

/**
 * The automatic stretch of each colour by itself, which makes the background neutral.
 * @param level of the block the summaries are of: means are less noisy than the pixels that one zooms in to
 */
export function colourStretch(summaries: ColourSummaries, level: number, saturation: number): ColourStretch {
  const of = (channel: 0 | 1 | 2) => {
    const { median, mad } = summaries[channel];
    return autoStretch({ median, mad: mad * Math.sqrt(SHARES[channel] * level ** 2) }, saturation, null);
  };
  return [of(0), of(1), of(2)];
}

/** What the observer changed of the automatic stretch, carried over to each colour in proportion. */
export function colourStretchBy(colours: ColourStretch, automatic: Stretch, wanted: Stretch): ColourStretch {
  const carry = (of: Stretch): Stretch => {
    const scale = (of.mid - of.black) / (automatic.mid - automatic.black);
    return withOrder({
      black: of.black + scale * (wanted.black - automatic.black),
      mid: of.mid + scale * (wanted.mid - automatic.mid),
      white: of.white + wanted.white - automatic.white,
    });
  };
  return [carry(colours[0]), carry(colours[1]), carry(colours[2])];
}
