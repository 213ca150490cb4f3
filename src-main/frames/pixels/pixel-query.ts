import { ConsoleError } from '../../contract/errors.ts';
import { LEVELS, type Level, type Region } from './region.ts';

/** What a request's address asks for. */
export interface PixelQuery {
  /** Of a frame, a master or a bad-pixel map; lower case. */
  readonly uid: string;
  /** The key of the calibration that the frame is wanted with; null for the pixels as they are in the file. */
  readonly calibration: string | null;
  readonly level: Level;
  readonly region: Region | null;
}

const PATH = /^\/pixels\/([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})$/i;
const KEY = /^[0-9a-f]{16}$/;
const WHOLE = /^\d{1,9}$/;

/**
 * Reads `/pixels/<uid>?level=…` with, for a tile, `x`, `y`, `w` and `h`, and for a calibrated light `calibration`. Other parameters are none of its business.
 * Throws ConsoleError `bad-input`.
 */
export function parsePixelQuery(url: URL): PixelQuery {
  const uid = PATH.exec(url.pathname)?.[1];
  if (uid === undefined) throw nonsense('Ask for /pixels/<uid>.');
  const level = LEVELS.find((each) => String(each) === single(url, 'level'));
  if (level === undefined) throw nonsense('level must be one of 8, 4, 2, 1.');
  const calibration = single(url, 'calibration');
  if (calibration !== null && !KEY.test(calibration)) throw nonsense('calibration must be a key of 16 digits.');
  return { uid: uid.toLowerCase(), calibration, level, region: regionOf(url) };
}

function regionOf(url: URL): Region | null {
  const texts = ['x', 'y', 'w', 'h'].map((name) => single(url, name));
  if (texts.every((text) => text === null)) return null;
  if (!texts.every((text) => text !== null && WHOLE.test(text))) {
    throw nonsense('A tile needs x, y, w and h as whole numbers, none negative.');
  }
  const [x, y, width, height] = texts.map(Number) as [number, number, number, number];
  if (width === 0 || height === 0) throw nonsense('A tile needs a width and a height of at least 1.');
  return { x, y, width, height };
}

function single(url: URL, name: string): string | null {
  const values = url.searchParams.getAll(name);
  if (values.length > 1) throw nonsense(`${name} is given more than once.`);
  return values[0] ?? null;
}

function nonsense(message: string): ConsoleError {
  return new ConsoleError('bad-input', message);
}
