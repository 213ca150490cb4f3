import type { FrameType } from '../contract/vocabulary.ts';
import type { ReadCard } from './fits/card.ts';
import { frameTypeOf } from './image-type.ts';

/** What a frame's header tells of it. Null: the header does not say, or not in a form that makes sense. */
export interface FrameFacts {
  readonly frameUid: string | null;
  readonly taskUid: string | null;
  readonly purpose: 'task' | 'test' | null;
  readonly frameType: FrameType | null;
  readonly night: string | null;
  readonly cellIndex: number | null;
  readonly tileIndex: number | null;
  readonly attempt: number | null;
  readonly filterName: string | null;
  readonly object: string | null;
  /** Real exposure time and the one asked for, s. */
  readonly exposureS: number | null;
  readonly requestedExposureS: number | null;
  /** UTC, ms since 1970. */
  readonly startedAt: number | null;
  readonly endedAt: number | null;
  readonly width: number | null;
  readonly height: number | null;
  readonly binning: number | null;
  readonly gain: number | null;
  readonly offset: number | null;
  readonly readoutMode: string | null;
  readonly setPointC: number | null;
  readonly sensorStartC: number | null;
  readonly sensorEndC: number | null;
  /** e⁻ per ADU; e⁻; ADU. */
  readonly eGain: number | null;
  readonly readNoiseE: number | null;
  readonly saturationAdu: number | null;
  /** Degrees, J2000. */
  readonly raDeg: number | null;
  readonly decDeg: number | null;
}

/**
 * Reads back what `planCards` and `acquisitionCards` wrote, so that a file can be adopted whose row is gone. Also makes
 * what it can of other programs' headers. Never throws.
 */
export function readFrameFacts(cards: readonly ReadCard[]): FrameFacts {
  const values = new Map<string, ReadCard['value']>();
  // The first of doubled keywords counts.
  for (const { keyword, value } of cards) if (!values.has(keyword)) values.set(keyword, value);

  const number = (keyword: string): number | null => {
    const value = values.get(keyword);
    return typeof value === 'number' ? value : null;
  };
  const whole = (keyword: string, least: number): number | null => {
    const value = number(keyword);
    return value !== null && Number.isSafeInteger(value) && value >= least ? value : null;
  };
  const positive = (keyword: string): number | null => {
    const value = number(keyword);
    return value !== null && value >= 0 ? value : null;
  };
  const text = (keyword: string): string | null => {
    const value = values.get(keyword);
    return typeof value === 'string' && value.trim() !== '' ? value.trim() : null;
  };
  const uid = (keyword: string): string | null => {
    const value = text(keyword)?.toLowerCase() ?? '';
    return UUID.test(value) ? value : null;
  };
  const instant = (keyword: string): number | null => utcMs(text(keyword));
  const purpose = text('WRPURPOS');

  return {
    frameUid: uid('WRFRAME'),
    taskUid: uid('WRTASK'),
    purpose: purpose === 'task' || purpose === 'test' ? purpose : null,
    frameType: frameTypeOf(text('IMAGETYP') ?? ''),
    night: text('NIGHT'),
    cellIndex: whole('WRCELL', 0),
    tileIndex: whole('WRTILE', 0),
    attempt: whole('WRATTMPT', 1),
    filterName: text('FILTER'),
    object: text('OBJECT'),
    exposureS: positive('EXPTIME') ?? positive('EXPOSURE'),
    requestedExposureS: positive('WREXPREQ'),
    startedAt: instant('DATE-OBS'),
    endedAt: instant('DATE-END'),
    width: whole('NAXIS1', 1),
    height: whole('NAXIS2', 1),
    binning: whole('XBINNING', 1),
    gain: number('GAIN'),
    offset: number('OFFSET'),
    readoutMode: text('READOUTM'),
    setPointC: number('SET-TEMP'),
    sensorStartC: number('CCD-TEMP'),
    sensorEndC: number('WRTMPEND'),
    eGain: positive('EGAIN'),
    readNoiseE: positive('RDNOISE'),
    saturationAdu: positive('SATURATE'),
    raDeg: number('RA'),
    decDeg: number('DEC'),
  };
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const FITS_TIME = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?)?$/;

/** A FITS time in UTC as ms since 1970; a bare date means its midnight. */
function utcMs(time: string | null): number | null {
  if (time === null) return null;
  const bare = time.replace(/Z$/, '');
  if (!FITS_TIME.test(bare)) return null;
  const ms = Date.parse(bare.includes('T') ? `${bare}Z` : bare);
  return Number.isNaN(ms) ? null : ms;
}
