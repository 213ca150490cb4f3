/**
 * Images of stars on the sensor, row by row. The point spread function is a sum of concentric Gaussians (core, shoulder
 * and aureole, after King 1971), which is as good as a Moffat profile to the eye, keeps the flux exactly, and separates into x and y.
 */

import type { LightSource } from './extended-light.ts';
import { sensorRow } from './sensor-kernel/sensor-row.ts';

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

/** Half the error function from 0 on in steps, to be read between them with an error of the same size; 1/2 beyond. */
const STEPS_PER_UNIT = 1024;
const FARTHEST = 6;
const halfErf = Float64Array.from({ length: FARTHEST * STEPS_PER_UNIT + 2 }, (_, i) => erf(i / STEPS_PER_UNIT) / 2);

/** The integral of a Gaussian from its middle to `x`, in units of √2 σ. */
function gaussianUpTo(x: number): number {
  const at = Math.min(Math.abs(x), FARTHEST) * STEPS_PER_UNIT;
  const step = at | 0;
  const below = halfErf[step]!;
  const integral = below + (at - step) * (halfErf[step + 1]! - below);
  return x < 0 ? -integral : integral;
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
  const shares = createShares(stars.length);
  const blobs = createBlobs(COMPONENTS.length * stars.length);
  for (const [index, star] of stars.entries()) {
    const fwhmPx = fwhmAt(star.x, star.y);
    for (const { share, width } of COMPONENTS) {
      const electrons = star.electrons * share;
      const sigma = (width * fwhmPx) / SIGMAS_PER_FWHM;
      const radius = visibleRadius(electrons, sigma);
      if (radius === null) continue;
      const [firstRow, firstColumn] = [Math.round(star.y) - radius, Math.round(star.x) - radius];
      const size = 2 * radius + 1;
      if (firstRow + size <= 0 || firstRow >= sensor.height) continue;
      if (firstColumn + size <= 0 || firstColumn >= sensor.width) continue;
      const at = shares.add(star.y - firstRow, sigma, size, electrons);
      shares.add(star.x - firstColumn, sigma, size, 1);
      blobs.add(firstRow, firstColumn, size, at, index);
    }
  }
  const { fields, starts, members } = blobs.inBands(sensor.height);
  const parts = Array.from({ length: layers }, (_, layer) => Float32Array.from(stars, (star) => star.parts[layer]!));
  const images = { fields, shares: shares.all(), members, parts };
  const kernel = sensorRow();
  kernel.makeRoomFor(images);
  return Array.from({ length: layers }, (_, layer) => ({
    addRow(row, firstColumn, light) {
      const band = Math.floor(row / BAND_ROWS);
      kernel.addBlobs(light, images, { row, firstColumn, layer, from: starts[band]!, to: starts[band + 1]! });
    },
  }));
}

/**
 * @param size rows and as many columns that a blob covers
 * @param shares where in the shares those of its rows begin: the electrons that fall in each; its columns' shares of a row's follow
 * @param star index among the stars
 */
type BlobFields = [firstRow: number, firstColumn: number, size: number, shares: number, star: number];
const FIELDS = 5;
/** Rows that are looked through together. */
const BAND_ROWS = 4;

/** Gaussian components of stars, each a square of pixels: a frame may have a hundred thousand of them, so all lie in one array. */
function createBlobs(most: number) {
  const fields = new Int32Array(FIELDS * most);
  let used = 0;
  return {
    add(...blob: BlobFields): void {
      for (const field of blob) fields[used++] = field;
    },
    /**
     * Which blobs touch a band of `BAND_ROWS` rows: where their fields begin stands in `members`, from `starts` of the band to
     * that of the next, in the order in which they came.
     */
    inBands(rows: number): { readonly fields: Int32Array; readonly starts: Int32Array; readonly members: Int32Array } {
      const bands = Math.ceil(rows / BAND_ROWS);
      const bandOf = (row: number) => Math.floor(Math.max(0, Math.min(rows - 1, row)) / BAND_ROWS);
      const eachBand = (use: (band: number, blob: number) => void) => {
        for (let blob = 0; blob < used; blob += FIELDS) {
          const last = bandOf(fields[blob]! + fields[blob + 2]! - 1);
          for (let band = bandOf(fields[blob]!); band <= last; band++) use(band, blob);
        }
      };
      const starts = new Int32Array(bands + 1);
      eachBand((band) => {
        starts[band + 1] = starts[band + 1]! + 1;
      });
      for (let band = 0; band < bands; band++) starts[band + 1] = starts[band + 1]! + starts[band]!;
      const members = new Int32Array(starts[bands]!);
      const next = starts.slice();
      eachBand((band, blob) => {
        members[next[band]!] = blob;
        next[band] = next[band]! + 1;
      });
      return { fields: fields.subarray(0, used), starts, members };
    },
  };
}

/** How far a component is followed from its middle, px; null where it is negligible everywhere. */
function visibleRadius(electrons: number, sigma: number): number | null {
  const peak = electrons / (2 * Math.PI * sigma * sigma + 1);
  if (peak <= NEGLIGIBLE_E) return null;
  return Math.ceil(sigma * Math.sqrt(2 * Math.log(peak / NEGLIGIBLE_E))) + 1;
}

/** Of most stars this is room for all their shares. */
const USUAL_SHARES = 64;

/** What falls on the pixels along one axis, of all blobs in one array: a frame may have a hundred thousand of them. */
function createShares(stars: number) {
  let values = new Float32Array(USUAL_SHARES * stars);
  let used = 0;
  return {
    all: () => values.subarray(0, used),
    /** Adds the integral of a Gaussian around `centre` over each of `count` pixels, times `total`; returns where it begins. */
    add(centre: number, sigma: number, count: number, total: number): number {
      if (used + count > values.length) {
        const larger = new Float32Array(Math.max(2 * values.length, used + count));
        larger.set(values);
        values = larger;
      }
      const first = used;
      const scale = 1 / (sigma * Math.SQRT2);
      let before = gaussianUpTo((-0.5 - centre) * scale);
      for (let pixel = 0; pixel < count; pixel++) {
        const after = gaussianUpTo((pixel + 0.5 - centre) * scale);
        values[used++] = total * (after - before);
        before = after;
      }
      return first;
    },
  };
}
