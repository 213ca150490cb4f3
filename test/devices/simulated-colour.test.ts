import { describe, expect, it } from 'vitest';
import { shareOf, transmission } from '../../src-main/devices/simulator/colour-array.ts';
import { passbandOf } from '../../src-main/devices/simulator/filters.ts';
import { createFamily } from '../../src-main/devices/simulator/index.ts';
import { mean, openObservatory, SETTINGS } from './observatory.ts';
import { createSteppingClock } from './stepping-clock.ts';

const SIZE = { width: 256, height: 192 };

async function openColour(options: object = {}) {
  const family = createFamily({ clock: createSteppingClock(), options: { ...SIZE, ...options } });
  const camera = await family.openCamera('SIM-CAM-0002');
  const wheel = await family.openWheel('SIM-WHL-0001');
  return {
    camera,
    take: (settings: Partial<typeof SETTINGS>) =>
      camera.takeFrame({ ...SETTINGS, ...settings }, { signal: new AbortController().signal, onPhase() {} }),
    move: (slot: number) => wheel.moveTo(slot, new AbortController().signal),
  };
}

/** Means of the four places of the pattern, above the bias level. */
function places({ width, height, pixels }: { width: number; height: number; pixels: Uint16Array }) {
  const of = (x: number, y: number) =>
    pixels.filter((_, i) => ((i % width) & 1) === x && (Math.floor(i / width) & 1) === y);
  expect(pixels).toHaveLength(width * height);
  return [of(0, 0), of(1, 0), of(0, 1), of(1, 1)].map((values) => mean(values) - 500) as [
    number,
    number,
    number,
    number,
  ];
}

describe('the simulated colour camera', () => {
  it('is the mono camera’s sensor with an RGGB pattern on it', async () => {
    const { camera } = await openColour();
    const mono = await openObservatory();
    expect(camera.info).toEqual({
      ...mono.camera.info,
      ...{ model: 'Simulated colour camera', serial: 'SIM-CAM-0002', bayerPattern: 'RGGB' },
    });
  });

  it('sees a flat panel in the colours of its lamp: green most, blue least, all less than a mono sensor', async () => {
    const { take } = await openColour();
    const [red, green, greenToo, blue] = places(await take({ frameType: 'flat', exposureS: 0.5 }));
    expect(greenToo / green).toBeCloseTo(1, 2);
    expect(green).toBeGreaterThan(1.02 * red);
    expect(red).toBeGreaterThan(1.02 * blue);
    const mono = places(await (await openObservatory()).take({ frameType: 'flat', exposureS: 0.5 }));
    expect(mono[0]).toBeGreaterThan(1.5 * green);
  });

  it('has no colours in a bias, nor where pixels of all of them are binned', async () => {
    const { take } = await openColour();
    const bias = places(await take({ frameType: 'bias' }));
    for (const place of bias) expect(Math.abs(place - bias[0])).toBeLessThan(1);
    const binned = places(await take({ frameType: 'flat', exposureS: 0.1, binning: 2 }));
    for (const place of binned) expect(place / binned[0]).toBeCloseTo(1, 1);
  });

  it.each([
    [32, 10, 0],
    [33, 10, 1],
    [32, 11, 2],
    [33, 11, 3],
  ])(
    'has its red pixels elsewhere in a sub-frame that begins on an odd one: from %d, %d at place %d',
    async (x, y, place) => {
      const { take, move } = await openColour();
      await move(3);
      const subFrame = { x, y, width: 100, height: 80 };
      const levels = places(await take({ frameType: 'flat', exposureS: 1, subFrame }));
      expect(levels.indexOf(Math.max(...levels))).toBe(place);
    },
  );

  it('behind a red filter has light in its red pixels and next to none in its blue ones', async () => {
    const { take, move } = await openColour();
    await move(3);
    const [red, green, , blue] = places(await take({ frameType: 'flat', exposureS: 1 }));
    expect(red).toBeGreaterThan(5 * green);
    expect(green).toBeGreaterThan(blue);
  });
});

describe('the filters on the pixels', () => {
  it('let through their own colour best, and the lines of nebulae as one would expect', () => {
    expect(transmission('R', 656)).toBeGreaterThan(5 * transmission('G', 656));
    expect(transmission('G', 501)).toBeGreaterThan(transmission('B', 501));
    const cloud = { kind: 'lines', lines: [{ nm: 656, part: 1 }] } as const;
    expect(shareOf('R', passbandOf('Ha'), cloud)).toBeCloseTo(transmission('R', 656), 9);
  });
});
