/** A master's header: what it is written with, and what is read back from it. */
import { basename } from 'node:path';
import type { MasterView } from '../../contract/calibration-views.ts';
import type { HeaderCard, ReadCard } from '../../frames/fits/card.ts';
import { readFrameFacts } from '../../frames/frame-facts.ts';
import type { CalibrationKind } from '../../tasks/calibration-matching.ts';
import { type CombineMethod, methodText } from './combine-method.ts';
import { type MasterInput, textOf } from './input-facts.ts';

const IMAGETYP: Readonly<Record<CalibrationKind, string>> = {
  bias: 'Master Bias',
  dark: 'Master Dark',
  flat: 'Master Flat',
};

/** What all inputs have in common and the master therefore has too. */
const COMMON: Readonly<Record<CalibrationKind, readonly string[]>> = {
  bias: [],
  dark: ['EXPTIME', 'EXPOSURE', 'SET-TEMP'],
  flat: ['FILTER', 'TELESCOP', 'FOCALLEN', 'APTDIA'],
};
const COMMON_TO_ALL = [
  ...['XBINNING', 'YBINNING', 'XPIXSZ', 'YPIXSZ', 'XORGSUBF', 'YORGSUBF', 'ROWORDER', 'BAYERPAT', 'XBAYROFF'],
  ...['YBAYROFF', 'GAIN', 'OFFSET', 'READOUTM', 'INSTRUME', 'CAMERAID', 'EGAIN'],
];

/** Decimals of the reals that `planCards` and `acquisitionCards` write; a master writes them alike. */
const DECIMALS: Readonly<Record<string, number>> = {
  ...{ XPIXSZ: 4, YPIXSZ: 4, EXPTIME: 7, EXPOSURE: 7, 'SET-TEMP': 3, FOCALLEN: 3, APTDIA: 3, EGAIN: 6 },
};

interface MasterFile {
  readonly name: string;
  readonly sha256: string;
}

export interface MasterToDescribe {
  readonly uid: string;
  readonly kind: CalibrationKind;
  readonly inputs: readonly HashedInput[];
  readonly method: CombineMethod;
  /** Masters that were taken off. */
  readonly bias: MasterFile | null;
  readonly dark: MasterFile | null;
  /** The dark was multiplied by each frame's exposure over its own. */
  readonly darkScaled: boolean;
  /** Flats: what the frames were divided by, on average, ADU; null for others. */
  readonly level: number | null;
  readonly rejectedFraction: number;
  /** Standard error of a pixel, in the unit of the pixels. */
  readonly noise: number;
  /** UTC, ms. */
  readonly builtAt: number;
  readonly softwareVersion: string;
}

/** All cards but the structural ones. The same inputs give the same cards, save uid, time and version. */
export function masterCards(master: MasterToDescribe): HeaderCard[] {
  const { kind, inputs, bias, dark, level } = master;
  const newest = newestInput(inputs.map(({ input }) => input.takenAt));
  return [
    { keyword: 'IMAGETYP', value: IMAGETYP[kind], comment: 'type of frame' },
    ...commonCards(kind, inputs[0]!.input.cards),
    { keyword: 'NCOMBINE', value: inputs.length, comment: 'frames combined' },
    { keyword: 'METHOD', value: methodText(master.method), comment: 'how' },
    { keyword: 'WRREJECT', value: master.rejectedFraction, comment: 'fraction of values left out' },
    { keyword: 'WRNOISE', value: Number(master.noise.toPrecision(6)), comment: NOISE_COMMENT[kind] },
    ...(level === null ? [] : normalisedCards(level)),
    ...(kind === 'bias' ? [] : [{ keyword: 'WRBIASUB', value: bias !== null, comment: 'bias subtracted' }]),
    ...(bias === null ? [] : masterFileCards('WRBIAS', bias, 'master bias')),
    ...(kind === 'flat' ? [{ keyword: 'WRDARKSB', value: dark !== null, comment: 'dark subtracted' }] : []),
    ...(dark === null ? [] : masterFileCards('WRDARK', dark, 'master dark')),
    ...(dark === null
      ? []
      : [{ keyword: 'WRDKSCAL', value: master.darkScaled, comment: 'dark scaled with the exposure' }]),
    { keyword: 'DATE', value: fitsTime(master.builtAt), comment: '[UTC] when this file was made' },
    { keyword: 'TIMESYS', value: 'UTC', comment: 'time system of all times' },
    ...(newest === null
      ? []
      : [{ keyword: 'WRNEWEST', value: fitsTime(newest), comment: '[UTC] begin of the newest frame' }]),
    { keyword: 'SWCREATE', value: `Warmroom ${master.softwareVersion}`, comment: 'program that made this file' },
    { keyword: 'WRMASTER', value: master.uid, comment: 'uid of this master' },
    ...inputCards(inputs),
  ];
}

const NOISE_COMMENT: Readonly<Record<CalibrationKind, string>> = {
  bias: '[ADU] standard error of a pixel, rms',
  dark: '[ADU] standard error of a pixel, rms',
  flat: 'standard error of a pixel, rms',
};

function normalisedCards(level: number): HeaderCard[] {
  return [
    { keyword: 'WRNORM', value: 'median of the central half', comment: 'each frame was divided by it' },
    { keyword: 'WRLEVEL', value: Number(level.toPrecision(9)), comment: '[ADU] that median, mean of the frames' },
  ];
}

/** Name and hash of a master that was used. */
export function masterFileCards(keyword: string, { name, sha256 }: MasterFile, comment: string): HeaderCard[] {
  return [
    { keyword, value: name, comment },
    { keyword: `${keyword}HS`, value: sha256, comment: '' },
  ];
}

export interface HashedInput {
  readonly input: MasterInput;
  readonly sha256: string;
}

/** Which frames a file was made from, and that they were these. */
export function inputCards(inputs: readonly HashedInput[]): HeaderCard[] {
  return inputs.flatMap(({ input, sha256 }, i) => [
    { keyword: `WRIN${i + 1}`, value: inputName(input), comment: `frame ${i + 1}` },
    { keyword: `WRHS${i + 1}`, value: sha256, comment: '' },
  ]);
}

/** Reads them back. */
export function inputsByCards(cards: readonly ReadCard[]): { name: string; sha256: string }[] {
  const values = new Map(cards.map((card) => [card.keyword, card.value]));
  const inputs: { name: string; sha256: string }[] = [];
  for (let i = 1; values.has(`WRIN${i}`); i++) {
    inputs.push({ name: String(values.get(`WRIN${i}`)), sha256: String(values.get(`WRHS${i}`)) });
  }
  return inputs;
}

/** A frame's uid, or the file's name where the frame has none. */
function inputName({ frameUid, file }: MasterInput): string {
  return frameUid ?? basename(file.path);
}

/** What a master has in common with its frames and therefore says too. */
export function commonCards(kind: CalibrationKind, cards: readonly ReadCard[]): HeaderCard[] {
  return [...COMMON_TO_ALL, ...COMMON[kind]].flatMap((keyword) => {
    const found = cards.find((card) => card.keyword === keyword);
    if (found === undefined || !isPlain(found.value)) return [];
    const decimals = DECIMALS[keyword];
    return [{ keyword, value: found.value, comment: found.comment, ...(decimals === undefined ? {} : { decimals }) }];
  });
}

export function isPlain(value: ReadCard['value']): value is string | number | boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}

export function newestInput(times: readonly (number | null)[]): number | null {
  return times.reduce((latest, time) => (time !== null && (latest === null || time > latest) ? time : latest), null);
}

/** FITS times have no zone letter; TIMESYS says it. */
export function fitsTime(ms: number): string {
  return new Date(Math.round(ms)).toISOString().replace('Z', '');
}

/**
 * What a master's header says; whether it is stale the ledger says (see `judgeStale`). Null for a file that is no master of
 * this console.
 * @param path relative to the data folder
 */
export function masterView(cards: readonly ReadCard[], path: string): MasterView | null {
  const values = new Map(cards.map((card) => [card.keyword, card.value]));
  const uid = textOf(cards, 'WRMASTER');
  const imageType = textOf(cards, 'IMAGETYP');
  const kind = (['bias', 'dark', 'flat'] as const).find((each) => IMAGETYP[each] === imageType);
  const facts = readFrameFacts(cards);
  if (uid === null || kind === undefined || facts.width === null || facts.height === null) return null;
  const number = (keyword: string) => {
    const value = values.get(keyword);
    return typeof value === 'number' ? value : null;
  };
  return {
    ...{ uid, kind, path, inputs: inputsByCards(cards), stale: [] },
    builtAt: utcText(textOf(cards, 'DATE')),
    newestInputAt: utcText(textOf(cards, 'WRNEWEST')),
    biasName: textOf(cards, 'WRBIAS'),
    darkName: textOf(cards, 'WRDARK'),
    biasSubtracted: values.get('WRBIASUB') === true,
    noise: number('WRNOISE'),
    method: textOf(cards, 'METHOD') ?? '',
    rejectedFraction: number('WRREJECT'),
    camera: textOf(cards, 'CAMERAID') ?? textOf(cards, 'INSTRUME'),
    telescope: textOf(cards, 'TELESCOP'),
    filterName: facts.filterName,
    exposureS: facts.exposureS,
    temperatureC: facts.setPointC,
    readoutMode: facts.readoutMode,
    gain: facts.gain,
    offset: facts.offset,
    binning: facts.binning,
    width: facts.width,
    height: facts.height,
    // SBFITSEXT: a header without them is one of a whole frame.
    originX: number('XORGSUBF') ?? 0,
    originY: number('YORGSUBF') ?? 0,
    levelAdu: number('WRLEVEL'),
  };
}

/** A FITS time as ISO 8601; null for none or nonsense. */
export function utcText(fitsTime: string | null): string | null {
  const ms = fitsTime === null ? Number.NaN : Date.parse(`${fitsTime}Z`);
  return Number.isNaN(ms) ? null : new Date(ms).toISOString();
}
