import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Level, PixelBlock } from '../../src-renderer/client/pixels.ts';
import type { PlacedBlock } from '../../src-renderer/viewer/painter.ts';
import { toFrame } from '../../src-renderer/viewer/view-transform.ts';
import { visibleParts } from '../../src-renderer/viewer/visible-parts.ts';

const SIDE = 64;
const SCREEN = { width: 40, height: 30 };

function placed(level: Level, column: number, row: number, side: number): PlacedBlock {
  const full = { fullWidth: SIDE, fullHeight: SIDE, channels: 1, bayer: null, zero: 0, step: 1 } as const;
  const block: PixelBlock = { level, width: side, height: side, ...full, pixels: new Uint16Array(side * side) };
  return { block, x: column * side * level, y: row * side * level };
}

const BASE = placed(8, 0, 0, SIDE / 8);
const tile = fc
  .constantFrom<Level>(4, 2, 1)
  .chain((level) => fc.tuple(fc.constant(level), fc.nat(SIDE / 8 / level - 1), fc.nat(SIDE / 8 / level - 1)))
  .map(([level, column, row]) => placed(level, column, row, 8));
const view = fc.record({
  centreX: fc.integer({ min: -10, max: SIDE + 10 }),
  centreY: fc.integer({ min: -10, max: SIDE + 10 }),
  scale: fc.constantFrom(0.25, 0.5, 1, 3),
});

test('every place of the frame on the screen is seen once, in the finest block that is there', () => {
  fc.assert(
    fc.property(fc.array(tile, { maxLength: 8 }), view, (tiles, at) => {
      const blocks = [BASE, ...tiles];
      const parts = visibleParts(blocks, at, SCREEN);
      for (let y = 0.5; y < SCREEN.height; y += 3) {
        for (let x = 0.5; x < SCREEN.width; x += 3) {
          const point = toFrame(at, { x, y }, SCREEN);
          const there = parts.filter(
            ({ area }) => point.x >= area.left && point.x < area.right && point.y >= area.top && point.y < area.bottom,
          );
          const inFrame = point.x >= 0 && point.y >= 0 && point.x < SIDE && point.y < SIDE;
          expect(there).toHaveLength(inFrame ? 1 : 0);
          if (!inFrame) continue;
          const levels = blocks
            .filter(({ block, x: left, y: top }) => {
              const side = block.width * block.level;
              return point.x >= left && point.x < left + side && point.y >= top && point.y < top + side;
            })
            .map(({ block }) => block.level);
          expect(there[0]!.placed.block.level).toBe(Math.min(...levels));
        }
      }
    }),
  );
});

test('what a finer block hides, or lies off the screen, is not drawn', () => {
  const fine = placed(1, 0, 0, 8);
  const parts = visibleParts([BASE, fine, placed(1, 7, 7, 8)], { centreX: 4, centreY: 4, scale: 10 }, SCREEN);
  expect(parts.map(({ placed }) => placed)).toEqual([fine]);
});
