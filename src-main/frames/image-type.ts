import type { FrameType } from '../contract/vocabulary.ts';

/** IMAGETYP as this console writes it. */
export const IMAGETYP: Readonly<Record<FrameType, string>> = {
  light: 'Light Frame',
  bias: 'Bias Frame',
  dark: 'Dark Frame',
  flat: 'Flat Field',
};

/** What other programs write, without case, blanks and the words “frame” and “field”. */
const BARE_FORMS: Readonly<Record<string, FrameType>> = {
  light: 'light',
  object: 'light',
  science: 'light',
  bias: 'bias',
  zero: 'bias',
  offset: 'bias',
  dark: 'dark',
  flat: 'flat',
  skyflat: 'flat',
  domeflat: 'flat',
  twilightflat: 'flat',
};

/** The type of frame that an IMAGETYP stands for, in any of the usual spellings; null for others (a master, say). */
export function frameTypeOf(imageType: string): FrameType | null {
  const bare = imageType
    .toLowerCase()
    .replace(/[^a-z]/g, '')
    .replace(/(frame|field)$/, '');
  return Object.hasOwn(BARE_FORMS, bare) ? BARE_FORMS[bare]! : null;
}
