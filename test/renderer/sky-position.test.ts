import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { projectToSensor } from '../../src-main/devices/simulator/star-field.ts';
import { skyAt, skyFromHeader } from '../../src-renderer/viewer/sky-position.ts';

const FRAME = { width: 4096, height: 4096 };
const header = (values: Record<string, string>) =>
  Object.entries(values).map(([keyword, value]) => ({ keyword, value }));
const WHOLE = { RA: '202.4696', DEC: '47.1952', FOCALLEN: '800.0', XPIXSZ: '3.76' };

describe('where the header says that a frame looks', () => {
  test('the scale follows from pixel and focal length', () => {
    // 206.265 × 3.76 µm / 800 mm.
    expect(skyFromHeader(header(WHOLE))?.arcsecPerPixel).toBeCloseTo(0.96944, 4);
  });

  test.each(['RA', 'DEC', 'FOCALLEN', 'XPIXSZ'])('without %s nothing is said', (missing) => {
    const { [missing as keyof typeof WHOLE]: _, ...rest } = WHOLE;
    expect(skyFromHeader(header(rest as Record<string, string>))).toBeNull();
  });

  test('nor of a sub-frame, whose middle is somewhere else, nor from nonsense', () => {
    expect(skyFromHeader(header({ ...WHOLE, XORGSUBF: '100' }))).toBeNull();
    expect(skyFromHeader(header({ ...WHOLE, FOCALLEN: '0' }))).toBeNull();
    expect(skyFromHeader(header({ ...WHOLE, DEC: '112' }))).toBeNull();
  });
});

describe('where a pixel lies', () => {
  test('the middle of the frame is the pointing; up is north, left is east', () => {
    const sky = { raDeg: 10, decDeg: 0, arcsecPerPixel: 3.6 };
    const middle = { x: 2047.5, y: 2047.5 };
    expect(skyAt(sky, middle, FRAME)).toEqual({ raDeg: 10, decDeg: 0 });
    expect(skyAt(sky, { ...middle, y: middle.y - 100 }, FRAME).decDeg).toBeCloseTo(0.1, 5);
    expect(skyAt(sky, { ...middle, x: middle.x - 100 }, FRAME).raDeg).toBeCloseTo(10.1, 5);
  });

  test('it is where the simulated observatory puts a star of that place, also near the pole and at 0 h', () => {
    const { width, height } = FRAME;
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 359.99, noNaN: true }),
        fc.double({ min: -89.5, max: 89.5, noNaN: true }),
        fc.integer({ min: 0, max: 4095 }),
        fc.integer({ min: 0, max: 4095 }),
        (raDeg, decDeg, x, y) => {
          const place = skyAt({ raDeg, decDeg, arcsecPerPixel: 1.2 }, { x, y }, FRAME);
          expect(place.raDeg).toBeGreaterThanOrEqual(0);
          expect(place.raDeg).toBeLessThan(360);
          const back = projectToSensor(place, { pointing: { raDeg, decDeg }, scaleArcsec: 1.2, width, height });
          expect(back?.x).toBeCloseTo(x, 3);
          expect(back?.y).toBeCloseTo(y, 3);
        },
      ),
    );
  });
});
