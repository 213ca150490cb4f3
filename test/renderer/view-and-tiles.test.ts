import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { levelFor, tilesInView } from '../../src-renderer/viewer/tiles.ts';
import { fitView, keepInside, pan, toFrame, toScreen, zoomAt } from '../../src-renderer/viewer/view-transform.ts';

const FRAME = { width: 4096, height: 4096 };
const SCREEN = { width: 1000, height: 700 };

describe('zoom and pan', () => {
  test('fitting shows the whole frame in the middle', () => {
    const view = fitView(FRAME, SCREEN);
    expect(toScreen(view, { x: 0, y: 0 }, SCREEN).y).toBeCloseTo(0, 9);
    expect(toScreen(view, { x: 4096, y: 4096 }, SCREEN).y).toBeCloseTo(700, 9);
    expect(toScreen(view, { x: 2048, y: 2048 }, SCREEN).x).toBeCloseTo(500, 9);
  });

  test('zooming keeps the pixel under the pointer where it is', () => {
    const start = zoomAt(fitView(FRAME, SCREEN), 8, { x: 500, y: 350 }, FRAME, SCREEN);
    const pointer = { x: 620, y: 240 };
    const before = toFrame(start, pointer, SCREEN);
    const after = toFrame(zoomAt(start, 1.5, pointer, FRAME, SCREEN), pointer, SCREEN);
    expect(after.x).toBeCloseTo(before.x, 6);
    expect(after.y).toBeCloseTo(before.y, 6);
  });

  test('however one pans and zooms, no edge of the frame leaves a gap that need not be', () => {
    const step = fc.oneof(
      fc.record({ factor: fc.double({ min: 0.2, max: 5, noNaN: true }) }),
      fc.record({ dx: fc.integer({ min: -3000, max: 3000 }), dy: fc.integer({ min: -3000, max: 3000 }) }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 20 }), (steps) => {
        let view = fitView(FRAME, SCREEN);
        for (const one of steps) {
          view =
            'factor' in one
              ? zoomAt(view, one.factor, { x: 300, y: 200 }, FRAME, SCREEN)
              : pan(view, one.dx, one.dy, FRAME, SCREEN);
        }
        expect(view.scale).toBeLessThanOrEqual(32);
        const topLeft = toFrame(view, { x: 0, y: 0 }, SCREEN);
        const bottomRight = toFrame(view, { x: 1000, y: 700 }, SCREEN);
        for (const [from, to] of [
          [topLeft.x, bottomRight.x],
          [topLeft.y, bottomRight.y],
        ] as const) {
          if (to - from >= 4096) expect((from + to) / 2).toBeCloseTo(2048, 6);
          else {
            expect(from).toBeGreaterThanOrEqual(-1e-6);
            expect(to).toBeLessThanOrEqual(4096 + 1e-6);
          }
        }
      }),
    );
  });

  test('a window that becomes larger keeps the view inside', () => {
    const corner = pan(zoomAt(fitView(FRAME, SCREEN), 20, { x: 0, y: 0 }, FRAME, SCREEN), 9999, 9999, FRAME, SCREEN);
    const larger = { width: 2000, height: 1400 };
    expect(toFrame(keepInside(corner, FRAME, larger), { x: 0, y: 0 }, larger).x).toBeCloseTo(0, 6);
  });
});

describe('tiles', () => {
  test('the level is as fine as the screen can show, and no finer', () => {
    expect(levelFor(0.1)).toBe(8);
    expect(levelFor(0.2)).toBe(4);
    expect(levelFor(0.5)).toBe(2);
    expect(levelFor(1)).toBe(1);
    expect(levelFor(20)).toBe(1);
  });

  test('together they cover the view, without overlapping, and stay inside the frame', () => {
    const odd = { width: 4099, height: 3001 };
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0.15, max: 4, noNaN: true }),
        fc.constantFrom(1 as const, 2 as const, 4 as const),
        (x, y, scale, level) => {
          const view = keepInside({ centreX: x * odd.width, centreY: y * odd.height, scale }, odd, SCREEN);
          const tiles = tilesInView(view, level, odd, SCREEN);
          expect(new Set(tiles.map(({ key }) => key)).size).toBe(tiles.length);
          for (const { area } of tiles) {
            expect(area.x + area.width).toBeLessThanOrEqual(Math.floor(odd.width / level));
            expect(area.y + area.height).toBeLessThanOrEqual(Math.floor(odd.height / level));
          }
          const centre = { x: view.centreX / level, y: view.centreY / level };
          const covering = tiles.filter(
            ({ area }) =>
              centre.x >= area.x &&
              centre.x < area.x + area.width &&
              centre.y >= area.y &&
              centre.y < area.y + area.height,
          );
          expect(covering).toHaveLength(1);
        },
      ),
    );
  });

  test('the one in the middle is asked for first', () => {
    const view = { centreX: 3500, centreY: 3500, scale: 1 };
    expect(tilesInView(view, 1, FRAME, SCREEN)[0]?.key).toBe('1/3/3');
  });
});
