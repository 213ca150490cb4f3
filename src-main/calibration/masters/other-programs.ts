/** What other programs call the things that this console's headers name otherwise. Pure. */
import type { ReadCard } from '../../frames/fits/card.ts';

/**
 * This console's keyword, and others' for the same: INDI and Ekos (FRAME), observatories' cameras (OBSTYPE, CCDXBIN,
 * CCDTEMP, DET-TEMP), SharpCap (BLKLEVEL). N.I.N.A., MaxIm DL and siril use the same keywords as this console.
 */
const OTHER_NAMES: Readonly<Record<string, readonly string[]>> = {
  IMAGETYP: ['FRAME', 'OBSTYPE'],
  EXPTIME: ['EXPOSURE', 'EXPOSED'],
  XBINNING: ['CCDXBIN', 'BINX'],
  YBINNING: ['CCDYBIN', 'BINY'],
  'CCD-TEMP': ['CCDTEMP', 'DET-TEMP'],
  OFFSET: ['BLKLEVEL'],
};

/** Types of frame by another name: a dark for flats is a dark. */
const OTHER_TYPES: Readonly<Record<string, string>> = { darkflat: 'Dark', flatdark: 'Dark' };

/** The cards, with what they say under other names also under this console's, unless those are there. */
export function inOwnTerms(cards: readonly ReadCard[]): ReadCard[] {
  const has = (keyword: string) => cards.some((card) => card.keyword === keyword && card.value !== null);
  const added = Object.entries(OTHER_NAMES).flatMap(([keyword, others]) => {
    const found = has(keyword) ? undefined : cards.find((card) => others.includes(card.keyword) && card.value !== null);
    return found === undefined ? [] : [{ ...found, keyword }];
  });
  // In front, because the first of doubled keywords counts, and one without a value may be there.
  return [...added, ...cards].map((card) => (card.keyword === 'IMAGETYP' ? withKnownType(card) : card));
}

function withKnownType(card: ReadCard): ReadCard {
  const bare = card.text
    .toLowerCase()
    .replace(/[^a-z]/g, '')
    .replace(/frame$/, '');
  const known = OTHER_TYPES[bare];
  return known === undefined ? card : { ...card, value: known, text: known };
}
