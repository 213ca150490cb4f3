import { describe, expect, test } from 'vitest';
import { gapAt, rowsInView, scrollToShow } from '../../src-renderer/components/virtual-window.ts';

describe('a list of 100,000 rows of 52 px in a window of 700 px', () => {
  test('draws only what is in view and some to spare', () => {
    expect(rowsInView(0, 700, 52, 100_000, 10)).toEqual({ from: 0, to: 24 });
    expect(rowsInView(52 * 50_000, 700, 52, 100_000, 10)).toEqual({ from: 49_990, to: 50_024 });
    expect(rowsInView(52 * 100_000 - 700, 700, 52, 100_000, 10).to).toBe(100_000);
  });

  test('a list that became shorter than where one was has no rows beyond its end', () => {
    expect(rowsInView(52 * 50_000, 700, 52, 3, 10)).toEqual({ from: 3, to: 3 });
    expect(rowsInView(0, 700, 52, 0, 10)).toEqual({ from: 0, to: 0 });
  });

  test('going to a row scrolls no further than needed', () => {
    expect(scrollToShow(5, 0, 700, 52)).toBe(0);
    expect(scrollToShow(20, 0, 700, 52)).toBe(21 * 52 - 700);
    expect(scrollToShow(3, 1000, 700, 52)).toBe(156);
  });

  test('a dragged row goes to the gap nearest to the pointer', () => {
    expect(gapAt(25, 52, 10)).toBe(0);
    expect(gapAt(27, 52, 10)).toBe(1);
    expect(gapAt(9999, 52, 10)).toBe(10);
    expect(gapAt(-5, 52, 10)).toBe(0);
  });
});
