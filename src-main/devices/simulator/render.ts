/**
 * Makes a frame's pixels, row after row, from what falls on the sensor and what the sensor does to it.
 *
 * A pixel's expected charge is (sky or panel + stars and nebulae) × shading × response + dark current + glow. Binning sums expected
 * charges, each limited to the full well; shot noise of a sum is the noise of the summed charge. The count is
 * Poisson-distributed, drawn exactly below 32 e⁻ and as a normal number above; read noise is normal; cosmic rays come on
 * top. Then ADU = blank level + structure + charge / gain, rounded, clipped at saturation.
 *
 * The same scene gives the same pixels, bit for bit. Noise depends on `noiseKey` and the output row; patterns on seed and
 * unbinned pixel.
 */
import type { SubFrame } from '../ports.ts';
import type { TrackPixel } from './cosmic-rays.ts';
import type { LightSource } from './extended-light.ts';
import { drawSmallPoisson, fillGaussian, POISSON_EXACT_BELOW } from './noise.ts';
import { type DustShadow, shade } from './optics.ts';
import { fillRandomBits, mixKey } from './random.ts';
import { addGlow, type Conversion, FULL_WELL_E, fillDarkCurrent, fillResponse, rowBias } from './sensor.ts';

export interface Scene {
  readonly seed: number;
  readonly noiseKey: number;
  /** The whole sensor, unbinned pixels, and the part that is read. */
  readonly sensor: { readonly width: number; readonly height: number };
  readonly region: SubFrame;
  readonly binning: number;
  readonly conversion: Conversion;
  readonly exposureS: number;
  /** Dark current relative to the reference temperature's. */
  readonly darkFactor: number;
  /** ADU per unbinned column. */
  readonly columnBias: Float32Array;
  /** Light through the open shutter; null when it stays closed. */
  readonly light: {
    /** Of a mono sensor one; of a colour sensor one for each kind of its pixels. */
    readonly layers: readonly LightLayer[];
    /** Which layer the sensor's first 2 × 2 pixels get, row after row; so it goes on over the whole sensor. */
    readonly mosaic: Mosaic;
    readonly dust: readonly DustShadow[];
  } | null;
  readonly cosmicRays: ReadonlyMap<number, readonly TrackPixel[]>;
}

export type Mosaic = readonly [number, number, number, number];
export const MONO: Mosaic = [0, 0, 0, 0];

/** What falls on pixels of one kind. */
export interface LightLayer {
  /** e⁻ that every pixel would get during the exposure without shading: sky or flat panel. */
  readonly evenE: number;
  /** Stars, galaxies and nebulae. */
  readonly sources: readonly LightSource[];
}

/** The shape of the frame that a region gives: binned pixels that are not complete are left out. */
export function frameShape(region: SubFrame, binning: number): { width: number; height: number } {
  return { width: Math.floor(region.width / binning), height: Math.floor(region.height / binning) };
}

export interface FrameRenderer {
  readonly width: number;
  readonly height: number;
  /** Writes rows `from` ≤ row < `to` of the frame into `pixels` (the whole frame's, row after row). Any order will do. */
  renderRows(from: number, to: number, pixels: Uint16Array): void;
}

export function createFrameRenderer(scene: Scene): FrameRenderer {
  const { region, binning, conversion } = scene;
  const { width, height } = frameShape(region, binning);
  const charge = createChargeRows(scene);
  const expected = new Float32Array(width);
  const gaussian = new Float32Array(width);
  const choice = new Int32Array(width);
  const remainder = new Int32Array(width);
  const columns = Float32Array.from({ length: width }, (_, x) => {
    const first = region.x + x * binning;
    let sum = 0;
    for (let column = first; column < first + binning; column++) sum += scene.columnBias[column]!;
    return sum / binning;
  });

  const renderRow = (y: number, pixels: Uint16Array) => {
    const smallest = charge.fill(y, expected);
    fillGaussian(mixKey(scene.noiseKey, y, 1), gaussian, choice);
    const readVariance = conversion.readNoiseE ** 2;
    const readNoise = conversion.readNoiseE;
    if (smallest >= POISSON_EXACT_BELOW) {
      for (let x = 0; x < width; x++) {
        const mean = expected[x]!;
        expected[x] = mean + Math.sqrt(mean + readVariance) * gaussian[x]!;
      }
    } else {
      for (let x = 0; x < width; x++) {
        const mean = expected[x]!;
        // The count of a small mean is drawn below; read noise is kept aside for it.
        if (mean >= POISSON_EXACT_BELOW) gaussian[x] = gaussian[x]! * Math.sqrt(mean + readVariance);
        else gaussian[x] = gaussian[x]! * readNoise;
      }
      fillRandomBits(mixKey(scene.noiseKey, y, 2), choice);
      fillRandomBits(mixKey(scene.noiseKey, y, 3), remainder);
      drawSmallPoisson(expected, choice, remainder);
      for (let x = 0; x < width; x++) expected[x] = expected[x]! + gaussian[x]!;
    }
    charge.addCosmicRays(y, expected);

    const blank = conversion.blankLevelAdu + rowBias(scene.seed, region.y + y * binning) + 0.5;
    const aduPerE = 1 / conversion.eGain;
    const saturation = conversion.saturationAdu;
    const offset = y * width;
    for (let x = 0; x < width; x++) {
      const adu = blank + columns[x]! + expected[x]! * aduPerE;
      pixels[offset + x] = adu >= saturation ? saturation : Math.max(adu, 0);
    }
  };

  return {
    width,
    height,
    renderRows(from, to, pixels) {
      for (let y = from; y < to; y++) renderRow(y, pixels);
    },
  };
}

/** Expected charge of the frame's rows, and what particles add. */
function createChargeRows(scene: Scene) {
  const { seed, sensor, region, binning, exposureS, light } = scene;
  const { width } = frameShape(region, binning);
  const used = width * binning;
  // Patterns are made for the whole row, since they belong to the sensor; the region is cut out of them.
  const pattern = new Float32Array(sensor.width);
  const cut = pattern.subarray(region.x, region.x + used);
  const bits = new Int32Array((sensor.width + 3) >> 2);
  const row = new Float32Array(used);
  const odd = new Float32Array(used);
  const darkScale = exposureS * scene.darkFactor;

  const fillLayer = ({ evenE, sources }: LightLayer, sensorRow: number, into: Float32Array) => {
    into.fill(evenE);
    for (const source of sources) source.addRow(sensorRow, region.x, into);
  };

  /** Light on a row's pixels: a row of a colour sensor has two kinds of them in turn. */
  const fillLight = ({ layers, mosaic }: NonNullable<Scene['light']>, sensorRow: number) => {
    const [atEven, atOdd] = [mosaic[2 * (sensorRow & 1)]!, mosaic[2 * (sensorRow & 1) + 1]!];
    fillLayer(layers[atEven]!, sensorRow, row);
    if (atOdd === atEven) return;
    fillLayer(layers[atOdd]!, sensorRow, odd);
    for (let x = 1 - (region.x & 1); x < used; x += 2) row[x] = odd[x]!;
  };

  const fillUnbinnedRow = (sensorRow: number) => {
    if (light === null) {
      row.fill(0);
    } else {
      fillLight(light, sensorRow);
      shade(row, sensorRow, region.x, sensor, light.dust);
      fillResponse(seed, sensorRow, pattern, bits);
      for (let x = 0; x < used; x++) row[x] = row[x]! * cut[x]!;
    }
    fillDarkCurrent(seed, sensorRow, pattern, bits);
    for (let x = 0; x < used; x++) row[x] = row[x]! + cut[x]! * darkScale;
    addGlow(sensorRow, region.x, exposureS, row);
  };

  return {
    /** Fills `out` with row `y` of the frame, e⁻; returns the smallest value. */
    fill(y: number, out: Float32Array): number {
      out.fill(0);
      for (let sub = 0; sub < binning; sub++) {
        fillUnbinnedRow(region.y + y * binning + sub);
        if (binning === 1) {
          // A full well shows as the saturation level, which the converted frame is clipped at.
          out.set(row);
        } else {
          for (let x = 0; x < used; x++) {
            const e = row[x]!;
            const binned = (x / binning) | 0;
            out[binned] = out[binned]! + Math.min(e, FULL_WELL_E);
          }
        }
      }
      let smallest = Number.POSITIVE_INFINITY;
      for (let x = 0; x < width; x++) if (out[x]! < smallest) smallest = out[x]!;
      return smallest;
    },
    addCosmicRays(y: number, out: Float32Array): void {
      for (let sub = 0; sub < binning; sub++) {
        for (const pixel of scene.cosmicRays.get(region.y + y * binning + sub) ?? []) {
          const x = Math.floor((pixel.x - region.x) / binning);
          if (x >= 0 && x < width) out[x] = out[x]! + pixel.electrons;
        }
      }
    },
  };
}
