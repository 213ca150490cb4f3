import { describe, expect, test } from 'vitest';
import type { MeasuredStar } from '../../src-main/contract/frame-measurement.ts';
import { markAt, marksOf } from '../../src-renderer/viewer/star-marks.ts';

const STAR: MeasuredStar = {
  ...{ x: 100, y: 50, flux: 1000, peak: 900, signalToNoise: 50, hfr: 2, fwhm: 4 },
  ...{ eccentricity: 0.1, angleDeg: 0, saturated: false },
};
const CANVAS = { width: 400, height: 300, pixelRatio: 1 };
/** The frame's pixel 100, 50 is 8 pixels of the screen wide and has its middle in the middle of the canvas. */
const VIEW = { centreX: 100.5, centreY: 50.5, scale: 8 };

const markOf = (star: Partial<MeasuredStar>, view = VIEW) => marksOf([{ ...STAR, ...star }], view, CANVAS)[0]!;

describe('the mark of a star', () => {
  test('lies around the middle of its pixel and grows with its half-flux radius as one zooms in', () => {
    expect(markOf({})).toMatchObject({ x: 200, y: 150, radius: 48, shape: 'ring' });
    expect(markOf({ hfr: 4 }).radius).toBe(96);
    expect(markOf({}, { ...VIEW, scale: 16 }).radius).toBe(96);
    // In the whole frame it would be a dot.
    expect(markOf({}, { ...VIEW, scale: 0.1 }).radius).toBe(8);
  });

  test('has another shape, not another colour, where the star is saturated, not measured or elongated', () => {
    expect(markOf({ saturated: true, hfr: null }).shape).toBe('square');
    expect(markOf({ hfr: null }).shape).toBe('dashed');
    expect(markOf({ eccentricity: 0.8 })).toMatchObject({ shape: 'ring', elongated: true });
    expect(markOf({ eccentricity: 0.8 }).axisRatio).toBeCloseTo(0.6, 6);
    expect(markOf({ eccentricity: null })).toMatchObject({ axisRatio: 1, elongated: false });
  });

  test('turns as the star does: counter-clockwise with the first row on top, which a canvas counts backwards', () => {
    // Drawn out towards the upper right: a canvas goes there with x growing and y shrinking.
    const { turn } = markOf({ eccentricity: 0.8, angleDeg: 45 });
    expect(Math.cos(turn)).toBeCloseTo(Math.SQRT1_2, 6);
    expect(Math.sin(turn)).toBeCloseTo(-Math.SQRT1_2, 6);
  });

  test('is not drawn where it cannot be seen', () => {
    expect(marksOf([{ ...STAR, x: 140 }], VIEW, CANVAS)).toEqual([]);
    // Of this one the edge can.
    expect(marksOf([{ ...STAR, x: 128 }], VIEW, CANVAS)).toHaveLength(1);
  });
});

test('the star that is pointed at is the nearest one whose mark is there', () => {
  const marks = marksOf([STAR, { ...STAR, x: 104 }], VIEW, CANVAS);
  expect(markAt(marks, { x: 212, y: 150 }, 1)?.star.x).toBe(100);
  expect(markAt(marks, { x: 220, y: 150 }, 1)?.star.x).toBe(104);
  expect(markAt(marks, { x: 10, y: 10 }, 1)).toBeNull();
});
