import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FRAME_TYPES } from '../../src-main/contract/vocabulary.ts';
import type { HeaderCard, ReadCard } from '../../src-main/frames/fits/card.ts';
import { imageHeader, parseHeader } from '../../src-main/frames/fits/header.ts';
import { readFrameFacts } from '../../src-main/frames/frame-facts.ts';
import { frameFileName } from '../../src-main/frames/frame-file-name.ts';
import { acquisitionCards, planCards } from '../../src-main/frames/frame-header.ts';
import { anAcquiredFrame, aPlannedFrame, FRAME_UID, TASK_UID } from './a-frame.ts';

const throughFile = (cards: readonly HeaderCard[]) =>
  parseHeader(imageHeader(cards, { format: 'uint16', width: 2048, height: 1024, dataSum: 0 }))!.cards;
const valuesOf = (cards: readonly HeaderCard[]) => Object.fromEntries(cards.map((card) => [card.keyword, card.value]));

describe('the header of a frame', () => {
  it('says what was planned', () => {
    expect(valuesOf(planCards(aPlannedFrame))).toMatchObject({
      IMAGETYP: 'Light Frame',
      OBJECT: 'M 51',
      FILTER: 'R',
      XBINNING: 2,
      XPIXSZ: 7.52,
      XORGSUBF: 50,
      YORGSUBF: 25,
      GAIN: 120,
      'SET-TEMP': -10,
      RA: 202.469575,
      SITELAT: 50.1,
      AIRMASS: 1.2345,
      ROWORDER: 'TOP-DOWN',
      SWCREATE: 'Warmroom 0.1.0',
      NIGHT: '2026-11-21',
      WRTASK: TASK_UID,
      WRFRAME: FRAME_UID,
      WRCELL: 2,
      WRATTMPT: 1,
    });
  });

  it('says when and how it was taken', () => {
    expect(valuesOf(acquisitionCards(anAcquiredFrame))).toMatchObject({
      EXPTIME: 60.002,
      EXPOSURE: 60.002,
      DARKTIME: 60.5,
      'DATE-OBS': '2026-11-22T03:15:02.345',
      'DATE-AVG': '2026-11-22T03:15:32.346',
      'DATE-END': '2026-11-22T03:16:02.347',
      'MJD-OBS': expect.closeTo(61366.13544381, 8),
      'CCD-TEMP': -9.98,
      SATURATE: 64_102,
    });
  });

  it.each([
    ['light', 'Light Frame'],
    ['bias', 'Bias Frame'],
    ['dark', 'Dark Frame'],
    ['flat', 'Flat Field'],
  ] as const)('calls a %s a %s', (frameType, name) => {
    expect(valuesOf(planCards({ ...aPlannedFrame, frameType })).IMAGETYP).toBe(name);
  });

  it('leaves out what is not known', () => {
    const unknown = { gain: null, filterName: null, airmass: Number.NaN, pointing: null, site: null, object: ' ' };
    const keywords = planCards({ ...aPlannedFrame, ...unknown, telescope: null }).map((card) => card.keyword);
    for (const absent of ['GAIN', 'FILTER', 'AIRMASS', 'RA', 'RADESYS', 'EQUINOX', 'SITELAT', 'TELESCOP', 'OBJECT']) {
      expect(keywords).not.toContain(absent);
    }
    expect(acquisitionCards({ ...anAcquiredFrame, eGain: null }).map((card) => card.keyword)).not.toContain('EGAIN');
  });

  it('names the colour pattern with the shift of a sub-frame, and none for binned pixels', () => {
    const colour = { ...aPlannedFrame, bayerPattern: 'RGGB', subFrameOrigin: { x: 101, y: 50 } };
    expect(valuesOf(planCards({ ...colour, binning: 1 }))).toMatchObject({
      BAYERPAT: 'RGGB',
      XBAYROFF: 1,
      YBAYROFF: 0,
    });
    expect(valuesOf(planCards(colour))).not.toHaveProperty('BAYERPAT');
  });

  it('fits its records: no comment of a number is cut short', () => {
    const cards = [
      ...planCards({ ...aPlannedFrame, bayerPattern: 'RGGB', binning: 1 }),
      ...acquisitionCards(anAcquiredFrame),
    ];
    for (const read of throughFile(cards)) {
      const written = cards.find((card) => card.keyword === read.keyword);
      if (written !== undefined) expect(read.comment).toBe(written.comment);
    }
  });
});

describe('reading a frame’s facts back from its header', () => {
  it('gives all that a lost row needs', () => {
    expect(readFrameFacts(throughFile([...planCards(aPlannedFrame), ...acquisitionCards(anAcquiredFrame)]))).toEqual({
      frameUid: FRAME_UID,
      taskUid: TASK_UID,
      purpose: 'task',
      frameType: 'light',
      night: '2026-11-21',
      cellIndex: 2,
      tileIndex: 0,
      attempt: 1,
      filterName: 'R',
      object: 'M 51',
      exposureS: 60.002,
      requestedExposureS: 60,
      startedAt: anAcquiredFrame.startedAt,
      endedAt: anAcquiredFrame.startedAt + 60_002,
      width: 2048,
      height: 1024,
      binning: 2,
      gain: 120,
      offset: 30,
      readoutMode: 'low noise',
      setPointC: -10,
      sensorStartC: -9.98,
      sensorEndC: -10.03,
      eGain: 0.78,
      readNoiseE: 3.1,
      saturationAdu: 64_102,
      raDeg: 202.469575,
      decDeg: 47.1952583,
    });
  });

  it('is the inverse of writing for every frame’s place in its task', () => {
    const plan = fc.record({
      frameUid: fc.uuid(),
      taskUid: fc.option(fc.uuid()),
      purpose: fc.constantFrom('task' as const, 'test' as const),
      frameType: fc.constantFrom(...FRAME_TYPES),
      cellIndex: fc.nat(),
      tileIndex: fc.option(fc.nat()),
      attempt: fc.integer({ min: 1, max: 1e6 }),
      binning: fc.integer({ min: 1, max: 16 }),
    });
    // To 0.1 µs, which is what the header keeps.
    const exposureS = fc.integer({ min: 0, max: 72_000_000_000 }).map((tenths) => tenths / 1e7);
    const startedAt = fc.integer({ min: 0, max: 4e12 });
    fc.assert(
      fc.property(plan, exposureS, startedAt, (planned, exposure, start) => {
        const cards = [
          ...planCards({ ...aPlannedFrame, ...planned }),
          ...acquisitionCards({ ...anAcquiredFrame, exposureS: exposure, startedAt: start }),
        ];
        expect(readFrameFacts(throughFile(cards))).toMatchObject({ ...planned, exposureS: exposure, startedAt: start });
      }),
    );
  });

  it.each([
    ...['Flat Field', 'Flat Frame', 'flat', 'FLAT', 'flatfield', 'Sky Flat', 'skyflat'].map((form) => [form, 'flat']),
    ...['Light Frame', 'LIGHT', 'light', 'object', 'Science Frame'].map((form) => [form, 'light']),
    ...['Bias Frame', 'bias', 'zero', 'BIAS FRAME'].map((form) => [form, 'bias']),
    ...['Dark Frame', 'dark', ' Dark '].map((form) => [form, 'dark']),
    ...['Master Dark', 'Tricolor Image', 'constructor', ''].map((form) => [form, null]),
  ])('takes IMAGETYP “%s” for %s', (form, frameType) => {
    expect(readFrameFacts([read('IMAGETYP', form!)]).frameType).toBe(frameType);
  });

  it('makes nothing of values that make no sense', () => {
    const facts = readFrameFacts([
      read('WRFRAME', 'not a uid'),
      read('WRCELL', -1),
      read('WRATTMPT', 1.5),
      read('EXPTIME', -3),
      read('DATE-OBS', '22/11/26'),
      read('XBINNING', 'two'),
      read('WRPURPOS', 'fun'),
    ]);
    expect(Object.values(facts).every((value) => value === null)).toBe(true);
  });

  it('never throws, and reads EXPOSURE where there is no EXPTIME', () => {
    expect(readFrameFacts([read('EXPOSURE', 5)]).exposureS).toBe(5);
    const keyword = fc.constantFrom('WRFRAME', 'EXPTIME', 'DATE-OBS', 'IMAGETYP', 'NAXIS1', 'WRTILE');
    const value = fc.oneof(fc.string(), fc.double(), fc.boolean(), fc.bigInt(), fc.constant(null));
    fc.assert(
      fc.property(fc.array(fc.tuple(keyword, value)), (cards) => {
        readFrameFacts(cards.map(([name, content]) => read(name, content)));
      }),
    );
  });
});

const read = (keyword: string, value: ReadCard['value']): ReadCard => ({ keyword, value, text: '', comment: '' });

describe('a frame’s file name', () => {
  const naming = {
    frameUid: FRAME_UID,
    at: Date.UTC(2026, 10, 22, 3, 15, 2, 999),
    frameType: 'light' as const,
    purpose: 'task' as const,
    object: 'M51',
    filterName: 'R',
    exposureS: 60,
    binning: 1,
    number: 3,
  };

  it.each([
    [{}, '20261122T031502_M51_R_60s_bin1_0003_1b9d6bcd.fits'],
    [{ object: '', filterName: null }, '20261122T031502_Light_60s_bin1_0003_1b9d6bcd.fits'],
    [
      { frameType: 'bias' as const, filterName: null, exposureS: 0.000032 },
      '20261122T031502_Bias_0.000032s_bin1_0003_1b9d6bcd.fits',
    ],
    [
      { frameType: 'flat' as const, exposureS: 0.1 + 0.2, binning: 2 },
      '20261122T031502_Flat_R_0.3s_bin2_0003_1b9d6bcd.fits',
    ],
    [{ purpose: 'test' as const }, '20261122T031502_M51_R_60s_bin1_test_0003_1b9d6bcd.fits'],
    [
      { object: '../../etc/passwd', filterName: 'Hα 7nm' },
      '20261122T031502_etc-passwd_Halpha-7nm_60s_bin1_0003_1b9d6bcd.fits',
    ],
  ])('%o', (changes, name) => {
    expect(frameFileName({ ...naming, ...changes })).toBe(name);
  });

  it('is safe and short whatever people call their targets and filters', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 300 }),
        fc.string({ unit: 'binary' }),
        fc.double({ min: 0, max: 1e5, noNaN: true }),
        (object, filterName, exposureS) => {
          const name = frameFileName({ ...naming, object, filterName, exposureS });
          expect(name).toMatch(/^20261122T031502_[A-Za-z0-9.+_-]+_0003_1b9d6bcd\.fits$/);
          expect(name.length).toBeLessThanOrEqual(120);
        },
      ),
    );
  });
});
