import { describe, expect, test } from 'vitest';
import { bayerPatternOf } from '../../src-main/frames/bayer-pattern.ts';
import { planCards } from '../../src-main/frames/frame-header.ts';
import { aPlannedFrame } from './a-frame.ts';

const HEIGHT = 100;
const cards = (values: Readonly<Record<string, string | number>>) =>
  Object.entries(values).map(([keyword, value]) => ({ keyword, value, text: String(value), comment: '' }));
const pattern = (values: Readonly<Record<string, string | number>>, height = HEIGHT) =>
  bayerPatternOf(cards(values), height);

describe('the colours of a file’s first pixels', () => {
  test('are the sensor’s, shifted by where the image begins in its pattern', () => {
    expect(pattern({ BAYERPAT: 'RGGB' })).toBe('RGGB');
    expect(pattern({ BAYERPAT: 'RGGB', XBAYROFF: 1, YBAYROFF: 0 })).toBe('GRBG');
    expect(pattern({ BAYERPAT: 'RGGB', XBAYROFF: 0, YBAYROFF: 1 })).toBe('GBRG');
    expect(pattern({ BAYERPAT: 'RGGB ', XBAYROFF: 1, YBAYROFF: 1, ROWORDER: 'TOP-DOWN' })).toBe('BGGR');
  });

  test('count from the last row of a file whose rows go up, which with an even height is one of the other kind', () => {
    expect(pattern({ BAYERPAT: 'RGGB', ROWORDER: 'BOTTOM-UP' })).toBe('GBRG');
    expect(pattern({ BAYERPAT: 'RGGB', ROWORDER: 'BOTTOM-UP' }, HEIGHT + 1)).toBe('RGGB');
  });

  test('are none of a mono frame, nor of one with a pattern that this console does not know', () => {
    expect(pattern({})).toBeNull();
    expect(pattern({ BAYERPAT: 'CYYM' })).toBeNull();
    expect(pattern({ BAYERPAT: 'TRUE' })).toBeNull();
  });

  test.each([
    [0, 0, 'RGGB'],
    [101, 50, 'GRBG'],
    [100, 51, 'GBRG'],
    [7, 7, 'BGGR'],
  ])('of a sub-frame of ours from %d, %d are %s', (x, y, expected) => {
    const planned = planCards({ ...aPlannedFrame, bayerPattern: 'RGGB', binning: 1, subFrameOrigin: { x, y } });
    expect(pattern(Object.fromEntries(planned.map(({ keyword, value }) => [keyword, value as string | number])))).toBe(
      expected,
    );
  });
});
