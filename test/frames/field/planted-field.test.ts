/** What is planted in the simulated sky comes out of its pixels: the whole way from a tilted sensor to the number for it. */
import { expect, test } from 'vitest';
import { skyProfile } from '../../../src-main/frames/field/sky-profile.ts';
import { medianOf } from '../../../src-main/frames/stars/medians.ts';
import { openObservatory } from '../../devices/observatory.ts';
import { measure, takeSky } from '../stars/simulated-sky.ts';

const SIDE = 900;
const wanted = { side: SIDE, exposureS: 30, starDensity: 2 };

test('a tilted sensor, stars that get wider outwards, a town on the right', async () => {
  const uneven = { blurDown: 0.3, blurOutwards: 0.2, glowAcross: 0.4 };
  const [even, sky] = await Promise.all([takeSky(wanted), takeSky({ ...wanted, uneven })]);
  const plain = measure(even);
  expect(plain.field.tilt!.percent).toBeLessThan(3);
  expect(Math.abs(plain.field.offAxis!.percent)).toBeLessThan(3);
  expect(plain.field.zones.map(({ elongation }) => elongation)).toEqual(Array(9).fill(null));

  const { field, skyZones } = measure(sky);
  // Two thirds of what is planted from edge to edge; a pixel's own width takes a little off.
  expect(field.tilt!.percent).toBeGreaterThan(15);
  expect(field.tilt!.percent).toBeLessThan(22);
  expect(Math.abs(field.tilt!.angleDeg - 270)).toBeLessThan(15);
  expect(field.offAxis!.percent).toBeGreaterThan(5);
  expect(field.offAxis!.percent).toBeLessThan(13);

  const observatory = await openObservatory({ width: 100, height: 100 });
  const dark = await observatory.take({ frameType: 'dark', exposureS: wanted.exposureS });
  const { gradient, vignetting } = skyProfile(skyZones, medianOf(dark.pixels), { width: SIDE, height: SIDE });
  expect(gradient.percent).toBeGreaterThan(20);
  expect(gradient.percent).toBeLessThan(32);
  expect(Math.min(gradient.angleDeg, 360 - gradient.angleDeg)).toBeLessThan(10);
  // The optics leave 78 % in the corners, and so about a tenth less in the middle of the corners' zones.
  expect(vignetting.percent).toBeGreaterThan(6);
  expect(vignetting.percent).toBeLessThan(14);
});
