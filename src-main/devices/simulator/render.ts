/**
 * Makes a frame's pixels, row after row, from what falls on the sensor and what the sensor does to it.
 *
 * A pixel's expected charge is (sky or panel + stars and nebulae) × shading × response + dark current + glow. Binning sums expected
 * charges, each limited to the full well; shot noise of a sum is the noise of the summed charge. The count is
 * Poisson-distributed; read noise is normal; cosmic rays come on top. Then ADU = blank level + structure + charge / gain, rounded, clipped at saturation.
 *
 * The same scene gives the same pixels, bit for bit. Noise depends on `noiseKey` and the output row; patterns on seed and
 * unbinned pixel.
 */
import type { SubFrame } from '../ports.ts';
import type { TrackPixel } from './cosmic-rays.ts';
import type { LightSource } from './extended-light.ts';
import { type DustShadow, shade } from './optics.ts';
import { mixKey } from './random.ts';
import { addGlow, addHotPixels, type Conversion, FULL_WELL_E, pixelPatterns, rowBias } from './sensor.ts';
import { sensorRow } from './sensor-kernel/sensor-row.ts';

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
  const row = sensorRow();
  const charge = createChargeRows(scene);
  const columns = Float32Array.from({ length: width }, (_, x) => {
    const first = region.x + x * binning;
    let sum = 0;
    for (let column = first; column < first + binning; column++) sum += scene.columnBias[column]!;
    return sum / binning;
  });

  const renderRow = (y: number, pixels: Uint16Array) => {
    charge.fill(y);
    row.addNoise(width, mixKey(scene.noiseKey, y), conversion.readNoiseE);
    charge.addCosmicRays(y);
    const blank = conversion.blankLevelAdu + rowBias(scene.seed, region.y + y * binning) + 0.5;
    row.columns.set(columns);
    row.digitise(width, blank, 1 / conversion.eGain, conversion.saturationAdu);
    pixels.set(row.numbers.subarray(0, width), y * width);
  };

  return {
    width,
    height,
    renderRows(from, to, pixels) {
      for (let y = from; y < to; y++) renderRow(y, pixels);
    },
  };
}

/** Expected charge of the frame's rows, and what particles add, in the sensor's row. */
function createChargeRows(scene: Scene) {
  const { seed, sensor, region, binning, exposureS, light } = scene;
  const { width } = frameShape(region, binning);
  const used = width * binning;
  const row = sensorRow();
  const darkS = exposureS * scene.darkFactor;

  const fillLayer = ({ evenE, sources }: LightLayer, y: number, into: Float32Array) => {
    into.fill(evenE);
    for (const source of sources) source.addRow(y, region.x, into);
  };

  /** Light on a row's pixels: a row of a colour sensor has two kinds of them in turn. */
  const fillLight = ({ layers, mosaic }: NonNullable<Scene['light']>, y: number, lit: Float32Array) => {
    const [atEven, atOdd] = [mosaic[2 * (y & 1)]!, mosaic[2 * (y & 1) + 1]!];
    fillLayer(layers[atEven]!, y, lit);
    if (atOdd === atEven) return;
    const odd = row.secondLight.subarray(0, used);
    fillLayer(layers[atOdd]!, y, odd);
    for (let x = 1 - (region.x & 1); x < used; x += 2) lit[x] = odd[x]!;
  };

  const fillUnbinnedRow = (y: number): Float32Array => {
    const lit = row.light.subarray(0, used);
    if (light === null) {
      lit.fill(0);
    } else {
      fillLight(light, y, lit);
      shade(row, used, y, region.x, sensor, light.dust);
    }
    row.collect(used, region.x, pixelPatterns(seed, y, darkS));
    addHotPixels(seed, y, sensor.width, region.x, darkS, lit);
    addGlow(y, region.x, exposureS, lit);
    return lit;
  };

  return {
    /** Puts the charge of row `y` of the frame where noise is added to it, e⁻. */
    fill(y: number): void {
      const charge = row.charge.subarray(0, width);
      if (binning === 1) {
        // A full well shows as the saturation level, which the converted frame is clipped at.
        charge.set(fillUnbinnedRow(region.y + y));
        return;
      }
      charge.fill(0);
      for (let sub = 0; sub < binning; sub++) {
        const lit = fillUnbinnedRow(region.y + y * binning + sub);
        for (let x = 0; x < used; x++) {
          const binned = (x / binning) | 0;
          charge[binned] = charge[binned]! + Math.min(lit[x]!, FULL_WELL_E);
        }
      }
    },
    addCosmicRays(y: number): void {
      const { charge } = row;
      for (let sub = 0; sub < binning; sub++) {
        for (const pixel of scene.cosmicRays.get(region.y + y * binning + sub) ?? []) {
          const x = Math.floor((pixel.x - region.x) / binning);
          if (x >= 0 && x < width) charge[x] = charge[x]! + pixel.electrons;
        }
      }
    },
  };
}
