import type { FrameType } from '../contract/vocabulary.ts';
import type { HeaderCard } from './fits/card.ts';
import { IMAGETYP } from './image-type.ts';

/** What is known of a frame before its exposure begins: the part of the header that the console's main process makes. */
export interface PlannedFrame {
  readonly frameUid: string;
  /** Null for a frame taken by hand. */
  readonly taskUid: string | null;
  readonly purpose: 'task' | 'test';
  readonly frameType: FrameType;
  /** What was asked for, s; the header's EXPTIME is what the camera did. */
  readonly requestedExposureS: number;
  /** First date of the observing night, `2026-11-22`. */
  readonly night: string;
  readonly cellIndex: number;
  readonly tileIndex: number | null;
  /** Which try at this frame, from 1. */
  readonly attempt: number;
  readonly filterName: string | null;
  /** Binned pixels in each direction that make one. */
  readonly binning: number;
  /** First pixel of the sub-frame, unbinned pixels from the sensor's first; 0, 0 for the whole sensor. */
  readonly subFrameOrigin: { readonly x: number; readonly y: number };
  /** The camera's own settings; null where it has none. */
  readonly gain: number | null;
  readonly offset: number | null;
  readonly readoutMode: string;
  readonly setPointC: number | null;
  readonly cameraModel: string;
  readonly cameraSerial: string;
  /** Colours of the first row's and second row's first two pixels, `RGGB`; null for a mono sensor. */
  readonly bayerPattern: string | null;
  /** µm, unbinned. */
  readonly pixelWidthUm: number;
  readonly pixelHeightUm: number;
  readonly telescope: {
    readonly name: string;
    readonly focalLengthMm: number | null;
    readonly apertureMm: number | null;
  } | null;
  /** The target's name; empty where there is none. */
  readonly object: string;
  /** Degrees, J2000; null where the telescope points nowhere in particular. */
  readonly pointing: { readonly raDeg: number; readonly decDeg: number } | null;
  /** Null where it is not known, or means nothing. */
  readonly airmass: number | null;
  readonly site: {
    readonly latitudeDeg: number;
    /** East is positive. */
    readonly longitudeDeg: number;
    readonly elevationM: number;
  } | null;
  readonly observer: string;
  /** Version of this program. */
  readonly softwareVersion: string;
}

/** What only the process that took the frame knows. */
export interface AcquiredFrame {
  /** UTC at the moment the exposure began, ms since 1970. */
  readonly startedAt: number;
  /** The real exposure time, s. */
  readonly exposureS: number;
  /** How long dark current gathered, s; at least the exposure. Null = as the exposure. */
  readonly darkTimeS: number | null;
  /** Sensor at the exposure's beginning and end. */
  readonly sensorStartC: number | null;
  readonly sensorEndC: number | null;
  /** e⁻ per ADU, with the frame's gain setting and binning. */
  readonly eGain: number | null;
  /** e⁻ per pixel of the frame. */
  readonly readNoiseE: number | null;
  /** ADU from which on a pixel is saturated. */
  readonly saturationAdu: number;
}

/**
 * The cards for what is known before the exposure. What is not known (null, empty, not finite) is left out rather than
 * written as a made-up value.
 */
export function planCards(frame: PlannedFrame): HeaderCard[] {
  const { binning, subFrameOrigin, telescope, pointing, site } = frame;
  return known([
    card('IMAGETYP', IMAGETYP[frame.frameType], 'type of frame'),
    card('OBJECT', frame.object, 'target'),
    card('FILTER', frame.filterName, 'filter in the light path'),
    card('XBINNING', binning, '[px] sensor pixels per image pixel, across'),
    card('YBINNING', binning, '[px] sensor pixels per image pixel, down'),
    real('XPIXSZ', frame.pixelWidthUm * binning, 4, '[um] width of an image pixel, binned'),
    real('YPIXSZ', frame.pixelHeightUm * binning, 4, '[um] height of an image pixel, binned'),
    card('XORGSUBF', Math.floor(subFrameOrigin.x / binning), '[px] sub-frame origin, binned pixels'),
    card('YORGSUBF', Math.floor(subFrameOrigin.y / binning), '[px] sub-frame origin, binned pixels'),
    card('ROWORDER', 'TOP-DOWN', 'the first row in the file is the top one'),
    // A binned image has no colour pattern left, and an odd origin shifts it.
    ...(frame.bayerPattern === null || binning > 1 ? [] : bayerCards(frame.bayerPattern, subFrameOrigin)),
    card('GAIN', frame.gain, "camera's gain setting"),
    card('OFFSET', frame.offset, "camera's offset setting"),
    card('READOUTM', frame.readoutMode, 'readout mode'),
    real('SET-TEMP', frame.setPointC, 3, '[degC] set point of the sensor'),
    card('INSTRUME', frame.cameraModel, 'camera'),
    card('CAMERAID', frame.cameraSerial, 'serial number of the camera'),
    card('TELESCOP', telescope?.name, 'telescope'),
    real('FOCALLEN', telescope?.focalLengthMm, 3, '[mm] focal length'),
    real('APTDIA', telescope?.apertureMm, 3, '[mm] diameter of the aperture'),
    real('RA', pointing?.raDeg, 7, '[deg] right ascension of the pointing'),
    real('DEC', pointing?.decDeg, 7, '[deg] declination of the pointing'),
    card('RADESYS', pointing === null ? null : 'ICRS', 'system of RA and DEC'),
    real('EQUINOX', pointing === null ? null : 2000, 1, '[a] equinox of RA and DEC'),
    real('AIRMASS', frame.airmass, 4, 'air mass at the pointing'),
    real('SITELAT', site?.latitudeDeg, 7, '[deg] latitude of the site'),
    real('SITELONG', site?.longitudeDeg, 7, '[deg] longitude of the site, east positive'),
    real('SITEELEV', site?.elevationM, 2, '[m] elevation of the site'),
    card('OBSERVER', frame.observer, 'observer'),
    card('SWCREATE', `Warmroom ${frame.softwareVersion}`.trim(), 'program that made this file'),
    card('NIGHT', frame.night, 'observing night, local noon to noon'),
    card('WRTASK', frame.taskUid, 'uid of the task'),
    card('WRFRAME', frame.frameUid, 'uid of the frame'),
    card('WRPURPOS', frame.purpose, 'task frames count, test frames do not'),
    card('WRTILE', frame.tileIndex, 'tile of the mosaic'),
    card('WRCELL', frame.cellIndex, 'cell of the task (tile and filter)'),
    card('WRATTMPT', frame.attempt, 'which try at this frame'),
    real('WREXPREQ', frame.requestedExposureS, 7, '[s] exposure time asked for'),
  ]);
}

/** The cards for what is known once the frame is read out. Unknown values are left out. */
export function acquisitionCards(frame: AcquiredFrame): HeaderCard[] {
  const { startedAt, exposureS } = frame;
  const exposureMs = exposureS * 1000;
  return known([
    real('EXPTIME', exposureS, 7, '[s] exposure time'),
    real('EXPOSURE', exposureS, 7, '[s] exposure time'),
    real('DARKTIME', Math.max(exposureS, frame.darkTimeS ?? 0), 7, '[s] time in which dark current gathered'),
    card('TIMESYS', 'UTC', 'time system of all times'),
    card('DATE-OBS', utc(startedAt), '[UTC] begin of the exposure'),
    card('DATE-AVG', utc(startedAt + exposureMs / 2), '[UTC] middle of the exposure'),
    card('DATE-END', utc(startedAt + exposureMs), '[UTC] end of the exposure'),
    real('MJD-OBS', modifiedJulianDate(startedAt), 9, '[d] begin of the exposure, UTC'),
    real('CCD-TEMP', frame.sensorStartC, 3, '[degC] sensor at the begin of the exposure'),
    real('WRTMPEND', frame.sensorEndC, 3, '[degC] sensor at the end of the exposure'),
    real('EGAIN', frame.eGain, 6, '[e-/adu] electrons per count'),
    real('RDNOISE', frame.readNoiseE, 4, '[e-] read noise per image pixel'),
    card('SATURATE', Math.floor(frame.saturationAdu), '[adu] level from which a pixel is saturated'),
  ]);
}

/** Modified Julian date of a UTC instant in ms since 1970; day 40587 is 1 January 1970. */
function modifiedJulianDate(utcMs: number): number {
  return 40_587 + Math.round(utcMs) / 86_400_000;
}

/** FITS times have no zone letter; TIMESYS says it (FITS 4.0, 9.1). */
function utc(ms: number): string {
  return new Date(Math.round(ms)).toISOString().replace('Z', '');
}

function bayerCards(pattern: string, origin: { readonly x: number; readonly y: number }) {
  return [
    card('BAYERPAT', pattern, 'colours of the first 2 x 2 pixels of the sensor'),
    card('XBAYROFF', origin.x % 2, "[px] this image's shift in that pattern"),
    card('YBAYROFF', origin.y % 2, "[px] this image's shift in that pattern"),
  ];
}

type MaybeCard = Omit<HeaderCard, 'value'> & { readonly value: HeaderCard['value'] | null | undefined };

function card(keyword: string, value: MaybeCard['value'], comment: string): MaybeCard {
  return { keyword, value, comment };
}

function real(keyword: string, value: number | null | undefined, decimals: number, comment: string): MaybeCard {
  return { keyword, value, comment, decimals };
}

function known(cards: readonly MaybeCard[]): HeaderCard[] {
  return cards.filter((each): each is HeaderCard => {
    if (typeof each.value === 'number') return Number.isFinite(each.value);
    return typeof each.value === 'string' ? each.value.trim() !== '' : each.value != null;
  });
}
