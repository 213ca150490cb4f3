import { describe, expect, it } from 'vitest';
import { DEEP_SKY_OBJECTS } from '../../src-main/devices/simulator/deep-sky-objects.ts';
import { createExtendedLight } from '../../src-main/devices/simulator/extended-light.ts';
import { clusterStars } from '../../src-main/devices/simulator/globular-cluster.ts';
import { pixelScaleArcsec } from '../../src-main/devices/simulator/optics.ts';
import { skyMagnitude, sunAltitudeDeg } from '../../src-main/devices/simulator/sky.ts';
import { projectToSensor, separationDeg, starsNear } from '../../src-main/devices/simulator/star-field.ts';
import { median, openObservatory } from './observatory.ts';
import { createSteppingClock } from './stepping-clock.ts';

const VEGA = { raDeg: 279.2347, decDeg: 38.7837 };
const SCALE = pixelScaleArcsec(3.76, 1000);

/** Centre of the light above the background within `radius` pixels of a place. */
function centroid(frame: { width: number; pixels: Uint16Array }, x: number, y: number, radius: number) {
  const background = median(frame.pixels);
  const sum = { x: 0, y: 0, light: 0 };
  for (let row = Math.round(y) - radius; row <= Math.round(y) + radius; row++) {
    for (let column = Math.round(x) - radius; column <= Math.round(x) + radius; column++) {
      const light = Math.max(0, frame.pixels[row * frame.width + column]! - background - 20);
      sum.x += light * column;
      sum.y += light * row;
      sum.light += light;
    }
  }
  return { x: sum.x / sum.light, y: sum.y / sum.light, light: sum.light };
}

describe('the projection', () => {
  const projection = { pointing: { raDeg: 10, decDeg: 60 }, scaleArcsec: 1, width: 1001, height: 801 };

  it('puts the pointing at the centre, north up and east left', () => {
    expect(projectToSensor(projection.pointing, projection)).toEqual({ x: 500, y: 400 });
    const north = projectToSensor({ raDeg: 10, decDeg: 60 + 100 / 3600 }, projection)!;
    expect(north.x).toBeCloseTo(500, 6);
    expect(north.y).toBeCloseTo(300, 3);
    const east = projectToSensor({ raDeg: 10 + 100 / 3600 / Math.cos(Math.PI / 3), decDeg: 60 }, projection)!;
    expect(east.x).toBeCloseTo(400, 2);
    expect(east.y).toBeCloseTo(400, 1);
  });

  it('knows the sky behind from the sky in front, and wraps at 0 hours', () => {
    expect(projectToSensor({ raDeg: 190, decDeg: -60 }, projection)).toBeNull();
    const atZero = { ...projection, pointing: { raDeg: 0.01, decDeg: 0 } };
    expect(projectToSensor({ raDeg: 359.99, decDeg: 0 }, atZero)!.x).toBeCloseTo(500 + 72, 3);
  });
});

describe('the catalogue', () => {
  it('shows the same stars whatever the field they are seen in', () => {
    const near = ({ raDeg, decDeg }: { raDeg: number; decDeg: number }) =>
      Math.abs(raDeg - 359.9) < 0.05 && Math.abs(decDeg - 20) < 0.05;
    const fromHere = starsNear({ raDeg: 359.9, decDeg: 20 }, 0.2, 5).filter(near);
    const fromThere = starsNear({ raDeg: 0.3, decDeg: 20.3 }, 0.8, 5).filter(near);
    const sorted = (stars: typeof fromHere) => [...stars].sort((a, b) => a.magnitude - b.magnitude);
    expect(fromHere.length).toBeGreaterThan(10);
    expect(sorted(fromThere)).toEqual(sorted(fromHere));
  });

  it('has as many stars to the square degree at the pole as at the equator, faint ones by the law of counts', () => {
    const countWithin = (decDeg: number) => {
      const stars = starsNear({ raDeg: 50, decDeg }, 2, 1);
      const scale = { pointing: { raDeg: 50, decDeg }, scaleArcsec: 1, width: 1, height: 1 };
      return stars.filter((star) => {
        const place = projectToSensor(star, scale);
        return place !== null && Math.hypot(place.x, place.y) < 1.5 * 3600;
      });
    };
    const expected = 10 * 10 ** (0.36 * 7.5) * Math.PI * 1.5 ** 2;
    for (const decDeg of [0, 60, 89.5]) {
      const stars = countWithin(decDeg);
      expect(stars.length / expected).toBeGreaterThan(0.96);
      expect(stars.length / expected).toBeLessThan(1.04);
      const bright = stars.filter((star) => star.magnitude < 14.5).length;
      expect(bright / stars.length).toBeCloseTo(10 ** (-0.36 * 3), 2);
    }
  });
});

describe('galaxies, nebulae and clusters', () => {
  const object = (name: string) => DEEP_SKY_OBJECTS.find((one) => one.name === name)!;

  it.each(['M 51', 'NGC 891', 'M 1', 'M 57'])('%s leaves its light, all of it, around its place', (name) => {
    const source = createExtendedLight(object(name), { x: 1000, y: 900, electrons: 1e6, scaleArcsec: 2 });
    const sum = { light: 0, x: 0, y: 0 };
    for (let row = 0; row < 2000; row++) {
      const light = new Float32Array(2000);
      source.addRow(row, 0, light);
      for (let x = 0; x < 2000; x++) {
        sum.light += light[x]!;
        sum.x += light[x]! * x;
        sum.y += light[x]! * row;
      }
    }
    expect(sum.light / 1e6).toBeGreaterThan(0.97);
    expect(sum.light / 1e6).toBeLessThan(1.03);
    expect(sum.x / sum.light).toBeCloseTo(1000, 0);
    expect(sum.y / sum.light).toBeCloseTo(900, 0);
  });

  it.each([
    ['M 51', 4],
    ['NGC 891', 40],
    ['M 51', 0.7],
    ['M 33', 1.5],
    ['M 31', 2],
    ['M 104', 0.1],
    ['M 42', 3],
    ['M 57', 0.03],
  ])('%s is as bright all over as its formula says, the arms of a spiral too, at %d″ a pixel', (name, scaleArcsec) => {
    const thing = object(name);
    const [x0, y0] = [999.7, 1000.4];
    const source = createExtendedLight(thing, { x: x0, y: y0, electrons: 1e6, scaleArcsec });
    const scales = { disc: 3.5, spiral: 3.5, cloud: 1.5, ring: 2.2, globular: 3.5 }[thing.kind];
    const scalePx = (thing.majorArcmin * 30) / scaleArcsec / scales;
    const flattening = thing.minorArcmin / thing.majorArcmin;
    const tilt = (thing.positionAngleDeg * Math.PI) / 180;
    const shapes = {
      disc: (r: number) => Math.exp(-r) / (2 * Math.PI),
      spiral: (r: number, angle: number) => {
        const arms = 1 + 0.55 * Math.min(1, r) * Math.cos(2 * (angle - Math.log(r + 0.05) / 0.3));
        return (Math.exp(-r) * arms) / (2 * Math.PI);
      },
      cloud: (r: number) => Math.exp(-r * r) / Math.PI,
      ring: (r: number) => Math.exp(-(((r - 1.5) / 0.45) ** 2)) / 7.517,
      globular: () => 0,
    };
    const shape = shapes[thing.kind];
    const [light, worst] = [new Float32Array(2000), { share: 0 }];
    for (let y = 1; y < 2000; y += 37) {
      light.fill(0);
      source.addRow(y, 0, light);
      for (let x = 0; x < 2000; x++) {
        const [north, east] = [(y0 - y) / scalePx, (x0 - x) / scalePx];
        const along = north * Math.cos(tilt) + east * Math.sin(tilt);
        const across = (north * Math.sin(tilt) - east * Math.cos(tilt)) / flattening;
        const r = Math.hypot(along, across);
        if (r > 6.9) continue;
        const brightness = shape(r, Math.atan2(across, along));
        const off = Math.abs(light[x]! * ((scalePx * scalePx * flattening) / 1e6) - brightness);
        // Where next to nothing is left, a share of it says little.
        worst.share = Math.max(worst.share, off / Math.max(brightness, 1e-4));
      }
    }
    expect(worst.share).toBeLessThan(0.001);
  });

  it('show in a part of the sensor what that part of the whole sensor shows', () => {
    const source = createExtendedLight(object('M 51'), { x: 700.2, y: 300, electrons: 1e6, scaleArcsec: 0.5 });
    for (const row of [200, 300, 555]) {
      const [whole, part] = [new Float32Array(1500), new Float32Array(333)];
      source.addRow(row, 0, whole);
      source.addRow(row, 501, part);
      expect(part).toEqual(whole.subarray(501, 834));
    }
  });

  it('lie along their position angle, from north through east', () => {
    const source = createExtendedLight(
      { ...object('NGC 891'), positionAngleDeg: 45 },
      { x: 200, y: 200, electrons: 1e6, scaleArcsec: 2 },
    );
    const at = (x: number, y: number) => {
      const light = new Float32Array(400);
      source.addRow(y, 0, light);
      return light[x]!;
    };
    // North-east is up and to the left.
    expect(at(170, 170)).toBeGreaterThan(5 * at(230, 170));
    expect(at(170, 170)).toBeCloseTo(at(230, 230), 4);
  });

  it('a globular cluster’s stars have its light and half of them its inner part', () => {
    const cluster = object('M 13');
    const stars = clusterStars(cluster);
    const light = stars.reduce((sum, star) => sum + 10 ** (-0.4 * star.magnitude), 0);
    expect(-2.5 * Math.log10(light)).toBeCloseTo(cluster.magnitude, 6);
    const inner = stars.filter((star) => separationDeg(star, cluster) < (cluster.majorArcmin / 120) * 0.17).length;
    expect(inner / stars.length).toBeGreaterThan(0.45);
    expect(inner / stars.length).toBeLessThan(0.57);
    expect(clusterStars(cluster)).toEqual(stars);
  });

  it('show in a frame that points there', async () => {
    const { take } = await openObservatory({ width: 400, height: 400, focalLengthMm: 250, starDensity: 0.01 });
    const whirlpool = { raDeg: 202.4696, decDeg: 47.1952 };
    const at = async (raDeg: number) => {
      const frame = await take({ frameType: 'light', exposureS: 120, pointing: { ...whirlpool, raDeg } });
      const centre = Array.from({ length: 21 * 21 }, (_, index) => {
        return frame.pixels[(190 + Math.floor(index / 21)) * 400 + 190 + (index % 21)]!;
      });
      return median(centre) - median(frame.pixels);
    };
    // The vignetted sky is brighter in the centre too, but not like this.
    expect((await at(whirlpool.raDeg)) - (await at(whirlpool.raDeg + 5))).toBeGreaterThan(500);
  });
});

describe('a simulated light frame', () => {
  it('shows a star where the sky has it, for the tile and its neighbour', async () => {
    const { take } = await openObservatory({ width: 400, height: 300, starDensity: 0.2, apertureMm: 50 });
    for (const [dRa, dDec] of [[0, 0] as const, [60, -40] as const]) {
      const pointing = { raDeg: VEGA.raDeg + dRa / 3600, decDeg: VEGA.decDeg + dDec / 3600 };
      const frame = await take({ frameType: 'light', exposureS: 0.01, pointing });
      const expected = projectToSensor(VEGA, { pointing, scaleArcsec: SCALE, width: 400, height: 300 })!;
      const seen = centroid(frame, expected.x, expected.y, 12);
      // Guiding errors are 0.4″ in each axis.
      expect(Math.abs(seen.x - expected.x)).toBeLessThan(2.5);
      expect(Math.abs(seen.y - expected.y)).toBeLessThan(2.5);
    }
  });

  it('puts a sub-frame’s and a binned frame’s stars where they belong', async () => {
    const { take } = await openObservatory({ width: 400, height: 300, starDensity: 0.2, apertureMm: 50 });
    const light = { frameType: 'light', exposureS: 0.01, pointing: VEGA } as const;
    const part = await take({ ...light, subFrame: { x: 150, y: 100, width: 100, height: 100 } });
    const inPart = centroid(part, 49.5, 49.5, 12);
    expect(Math.hypot(inPart.x - 49.5, inPart.y - 49.5)).toBeLessThan(3);
    const binned = await take({ ...light, binning: 2 });
    const inBinned = centroid(binned, 99.5, 74.5, 8);
    expect(Math.hypot(inBinned.x - 99.5, inBinned.y - 74.5)).toBeLessThan(2);
  });

  it('gets its light by exposure time and filter, and none with the shutter closed', async () => {
    const { take, move } = await openObservatory({ width: 2048, height: 2048, starDensity: 0.2, ambientC: -30 });
    // Far from the amplifier's glow.
    const subFrame = { x: 1500, y: 1500, width: 128, height: 128 };
    const light = { frameType: 'light', pointing: { raDeg: 150, decDeg: 2 }, subFrame } as const;
    const sky = async (exposureS: number) => median((await take({ ...light, exposureS })).pixels) - 500;
    await move(2);
    const [oneMinute, fourMinutes] = [await sky(60), await sky(240)];
    expect(fourMinutes / oneMinute).toBeGreaterThan(3.6);
    expect(fourMinutes / oneMinute).toBeLessThan(4.4);
    await move(6);
    expect(await sky(240)).toBeLessThan(fourMinutes / 10);
    const dark = await take({ ...light, frameType: 'dark', exposureS: 60 });
    expect(median(dark.pixels)).toBeLessThan(515);
  });

  it('collects cosmic rays, in darks too, at other places each time', async () => {
    const { take } = await openObservatory({ width: 1024, height: 1024, ambientC: -30 });
    const dark = { frameType: 'dark', exposureS: 1800 } as const;
    const struck = async () => {
      const { pixels } = await take(dark);
      return new Set(Array.from(pixels.keys()).filter((index) => pixels[index]! > 800));
    };
    const [first, second] = [await struck(), await struck()];
    const onlyFirst = [...first].filter((index) => !second.has(index));
    expect(onlyFirst.length).toBeGreaterThan(5);
  });
});

describe('the sky’s brightness', () => {
  it('fades from day through twilight to night without a step', () => {
    expect(skyMagnitude(40)).toBeCloseTo(3.5, 1);
    expect(skyMagnitude(-5)).toBeCloseTo(11.84, 1);
    expect(skyMagnitude(-10)).toBeCloseTo(18, 0);
    expect(skyMagnitude(-18)).toBeCloseTo(21.3, 0);
    expect(skyMagnitude(-30)).toBeCloseTo(21.3, 2);
    for (let sun = 10; sun > -40; sun -= 0.25) {
      const change = skyMagnitude(sun - 0.25) - skyMagnitude(sun);
      expect(change).toBeGreaterThanOrEqual(0);
      expect(change).toBeLessThan(0.45);
    }
  });

  it('follows the sun at the site', () => {
    // At the equinox the sun stands about 90° − latitude high at local noon, and sets at six.
    expect(sunAltitudeDeg(Date.UTC(2026, 2, 20, 12, 7), 40, 0)).toBeCloseTo(50, 0);
    expect(Math.abs(sunAltitudeDeg(Date.UTC(2026, 2, 20, 18, 10), 40, 0))).toBeLessThan(1.5);
  });

  it('swamps a frame taken by day, unless it is always night', async () => {
    const noon = createSteppingClock(Date.UTC(2026, 5, 21, 11, 0));
    const pointing = { raDeg: 150, decDeg: 2 };
    const byDay = await openObservatory({ alwaysNight: false }, noon);
    const frame = await byDay.take({ frameType: 'light', exposureS: 5, pointing });
    expect(Math.min(...frame.pixels)).toBe(frame.saturationAdu);
    const inNight = await openObservatory({}, noon);
    expect(median((await inNight.take({ frameType: 'light', exposureS: 5, pointing })).pixels)).toBeLessThan(600);
  });
});
