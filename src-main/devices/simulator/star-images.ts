/**
 * Images of stars on the sensor, row by row. The point spread function is a sum of concentric Gaussians (core, shoulder
 * and aureole, after King 1971), which is as good as a Moffat profile to the eye, keeps the flux exactly, and separates into x and y.
 */

import type { LightSource } from './extended-light.ts';

/** Share of the light and width relative to the core's. */
const COMPONENTS = [
  { share: 0.8, width: 1 },
  { share: 0.17, width: 2 },
  { share: 0.03, width: 5 },
] as const;
const SIGMAS_PER_FWHM = 2.3548;
/** A component is left out where less than this many electrons a pixel remain of it. */
const NEGLIGIBLE_E = 0.02;

/** Error function by Abramowitz and Stegun 7.1.26; off by at most 1.5e-7. */
function erf(x: number): number {
  const t = 1 / (1 + 0.3275911 * Math.abs(x));
  const series = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))));
  return Math.sign(x) * (1 - series * Math.exp(-x * x));
}

/** One Gaussian component of one star. */
interface Blob {
  readonly firstRow: number;
  readonly lastRow: number;
  readonly firstColumn: number;
  /** Electrons that fall in each row of the blob, and the share of a row's in each column. */
  readonly rows: Float32Array;
  readonly columns: Float32Array;
  readonly parts: readonly number[];
}

export interface StarImage {
  /** Unbinned pixels. */
  readonly x: number;
  readonly y: number;
  /** In the layer that gets most of them, */
  readonly electrons: number;
  /** and each layer's part of these. */
  readonly parts: readonly number[];
}

/** Prepares stars for each of some layers, which have them in common; `fwhmAt` gives the width of a core at a place, px. */
export function createStarImages(
  stars: readonly StarImage[],
  fwhmAt: (x: number, y: number) => number,
  sensor: { readonly width: number; readonly height: number },
  layers: number,
): LightSource[] {
  const byRow = new Map<number, Blob[]>();
  for (const star of stars) {
    const fwhmPx = fwhmAt(star.x, star.y);
    for (const { share, width } of COMPONENTS) {
      const blob = createBlob(star, star.electrons * share, (width * fwhmPx) / SIGMAS_PER_FWHM);
      if (blob === null || blob.lastRow < 0 || blob.firstRow >= sensor.height) continue;
      if (blob.firstColumn >= sensor.width || blob.firstColumn + blob.columns.length <= 0) continue;
      // Each blob is listed under every row it touches: rows can then be made in any order.
      for (let row = Math.max(0, blob.firstRow); row <= Math.min(sensor.height - 1, blob.lastRow); row++) {
        const list = byRow.get(row);
        if (list) list.push(blob);
        else byRow.set(row, [blob]);
      }
    }
  }
  return Array.from({ length: layers }, (_, layer) => ({
    addRow(row, firstColumn, light) {
      for (const blob of byRow.get(row) ?? []) {
        const electrons = blob.rows[row - blob.firstRow]! * blob.parts[layer]!;
        const offset = blob.firstColumn - firstColumn;
        const from = Math.max(0, -offset);
        const to = Math.min(blob.columns.length, light.length - offset);
        for (let column = from; column < to; column++) {
          light[column + offset] = light[column + offset]! + electrons * blob.columns[column]!;
        }
      }
    },
  }));
}

function createBlob({ x, y, parts }: StarImage, electrons: number, sigma: number): Blob | null {
  const peak = electrons / (2 * Math.PI * sigma * sigma + 1);
  if (peak <= NEGLIGIBLE_E) return null;
  const radius = Math.ceil(sigma * Math.sqrt(2 * Math.log(peak / NEGLIGIBLE_E))) + 1;
  const firstColumn = Math.round(x) - radius;
  const firstRow = Math.round(y) - radius;
  const columns = pixelShares(x - firstColumn, sigma, 2 * radius + 1, 1);
  const rows = pixelShares(y - firstRow, sigma, 2 * radius + 1, electrons);
  return { firstRow, lastRow: firstRow + 2 * radius, firstColumn, rows, columns, parts };
}

/** The integral of a Gaussian around `centre` over each of `count` pixels, times `total`. */
function pixelShares(centre: number, sigma: number, count: number, total: number): Float32Array {
  const shares = new Float32Array(count);
  let before = erf((-0.5 - centre) / (sigma * Math.SQRT2));
  for (let pixel = 0; pixel < count; pixel++) {
    const after = erf((pixel + 0.5 - centre) / (sigma * Math.SQRT2));
    shares[pixel] = (total * (after - before)) / 2;
    before = after;
  }
  return shares;
}
