import { expect, test } from 'vitest';
import { mosaicTiles } from '../../src-renderer/pages/queue/mosaic.ts';

const PLAN = { raDeg: 83.6, decDeg: 22, rows: 2, columns: 3, fieldWidthDeg: 0.5, fieldHeightDeg: 0.4, overlap: 0.1 };
const RADIANS = Math.PI / 180;

/** Angle between two pointings, degrees. */
function apart(a: { raDeg: number; decDeg: number }, b: { raDeg: number; decDeg: number }): number {
  const cos =
    Math.sin(a.decDeg * RADIANS) * Math.sin(b.decDeg * RADIANS) +
    Math.cos(a.decDeg * RADIANS) * Math.cos(b.decDeg * RADIANS) * Math.cos((a.raDeg - b.raDeg) * RADIANS);
  return Math.acos(Math.min(1, cos)) / RADIANS;
}

test('one tile is the centre itself', () => {
  const [tile] = mosaicTiles({ ...PLAN, rows: 1, columns: 1 });
  expect(tile?.raDeg).toBeCloseTo(83.6, 9);
  expect(tile?.decDeg).toBeCloseTo(22, 9);
});

test.each([0, 45, 80, -88])('neighbours share their overlap at declination %d°', (decDeg) => {
  const tiles = mosaicTiles({ ...PLAN, decDeg });
  expect(tiles).toHaveLength(6);
  expect(apart(tiles[0]!, tiles[1]!)).toBeCloseTo(0.45, 3);
  expect(apart(tiles[2]!, tiles[3]!)).toBeCloseTo(0.36, 3);
});

test('it begins in the north-east and goes in a snake, across 0 h too', () => {
  const tiles = mosaicTiles({ ...PLAN, raDeg: 0.1, decDeg: 0 });
  expect(tiles[0]!.decDeg).toBeGreaterThan(tiles[5]!.decDeg);
  expect(tiles[0]!.raDeg).toBeCloseTo(0.55, 2);
  expect(tiles[2]!.raDeg).toBeCloseTo(359.65, 2);
  expect(tiles[3]!.raDeg).toBeCloseTo(359.65, 2);
});
