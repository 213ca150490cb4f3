/** Pixels of frames, as every host serves them: 16-bit unsigned, little-endian, rows from the top. */
import { ConsoleError, type Failure } from '../../src-main/contract/errors.ts';
import { texts } from '../language/texts.ts';

/** Binning of the pixels asked for: 8 × 8 down to every pixel. */
export const LEVELS = [8, 4, 2, 1] as const;
export type Level = (typeof LEVELS)[number];

export interface PixelBlock {
  readonly level: Level;
  /** Size of this block, in pixels of its level. */
  readonly width: number;
  readonly height: number;
  /** Size of the whole frame at level 1. */
  readonly fullWidth: number;
  readonly fullHeight: number;
  /** Values of each pixel, one after another: 1, or 3 for red, green and blue. */
  readonly channels: 1 | 3;
  /** Colours of the whole frame's first two pixels and of those below them, such as `RGGB`; null of a mono frame. */
  readonly bayer: string | null;
  readonly pixels: Uint16Array<ArrayBuffer>;
  /** What a pixel stands for: zero + step × pixel, ADU (parts of its level for a master flat). */
  readonly zero: number;
  readonly step: number;
}

/** Which pixels: of a frame, a master or a map; of a light with the key of a calibration, calibrated ones. */
export interface PictureName {
  readonly uid: string;
  readonly calibration: string | null;
  /** Binned pixels of a colour sensor have their colours apart. */
  readonly inColour: boolean;
}

/** Part of a frame, in pixels of its level. */
export interface PixelArea {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A line through a frame, in whole pixels at level 1; both ends belong to it. */
export interface PixelLine {
  readonly from: { readonly x: number; readonly y: number };
  readonly to: { readonly x: number; readonly y: number };
}

/**
 * Fetches a frame, or an area of it, at a level. Rejects with an Error whose message says what the host answered, or
 * with the signal's reason.
 */
export async function fetchPixels(
  picture: PictureName,
  level: Level,
  area: PixelArea | null,
  signal: AbortSignal,
): Promise<PixelBlock> {
  const query = new URLSearchParams({ level: String(level) });
  if (picture.inColour) query.set('bin', 'colour');
  if (area !== null) {
    query.set('x', String(area.x));
    query.set('y', String(area.y));
    query.set('w', String(area.width));
    query.set('h', String(area.height));
  }
  return fetchBlock(picture, level, query, signal);
}

/** As `fetchPixels`, of a whole frame, each pixel being the brightest of those that it stands for. */
export function fetchBrightest(picture: PictureName, level: Level, signal: AbortSignal): Promise<PixelBlock> {
  return fetchBlock(picture, level, new URLSearchParams({ level: String(level), bin: 'brightest' }), signal);
}

/** The values, ADU, of every pixel along a line, from its beginning. Rejects as `fetchPixels` does. */
export async function fetchLine(
  picture: PictureName,
  { from, to }: PixelLine,
  signal: AbortSignal,
): Promise<Float64Array> {
  const query = new URLSearchParams({ line: [from.x, from.y, to.x, to.y].join(',') });
  const { pixels, zero, step } = await fetchBlock(picture, 1, query, signal);
  return Float64Array.from(pixels, (pixel) => zero + step * pixel);
}

async function fetchBlock(
  { uid, calibration }: PictureName,
  level: Level,
  query: URLSearchParams,
  signal: AbortSignal,
): Promise<PixelBlock> {
  if (calibration !== null) query.set('calibration', calibration);
  const response = await fetch(`/pixels/${encodeURIComponent(uid)}?${query}`, { signal });
  if (response.status === 409) throw new Error(texts().viewer.calibrationChanged);
  if (!response.ok) throw await refusalOf(response);
  const size = (name: string) => Number(response.headers.get(name));
  const width = size('X-Width');
  const height = size('X-Height');
  const bytes = await response.arrayBuffer();
  const channels = size('X-Channels') === 3 ? 3 : 1;
  if (width <= 0 || height <= 0 || bytes.byteLength !== width * height * channels * 2) {
    throw new Error(texts().viewer.damaged);
  }
  return {
    level,
    width,
    height,
    fullWidth: size('X-Full-Width'),
    fullHeight: size('X-Full-Height'),
    zero: size('X-Zero'),
    step: size('X-Step'),
    channels,
    bayer: response.headers.get('X-Bayer'),
    pixels: littleEndian(bytes),
  };
}

/** What the console says of pixels that it does not give; what others on the way say is not for a screen. */
async function refusalOf(response: Response): Promise<Error> {
  const answer: unknown = await response.json().catch(() => null);
  return isFailure(answer) ? ConsoleError.from(answer) : new Error(texts().viewer.notShown(response.status));
}

function isFailure(value: unknown): value is Failure {
  return value !== null && typeof value === 'object' && 'reason' in value && 'message' in value;
}

function littleEndian(bytes: ArrayBuffer): Uint16Array<ArrayBuffer> {
  const pixels = new Uint16Array(bytes);
  const isLittleEndianMachine = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1;
  if (!isLittleEndianMachine) for (let i = 0; i < pixels.length; i++) pixels[i] = swap(pixels[i]!);
  return pixels;
}

function swap(value: number): number {
  return ((value & 0xff) << 8) | (value >> 8);
}
