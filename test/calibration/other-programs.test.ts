/** Headers as other programs write them, and the files around them. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { checkInputs } from '../../src-main/calibration/masters/check-inputs.ts';
import { matchingFacts, readMasterInput } from '../../src-main/calibration/masters/input-facts.ts';
import type { Bitpix } from '../../src-main/frames/fits/image-layout.ts';
import { type StoredFile, storeFile } from './a-stack.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'warmroom-others-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

type Cards = Readonly<Record<string, string | number>>;

let made = 0;
function aFile(cards: Cards, changes: Partial<StoredFile> = {}): string {
  const listed = Object.entries(cards).map(([keyword, value]) => ({ keyword, value, comment: '' }));
  const plain = { width: 4, height: 3, bitpix: 16, zero: 32_768, values: Array(12).fill(0), cards: listed } as const;
  return storeFile(folder, `${++made}.fits`, { ...plain, ...changes });
}

async function factsOf(cards: Cards, changes: Partial<StoredFile> = {}) {
  const input = await readMasterInput(aFile(cards, changes), null);
  return matchingFacts(input.kind, input.cards, input.takenAt);
}

const DARK = { exposureS: 120, temperatureC: -10, binning: 2, width: 4, height: 3 };

describe('a dark frame is understood as written by', () => {
  test.each<[string, Cards]>([
    [
      'N.I.N.A.',
      {
        ...{ IMAGETYP: 'DARK', EXPOSURE: 120, EXPTIME: 120, XBINNING: 2, YBINNING: 2, GAIN: 100, OFFSET: 30 },
        ...{
          INSTRUME: 'ZWO ASI1600MM Pro',
          'SET-TEMP': -10,
          'CCD-TEMP': -9.9,
          READOUTM: 'Default',
          SWCREATE: 'N.I.N.A.',
        },
      },
    ],
    ['N.I.N.A., for flats', { IMAGETYP: 'DARKFLAT', EXPTIME: 120, XBINNING: 2, 'SET-TEMP': -10 }],
    [
      'MaxIm DL',
      {
        IMAGETYP: 'Dark Frame',
        EXPTIME: 120,
        EXPOSURE: 120,
        XBINNING: 2,
        YBINNING: 2,
        'SET-TEMP': -10,
        'CCD-TEMP': -10.2,
      },
    ],
    [
      'Ekos and INDI',
      { FRAME: 'Dark', EXPTIME: 120, XBINNING: 2, YBINNING: 2, 'CCD-TEMP': -10, GAIN: 100, OFFSET: 30 },
    ],
    ['siril', { IMAGETYP: 'dark', EXPTIME: 120, XBINNING: 2, 'CCD-TEMP': -10, PROGRAM: 'Siril v1.0.6' }],
    ['an observatory’s own program', { OBSTYPE: 'DARK', EXPTIME: 120, CCDXBIN: 2, CCDYBIN: 2, CCDTEMP: -10 }],
  ])('%s', async (_, cards) => {
    expect(await factsOf(cards)).toMatchObject({ kind: 'dark', ...DARK });
  });

  test('a program that breaks the standard in a card that does not matter', async () => {
    const oddRecords = ["OBSERVER= 'Jos\u00e9'", 'observer= 12', "NOTES   = 'no end", 'ALTITUDE= nan'];
    const cards = { IMAGETYP: 'Dark', EXPTIME: 120, XBINNING: 2, 'CCD-TEMP': -10 };
    expect(await factsOf(cards, { oddRecords })).toMatchObject({ kind: 'dark', ...DARK });
  });
});

describe('refused, with a sentence that names the file', () => {
  const dark: Cards = { IMAGETYP: 'Dark', EXPTIME: 120 };

  test('floats among integers', async () => {
    const inputs = [
      await readMasterInput(aFile(dark), null),
      await readMasterInput(aFile(dark, { bitpix: -32, zero: 0 }), null),
    ];
    const message = `${inputs[1]!.file.path} stores floating-point numbers where the first file stores integers. Build a master from frames of one sort.`;
    expect(() => checkInputs(inputs, undefined)).toThrow(message);
  });

  test('64-bit integers, a BSCALE that is no number, no pixels', async () => {
    const read = (changes: Partial<StoredFile>, cards: Cards = {}) =>
      readMasterInput(aFile({ ...dark, ...cards }, changes), null);
    // Known to the standard, but not to this console.
    const integers = { bitpix: 64 as Bitpix, values: [] };
    await expect(read(integers)).rejects.toThrow(/BITPIX 64, which this console does not read/);
    await expect(read({ oddRecords: ['BSCALE  = some'] })).rejects.toThrow(/has the BSCALE “some”, which is no number/);
    await expect(read({ width: 0 })).rejects.toThrow(/has no pixels/);
  });

  test('a light, a master, and a frame that does not say what it is', async () => {
    const read = (cards: Cards) => readMasterInput(aFile(cards), null);
    await expect(read({ IMAGETYP: 'LIGHT' })).rejects.toThrow(/is a light frame/);
    await expect(read({ IMAGETYP: 'Master Dark' })).rejects.toThrow(/has IMAGETYP “Master Dark”/);
    await expect(read({ EXPTIME: 1 })).rejects.toThrow(/has IMAGETYP “”/);
  });
});
