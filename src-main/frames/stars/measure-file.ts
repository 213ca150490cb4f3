/** Measures a frame from its file. */
import type { FrameMeasurement } from '../../contract/frame-measurement.ts';
import { decodePixels } from '../fits/pixel-data.ts';
import { StoredPlane } from '../fits/stored-plane.ts';
import { createMeasurer, type MeasurablePixels, type Measured, type Measurer } from './measure-pixels.ts';

export interface MeasuredFile extends Measured {
  readonly measurement: FrameMeasurement;
}

/** Bytes read at a time, whatever the size of the frame: they are still in the processor's cache when they are decoded. */
const CHUNK_BYTES = 2 * 1024 * 1024;
const ADC_LIMIT = 65_535;

export interface FileMeasurer {
  /**
   * Throws FitsError for a file that is damaged or no image of 16-bit integers, ConsoleError `storage` when it cannot be read,
   * `bad-input` for a frame that is too small.
   */
  measure(path: string): Promise<MeasuredFile>;
}

/**
 * Keeps the memory for frames of the size last measured. Not for two files at a time.
 * @param pause called after every few milliseconds of work, for whoever shares the processor with others
 */
export function createFileMeasurer(pause: () => void = () => {}): FileMeasurer {
  let size = '';
  let measurer: Measurer | null = null;

  const roomFor = (frame: MeasurablePixels): Measurer => {
    const wanted = JSON.stringify(frame);
    if (measurer !== null && size === wanted) return measurer;
    // The old room goes before the new one comes.
    measurer = null;
    measurer = createMeasurer(frame, pause);
    size = wanted;
    return measurer;
  };

  return {
    async measure(path) {
      const image = await StoredPlane.open(path, 'uint16');
      try {
        const saturationAdu = numberIn(image, 'SATURATE') ?? ADC_LIMIT;
        const eGain = numberIn(image, 'EGAIN');
        const { width: across, height: down } = image.layout;
        if (!image.cards.some(({ keyword }) => keyword === 'BAYERPAT')) {
          const room = roomFor({ width: across, height: down, saturationAdu, eGain });
          readWhole(image, room, pause);
          const measured = room.measure();
          return { ...measured, measurement: { ...measured.measurement, superpixels: false } };
        }
        const [width, height] = [Math.floor(across / 2), Math.floor(down / 2)];
        // The mean of four pixels has a quarter of their noise's variance, as if each of its ADU were four times the electrons.
        const room = roomFor({ width, height, saturationAdu, eGain: eGain === null ? null : 4 * eGain });
        readSuperpixels(image, room.pixels, saturationAdu, pause);
        return inPixelsOfTheFile(room.measure());
      } finally {
        image.close();
      }
    },
  };
}

function numberIn({ cards }: StoredPlane, keyword: string): number | null {
  const value = cards.find((card) => card.keyword === keyword)?.value;
  return typeof value === 'number' && value > 0 ? value : null;
}

function readWhole(image: StoredPlane, { pixels, decode }: Measurer, pause: () => void): void {
  const { width, height } = image.layout;
  const rows = Math.max(1, Math.floor(CHUNK_BYTES / 2 / width));
  for (let top = 0; top < height; top += rows) {
    const band = pixels.subarray(top * width, Math.min(height, top + rows) * width);
    pause();
    readRows(image, top, band);
    decode(top * width, band.length);
  }
}

/** As many whole rows from row `top` on as `into` has room for, as they are stored. */
function readRows(image: StoredPlane, top: number, into: Uint16Array): void {
  const { width } = image.layout;
  const bytes = new Uint8Array(into.buffer, into.byteOffset, into.byteLength);
  image.read({ left: 0, top, width, height: into.length / width }, bytes);
}

/** Means of 2 × 2 pixels: one of each colour filter's and one more green, whatever the pattern. Saturated where one of them is. */
function readSuperpixels(image: StoredPlane, into: Uint16Array, saturationAdu: number, pause: () => void): void {
  const { width: across, height: down } = image.layout;
  const width = Math.floor(across / 2);
  const height = Math.floor(down / 2);
  const rows = Math.max(1, Math.floor(CHUNK_BYTES / 4 / across));
  const band = new Uint16Array(2 * rows * across);
  for (let top = 0; top < height; top += rows) {
    const count = Math.min(rows, height - top);
    const stored = band.subarray(0, 2 * count * across);
    pause();
    readRows(image, 2 * top, stored);
    decodePixels(stored);
    for (let row = 0; row < count; row++) {
      let at = 2 * row * across;
      for (let x = 0; x < width; x++, at += 2) {
        const [a, b] = [band[at]!, band[at + 1]!];
        const [c, d] = [band[at + across]!, band[at + across + 1]!];
        const most = Math.max(a, b, c, d);
        into[(top + row) * width + x] = most >= saturationAdu ? most : (a + b + c + d + 2) >> 2;
      }
    }
  }
}

/** What was measured on superpixels, as the file's pixels have it. */
function inPixelsOfTheFile({ measurement, stars, field, skyZones }: Measured): MeasuredFile {
  const doubled = (size: number | null) => size && 2 * size;
  const { hfr, fwhm, noise } = measurement;
  return {
    measurement: { ...measurement, hfr: doubled(hfr), fwhm: doubled(fwhm), noise: 2 * noise, superpixels: true },
    stars: stars.map((star) => ({
      ...star,
      x: 2 * star.x + 0.5,
      y: 2 * star.y + 0.5,
      flux: star.flux && 4 * star.flux,
      hfr: doubled(star.hfr),
      fwhm: doubled(star.fwhm),
    })),
    field: {
      ...field,
      zones: field.zones.map((zone) => ({ ...zone, hfr: doubled(zone.hfr), fwhm: doubled(zone.fwhm) })),
    },
    skyZones,
  };
}
