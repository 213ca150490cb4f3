/** The header of a calibrated light: all that the light's own says, and how it was calibrated with what. */
import type { HeaderCard, ReadCard } from '../../frames/fits/card.ts';
import { isStructural } from '../../frames/fits/header.ts';
import { fitsTime, isPlain, masterFileCards } from '../masters/master-header.ts';

export interface FileHash {
  /** Without folder. */
  readonly name: string;
  readonly sha256: string;
}

/** All that a calibrated light is made from. */
export interface CalibrationInputs {
  readonly raw: FileHash;
  readonly bias: FileHash | null;
  readonly dark: FileHash | null;
  readonly darkScale: number;
  /** The dark still has its bias, which goes off with it. */
  readonly biasIsInDark: boolean;
  readonly flat: FileHash | null;
  readonly badPixels: FileHash | null;
}

export interface CalibratedLightFacts extends CalibrationInputs {
  /** Of the light's own file. */
  readonly cards: readonly ReadCard[];
  /** Bad pixels that were replaced. */
  readonly repaired: number;
  /** UTC, ms. */
  readonly madeAt: number;
  readonly softwareVersion: string;
}

/** All but the structural cards. */
export function calibratedCards(light: CalibratedLightFacts): HeaderCard[] {
  const own = provenanceCards(light);
  const taken = new Set(own.map(({ keyword }) => keyword));
  const kept: HeaderCard[] = [];
  for (const card of light.cards) {
    const { keyword, value, comment } = card;
    if (isStructural(keyword) || taken.has(keyword) || !/^[A-Z0-9_-]{1,8}$/.test(keyword) || !isPlain(value)) continue;
    // Other programs' headers may say a thing twice: the first counts.
    taken.add(keyword);
    kept.push({ keyword, value, comment, ...decimalsOf(card) });
  }
  return [...kept, ...own];
}

/** A real number stays one, with as many digits as it had. */
function decimalsOf({ value, text }: ReadCard): { decimals?: number } {
  const digits = typeof value === 'number' ? /^[^.eEdD]*\.(\d*)$/.exec(text.trim()) : null;
  return digits === null ? {} : { decimals: digits[1]!.length };
}

function provenanceCards(light: CalibratedLightFacts): HeaderCard[] {
  return [
    ...inputCards(light),
    ...(light.badPixels === null
      ? []
      : [{ keyword: 'WRMAPFIX', value: light.repaired, comment: 'bad pixels replaced' }]),
    { keyword: 'DATE', value: fitsTime(light.madeAt), comment: '[UTC] when this file was made' },
    { keyword: 'SWMODIFY', value: `Warmroom ${light.softwareVersion}`, comment: 'program that calibrated' },
  ];
}

const INPUTS = ['WRRAW', 'WRBIAS', 'WRDARK', 'WRFLAT', 'WRMAPF'].flatMap((keyword) => [keyword, `${keyword}HS`]);

/** Whether a calibrated file with this header is of the same light, with the same masters, in the same way. */
export function isOfSameInputs(cards: readonly ReadCard[], inputs: CalibrationInputs): boolean {
  const there = new Map(cards.map(({ keyword, value }) => [keyword, value]));
  const wanted = new Map(inputCards(inputs).map(({ keyword, value }) => [keyword, value]));
  return [...INPUTS, 'WRCALIB', 'WRDKMULT'].every((keyword) => there.get(keyword) === wanted.get(keyword));
}

function inputCards(light: CalibrationInputs): HeaderCard[] {
  const { raw, bias, dark, darkScale, biasIsInDark, flat, badPixels } = light;
  // As MaxIm DL writes it, and others read it.
  const stages = [bias !== null || biasIsInDark ? 'B' : '', dark === null ? '' : 'D', flat === null ? '' : 'F'].join(
    '',
  );
  return [
    { keyword: 'BUNIT', value: 'adu', comment: 'unit of the pixels' },
    ...(stages === '' ? [] : [{ keyword: 'CALSTAT', value: stages, comment: 'bias, dark off; flat divided by' }]),
    { keyword: 'WRCALIB', value: methodText(light), comment: 'how' },
    ...masterFileCards('WRRAW', raw, 'file as the camera gave it'),
    ...(bias === null ? [] : masterFileCards('WRBIAS', bias, 'master bias')),
    ...(dark === null ? [] : masterFileCards('WRDARK', dark, 'master dark')),
    ...(dark === null ? [] : [{ keyword: 'WRDKMULT', value: darkScale, comment: 'dark multiplied by' }]),
    ...(flat === null ? [] : masterFileCards('WRFLAT', flat, 'master flat')),
    ...(badPixels === null ? [] : masterFileCards('WRMAPF', badPixels, 'bad-pixel map')),
  ];
}

function methodText({ bias, dark, darkScale, flat, badPixels }: CalibrationInputs): string {
  const off = [
    bias === null ? '' : ' - bias',
    dark === null ? '' : ` - ${darkScale === 1 ? '' : `${darkScale} * `}dark`,
  ].join('');
  const divided = flat === null ? `light${off}` : `(light${off}) / flat`;
  return badPixels === null ? divided : `${divided}; bad pixels: median of neighbours`;
}
