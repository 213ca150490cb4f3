import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { coolerPower, LARGEST_DROP_C, sensorTemperature } from '../../src-main/devices/simulator/cooler.ts';
import { createFrameRenderer, MONO, type Scene } from '../../src-main/devices/simulator/render.ts';
import { columnBias } from '../../src-main/devices/simulator/sensor.ts';
import { separationDeg } from '../../src-main/devices/simulator/star-field.ts';
import { beginMotion, slotInLight, wheelPosition } from '../../src-main/devices/simulator/wheel-motion.ts';

const temperature = fc.double({ min: -50, max: 40, noNaN: true });
const milliseconds = fc.integer({ min: 0, max: 3_600_000 });
const cooler = fc.record({
  since: fc.constant(0),
  sensorC: temperature,
  on: fc.boolean(),
  setPointC: temperature,
});
const nature = fc.record({
  ambientC: temperature,
  rate: fc.double({ min: 0.5, max: 60, noNaN: true }),
  shortByC: fc.constant(0),
});

describe('whatever the cooler is told', () => {
  it('the sensor approaches its target without overshooting or jumping', () => {
    fc.assert(
      fc.property(cooler, nature, milliseconds, milliseconds, (state, air, a, b) => {
        const at = (ms: number) => sensorTemperature(state, air, ms);
        const [early, late] = [at(Math.min(a, b)), at(Math.max(a, b))];
        const end = at(1e9);
        expect(Math.abs(late - end)).toBeLessThanOrEqual(Math.abs(early - end) + 1e-9);
        expect(Math.min(state.sensorC, end) - 1e-6).toBeLessThanOrEqual(late);
        expect(late).toBeLessThanOrEqual(Math.max(state.sensorC, end) + 1e-6);
        expect(end).toBeGreaterThanOrEqual(air.ambientC - LARGEST_DROP_C - 1e-6);
        expect(coolerPower(state, air, late)).toBeGreaterThanOrEqual(0);
        expect(coolerPower(state, air, late)).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('looking at the sensor in between changes nothing', () => {
    fc.assert(
      fc.property(cooler, nature, milliseconds, milliseconds, (state, air, first, then) => {
        const between = { ...state, since: first, sensorC: sensorTemperature(state, air, first) };
        const direct = sensorTemperature(state, air, first + then);
        expect(sensorTemperature(between, air, first + then)).toBeCloseTo(direct, 6);
      }),
    );
  });
});

describe('whatever slot the wheel is sent to', () => {
  it('it arrives there after at most half a turn, and the light passes through one of the two slots', () => {
    const move = fc.integer({ min: 1, max: 32 }).chain((slots) => {
      const slot = fc.integer({ min: 1, max: slots });
      return fc.tuple(fc.constant(slots), slot, slot, fc.integer({ min: 0, max: 60_000 }));
    });
    fc.assert(
      fc.property(move, ([slots, from, to, after]) => {
        const motion = beginMotion(from, to, slots, 1000);
        expect(motion.arrivesAt - 1000).toBeLessThanOrEqual((slots / 2) * 1500);
        expect(wheelPosition(motion, motion.arrivesAt)).toBe(to);
        expect([from, to]).toContain(slotInLight(motion, 1000 + after));
      }),
    );
  });
});

describe('whatever is rendered', () => {
  const scene = fc.record({
    seed: fc.integer(),
    noiseKey: fc.integer(),
    binning: fc.constantFrom(1, 2, 4),
    exposureS: fc.double({ min: 0, max: 3600, noNaN: true }),
    darkFactor: fc.double({ min: 0, max: 50, noNaN: true }),
    evenE: fc.option(fc.double({ min: 0, max: 1e9, noNaN: true })),
    x: fc.integer({ min: 0, max: 20 }),
    y: fc.integer({ min: 0, max: 20 }),
  });

  it('is within the converter’s range, and the same in whatever order the rows are made', () => {
    fc.assert(
      fc.property(scene, ({ x, y, evenE, ...given }) => {
        const full: Scene = {
          ...given,
          sensor: { width: 64, height: 48 },
          region: { x, y, width: 64 - x, height: 48 - y },
          conversion: { eGain: 0.8, readNoiseE: 3, blankLevelAdu: 500, saturationAdu: 64_000 },
          columnBias: columnBias(given.seed, 64),
          light: evenE === null ? null : { layers: [{ evenE, sources: [] }], mosaic: MONO, dust: [] },
          cosmicRays: new Map(),
        };
        const { width, height, renderRows } = createFrameRenderer(full);
        const [forward, backward] = [new Uint16Array(width * height), new Uint16Array(width * height)];
        renderRows(0, height, forward);
        const again = createFrameRenderer(full);
        for (let row = height - 1; row >= 0; row--) again.renderRows(row, row + 1, backward);
        expect(backward).toEqual(forward);
        expect(Math.max(...forward)).toBeLessThanOrEqual(64_000);
        // Nothing undershoots to where it would wrap around, and the blank level keeps zero away.
        expect(Math.min(...forward)).toBeGreaterThan(400);
      }),
      { numRuns: 40 },
    );
  });
});

describe('separations in the sky', () => {
  it('are symmetric, zero for the same place, and obey the triangle', () => {
    const place = fc.record({
      raDeg: fc.double({ min: 0, max: 360, noNaN: true }),
      decDeg: fc.double({ min: -90, max: 90, noNaN: true }),
    });
    fc.assert(
      fc.property(place, place, place, (a, b, c) => {
        expect(separationDeg(a, b)).toBeCloseTo(separationDeg(b, a), 9);
        expect(separationDeg(a, a)).toBe(0);
        expect(separationDeg(a, c)).toBeLessThanOrEqual(separationDeg(a, b) + separationDeg(b, c) + 1e-6);
      }),
    );
  });
});
