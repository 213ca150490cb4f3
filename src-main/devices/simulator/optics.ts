/** The simulated telescope: how large the sky appears, how much light comes in, and what shades it on the way. */
import type { Passband } from './filters.ts';
import { createRandomStream, mixKey } from './random.ts';
import type { SensorRow } from './sensor-kernel/sensor-row.ts';

/** Photons of a star of magnitude 0 outside the atmosphere, per second, m² and nm, around 550 nm (1000 s⁻¹ cm⁻² Å⁻¹). */
const PHOTONS_MAG_0 = 1e8;
const ARCSEC_PER_RADIAN = 206_264.806;

/** Arcseconds across one unbinned pixel at the centre of the field. */
export function pixelScaleArcsec(pixelUm: number, focalLengthMm: number): number {
  return (ARCSEC_PER_RADIAN * pixelUm) / (focalLengthMm * 1000);
}

/** e⁻/s that a star of magnitude 0 gives through a filter. */
export function magnitudeZeroElectrons(apertureMm: number, band: Passband): number {
  const area = Math.PI * (apertureMm / 2000) ** 2;
  return PHOTONS_MAG_0 * area * band.widthNm * band.throughput;
}

/** Relative illumination falls to this at the corners: cos⁴ of the field angle alone would be much flatter. */
const CORNER_ILLUMINATION = 0.78;

export interface DustShadow {
  /** Unbinned pixels. */
  readonly x: number;
  readonly y: number;
  /** The shadow is a ring, because the mirror's centre is blocked; radii in pixels. */
  readonly inner: number;
  readonly outer: number;
  /** Share of the light that it takes, 0..1. */
  readonly depth: number;
}

/**
 * Shadows of dust: small sharp ones from the sensor's window, the same in every filter, and large soft ones from the
 * filter itself. `slot` null = no filter in the path.
 */
export function dustShadows(seed: number, slot: number | null, width: number, height: number): readonly DustShadow[] {
  const scatter = (key: number, count: number, outer: [number, number], depth: [number, number]) => {
    const random = createRandomStream(key);
    const between = ([low, high]: [number, number]) => low + (high - low) * random.uniform();
    return Array.from({ length: random.poisson(count) }, (): DustShadow => {
      const radius = between(outer);
      return {
        x: random.uniform() * width,
        y: random.uniform() * height,
        inner: radius * 0.4,
        outer: radius,
        depth: between(depth),
      };
    });
  };
  const onWindow = scatter(mixKey(seed, 21), 14, [14, 40], [0.03, 0.12]);
  const onFilter = slot === null ? [] : scatter(mixKey(seed, 22, slot), 6, [60, 140], [0.01, 0.05]);
  return [...onWindow, ...onFilter];
}

/**
 * Multiplies the row's light (`count` pixels of unbinned row `sensorRow` from column `firstColumn`) by what the optics let
 * through: 1 / (1 + k r²)², the form of cos⁴, and the dust's shadows.
 */
export function shade(
  row: Pick<SensorRow, 'light' | 'shade'>,
  count: number,
  sensorRow: number,
  firstColumn: number,
  sensor: { readonly width: number; readonly height: number },
  dust: readonly DustShadow[],
): void {
  const centreX = (sensor.width - 1) / 2;
  const centreY = (sensor.height - 1) / 2;
  const k = (1 / Math.sqrt(CORNER_ILLUMINATION) - 1) / (centreX ** 2 + centreY ** 2);
  row.shade(count, firstColumn - centreX, 1 + k * (sensorRow - centreY) ** 2, k);
  const { light } = row;
  for (const shadow of dust) {
    const dy = sensorRow - shadow.y;
    const half = Math.sqrt(shadow.outer ** 2 - dy * dy);
    if (Number.isNaN(half)) continue;
    const from = Math.max(0, Math.ceil(shadow.x - half) - firstColumn);
    const to = Math.min(count - 1, Math.floor(shadow.x + half) - firstColumn);
    for (let x = from; x <= to; x++) {
      // Not Math.hypot, which takes several times as long.
      const distance = Math.sqrt((x + firstColumn - shadow.x) ** 2 + dy * dy);
      // Edges a few pixels soft, so that the ring looks as out of focus as it is.
      const softness = shadow.outer * 0.12;
      const inside = Math.min(1, (shadow.outer - distance) / softness);
      const outsideHole = Math.min(1, Math.max(0, 0.3 + (distance - shadow.inner) / softness));
      light[x] = light[x]! * (1 - shadow.depth * inside * outsideHole);
    }
  }
}
