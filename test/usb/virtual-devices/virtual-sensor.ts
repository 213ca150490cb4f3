/**
 * What a virtual sensor has in its pixels: a function of pixel, frame number and exposure alone, so that a test can ask
 * later what any frame should look like, in any window and binning. Every pixel differs from its neighbours and from
 * itself a frame later: a column, row or frame in the wrong place shows.
 */

export const BIAS_ADU = 1000;
export const FULL_SCALE_ADU = 0xffff;
/** Counts that the noise spreads over, from 0. */
const NOISE_RANGE = 256;
const DARK_ADU_PER_S = 4;
/** One star in each square of this many pixels. */
const STAR_CELL = 64;
const STAR_RADIUS = 6;
const STAR_SIGMA = 1.6;
const BRIGHTEST_STAR_ADU_PER_S = 30_000;

export interface Window {
  /** Unbinned pixels of the sensor as it is. */
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** How long a row has collected charge, and how much of that with light on it, ms. */
export interface FieldExposure {
  readonly collectedMs: number;
  readonly litMs: number;
}

export interface SensorExposure {
  readonly frameNumber: number;
  /** Of the rows 0, 2, 4 … (the camera's “odd” field). */
  readonly evenRows: FieldExposure;
  readonly oddRows: FieldExposure;
  /** Sky or flat panel, ADU a second on a white or mono pixel. */
  readonly skyAduPerS: number;
}

export interface VirtualSensor {
  readonly width: number;
  readonly height: number;
  /** Row after row, binned pixels; a last row or column that does not fill a binned pixel is left out. */
  image(exposure: SensorExposure, window: Window, binning: Binning): Uint16Array;
}

export interface Binning {
  readonly x: number;
  readonly y: number;
}

/** Share of the light that a pixel of an RGGB mosaic gets, by row parity and column parity. */
const MOSAIC = [
  [0.6, 1],
  [1, 0.75],
] as const;

export function createVirtualSensor(size: {
  width: number;
  height: number;
  colour: boolean;
  seed: number;
}): VirtualSensor {
  const { width, height, colour, seed } = size;
  const stars = drawStars(width, height, seed);

  /** One pixel's charge above the bias, in ADU. */
  const charge = (
    x: number,
    y: number,
    frameKey: number,
    { collectedMs, litMs }: FieldExposure,
    skyAduPerS: number,
  ) => {
    const noise = hash(Math.imul(x, 0x9e3779b1) ^ Math.imul(y, 0x85ebca6b) ^ frameKey) % NOISE_RANGE;
    const share = colour ? MOSAIC[y & 1]![x & 1]! : 1;
    const light = (skyAduPerS + stars[y * width + x]!) * share * litMs;
    return noise + Math.floor((light + DARK_ADU_PER_S * collectedMs) / 1000);
  };

  return {
    width,
    height,
    image({ frameNumber, evenRows, oddRows, skyAduPerS }, window, binning) {
      const outWidth = Math.floor(window.width / binning.x);
      const outHeight = Math.floor(window.height / binning.y);
      const sums = new Float64Array(outWidth);
      const image = new Uint16Array(outWidth * outHeight);
      const frameKey = hash(seed ^ Math.imul(frameNumber, 0xc2b2ae35));
      for (let row = 0; row < outHeight; row++) {
        sums.fill(BIAS_ADU);
        for (let part = 0; part < binning.y; part++) {
          const y = window.y + row * binning.y + part;
          const field = (y & 1) === 0 ? evenRows : oddRows;
          for (let column = 0; column < outWidth * binning.x; column++) {
            const out = binning.x === 1 ? column : Math.floor(column / binning.x);
            sums[out] = sums[out]! + charge(window.x + column, y, frameKey, field, skyAduPerS);
          }
        }
        for (let column = 0; column < outWidth; column++) {
          image[row * outWidth + column] = Math.min(sums[column]!, FULL_SCALE_ADU);
        }
      }
      return image;
    },
  };
}

/** Starlight a pixel gets, ADU a second. */
function drawStars(width: number, height: number, seed: number): Float32Array {
  const light = new Float32Array(width * height);
  for (let cellY = 0; cellY < height; cellY += STAR_CELL) {
    for (let cellX = 0; cellX < width; cellX += STAR_CELL) {
      const draw = hash(seed ^ Math.imul(cellX + 1, 0x27d4eb2f) ^ Math.imul(cellY + 1, 0x165667b1));
      const centreX = cellX + (draw & 0x3f);
      const centreY = cellY + ((draw >>> 6) & 0x3f);
      // Few bright ones and many faint ones.
      const peak = BRIGHTEST_STAR_ADU_PER_S * ((draw >>> 12) / 2 ** 20) ** 4;
      addStar(light, { width, height }, { centreX, centreY, peak });
    }
  }
  return light;
}

function addStar(
  light: Float32Array,
  { width, height }: { readonly width: number; readonly height: number },
  { centreX, centreY, peak }: { readonly centreX: number; readonly centreY: number; readonly peak: number },
): void {
  for (let y = Math.max(0, centreY - STAR_RADIUS); y <= Math.min(height - 1, centreY + STAR_RADIUS); y++) {
    for (let x = Math.max(0, centreX - STAR_RADIUS); x <= Math.min(width - 1, centreX + STAR_RADIUS); x++) {
      const distance2 = (x - centreX) ** 2 + (y - centreY) ** 2;
      light[y * width + x]! += peak * Math.exp(-distance2 / (2 * STAR_SIGMA ** 2));
    }
  }
}

/** Mixes 32 bits into 32 (the finaliser of MurmurHash3, public domain), as an unsigned number. */
function hash(bits: number): number {
  let h = bits ^ (bits >>> 16);
  h = Math.imul(h, 0x85ebca6b);
  h ^= h >>> 13;
  h = Math.imul(h, 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}
