/** What is not the same all over the field: stars that a tilted sensor or a wrong distance blurs, and light of a town on one side. */
import type { LightSource } from './extended-light.ts';
import type { SimulatorOptions } from './options.ts';

interface Extent {
  readonly width: number;
  readonly height: number;
}

type Blur = Pick<SimulatorOptions, 'blurAcross' | 'blurDown' | 'blurOutwards'>;

/** How many times as wide as elsewhere a star's image is at a place, unbinned pixels. */
export function blurAt(
  { blurAcross, blurDown, blurOutwards }: Blur,
  { width, height }: Extent,
  x: number,
  y: number,
): number {
  const [across, down] = [(x + 0.5) / width - 0.5, (y + 0.5) / height - 0.5];
  // 1 at the corners.
  const outwards = 2 * (across ** 2 + down ** 2);
  return Math.max(0.2, 1 + blurAcross * across + blurDown * down + blurOutwards * outwards);
}

/** The part of the sky's light that grows from the left edge, where as much is missing, to the right one. */
export function skyGlow(evenE: number, glowAcross: number, { width }: Extent): LightSource {
  return {
    addRow(_row, firstColumn, light) {
      const step = (evenE * glowAcross) / width;
      let glow = step * (firstColumn + 0.5 - width / 2);
      for (let x = 0; x < light.length; x++, glow += step) light[x] = light[x]! + glow;
    },
  };
}
