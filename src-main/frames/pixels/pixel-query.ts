import { ConsoleError } from '../../contract/errors.ts';
import type { Line } from './line.ts';
import { BINNINGS, type Binning, LEVELS, type Level, type Region } from './region.ts';

/** What a request's address asks for. */
export interface PixelQuery {
  /** Of a frame, a master or a bad-pixel map; lower case. */
  readonly uid: string;
  /** The key of the calibration that the frame is wanted with; null for the pixels as they are in the file. */
  readonly calibration: string | null;
  readonly part: AreaPart | LinePart;
}

export interface AreaPart {
  readonly kind: 'area';
  readonly level: Level;
  readonly binning: Binning;
  readonly region: Region | null;
}

export interface LinePart {
  readonly kind: 'line';
  readonly line: Line;
}

const PATH = /^\/pixels\/([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})$/i;
const KEY = /^[0-9a-f]{16}$/;
const WHOLE = /^\d{1,9}$/;
const LINE = /^(\d{1,9}),(\d{1,9}),(\d{1,9}),(\d{1,9})$/;

/**
 * Reads `/pixels/<uid>?level=…` with, for a tile, `x`, `y`, `w` and `h`, and `bin=brightest` or `bin=colour` for other than the mean; or
 * `/pixels/<uid>?line=x,y,x,y`. For a calibrated light there is `calibration`. Other parameters are none of its business.
 * Throws ConsoleError `bad-input`.
 */
export function parsePixelQuery(url: URL): PixelQuery {
  const uid = PATH.exec(url.pathname)?.[1];
  if (uid === undefined) throw nonsense('Ask for /pixels/<uid>.');
  const calibration = single(url, 'calibration');
  if (calibration !== null && !KEY.test(calibration)) throw nonsense('calibration must be a key of 16 digits.');
  const line = single(url, 'line');
  return { uid: uid.toLowerCase(), calibration, part: line === null ? areaOf(url) : lineOf(line) };
}

function areaOf(url: URL): AreaPart {
  const level = LEVELS.find((each) => String(each) === single(url, 'level'));
  if (level === undefined) throw nonsense('level must be one of 8, 4, 2, 1.');
  const binning = BINNINGS.find((each) => each === (single(url, 'bin') ?? 'mean'));
  if (binning === undefined) throw nonsense(`bin must be one of ${BINNINGS.join(', ')}.`);
  return { kind: 'area', level, binning, region: regionOf(url) };
}

function lineOf(text: string): LinePart {
  const found = LINE.exec(text);
  if (found === null) throw nonsense('A line is x,y,x,y in pixels of the frame, whole numbers, none negative.');
  const [fromX, fromY, toX, toY] = found.slice(1).map(Number) as [number, number, number, number];
  return { kind: 'line', line: { from: { x: fromX, y: fromY }, to: { x: toX, y: toY } } };
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
