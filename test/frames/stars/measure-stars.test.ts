import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { saveFrame } from '../../../src-main/frames/save-frame.ts';
import type { Measured } from '../../../src-main/frames/stars/measure-pixels.ts';
import { askSep, type SepView } from '../judges/judges.ts';
import { completeness, matchStars, measure, type Sky, takeSky, trueSizes } from './simulated-sky.ts';

/** Hot pixels, cosmic rays, glow, a gradient of light and saturated stars are in all of them. */
const SKIES = [
  { name: 'stars four pixels wide', seeingArcsec: 2.5, exposureS: 30, side: 900 },
  { name: 'stars two pixels wide, in a short exposure', seeingArcsec: 1.4, exposureS: 3, side: 900 },
  { name: 'stars seven pixels wide', seeingArcsec: 5, exposureS: 30, side: 900 },
] as const;

/** What is said of stars this clear does not hang on their noise. */
const CLEAR = 50;

const folder = mkdtempSync(join(tmpdir(), 'warmroom-stars-'));
const skies: { sky: Sky; ours: Measured; sep: SepView }[] = [];

beforeAll(async () => {
  const taken = await Promise.all(SKIES.map(({ name: _, ...wanted }) => takeSky(wanted)));
  const saved = await Promise.all(
    taken.map((sky, i) => saveFrame({ folder, name: `sky-${i}.fits`, cards: [], ...sky })),
  );
  const judged = askSep(saved.map(({ path }) => path));
  for (const [i, sky] of taken.entries()) {
    skies.push({ sky, ours: measure(sky), sep: judged.get(saved[i]!.path)! });
  }
});
afterAll(() => rmSync(folder, { recursive: true }));

const medianOf = (values: readonly number[]) => [...values].sort((a, b) => a - b)[values.length >> 1]!;
const off = (ratio: number) => Math.abs(ratio - 1);

describe.each(SKIES.map((sky, i) => ({ ...sky, i })))('$name', ({ i, seeingArcsec, side }) => {
  test('are found nearly as completely as SEP finds them, with next to none that are not there', () => {
    const { sky, ours, sep } = skies[i]!;
    const matching = matchStars(ours.stars, sky);
    const ofSep = matchStars(sep.stars, sky);
    // From here on a star this wide stands out of the noise.
    const least = 20 * ours.measurement.noise * (trueSizes(seeingArcsec).fwhm / 2);
    expect(completeness(matching, sky, least)).toBeGreaterThan(0.93);
    // Of two hundred stars the noise may bring or take two or three.
    expect(completeness(matching, sky, least)).toBeGreaterThan(completeness(ofSep, sky, least) - 0.05);
    // The guiding error moves stars over the frame's edge, of which the truth does not tell.
    const inside = ({ x, y }: { x: number; y: number }) => Math.min(x, y, side - x, side - y) > 8;
    expect(matching.invented.filter(inside).length).toBeLessThan(0.02 * ours.stars.length);
    expect(matching.invented.filter(inside).length).toBeLessThanOrEqual(ofSep.invented.filter(inside).length);
  });

  test('have the half-flux radius that SEP gives each of them, within 3 %, and their true one', () => {
    const { ours, sep } = skies[i]!;
    const pairs = pairsOf(ours, sep);
    expect(pairs.length).toBeGreaterThan(15);
    expect(off(medianOf(pairs.map(({ star, twin }) => star.hfr! / twin.hfr)))).toBeLessThan(0.03);
    expect(off(ours.measurement.hfr! / trueSizes(seeingArcsec).hfr)).toBeLessThan(0.05);
  });

  test('have the FWHM that astropy fits to them, within 3 %, and their true one', () => {
    const { ours, sep } = skies[i]!;
    const ratios = pairsOf(ours, sep).flatMap(({ star, twin }) =>
      star.fwhm !== null && twin.fwhm !== null ? [star.fwhm / twin.fwhm] : [],
    );
    expect(ratios.length).toBeGreaterThan(10);
    expect(off(medianOf(ratios))).toBeLessThan(0.03);
    expect(off(ours.measurement.fwhm! / trueSizes(seeingArcsec).fwhm)).toBeLessThan(0.03);
  });

  test('stand on the sky that SEP finds', () => {
    const { ours, sep } = skies[i]!;
    expect(Math.abs(ours.measurement.background - sep.background)).toBeLessThan(0.15 * sep.noise);
    expect(off(ours.measurement.noise / sep.noise)).toBeLessThan(0.02);
  });

  test('are round, and nothing pulls them all one way', () => {
    const { ours } = skies[i]!;
    expect(ours.measurement.elongation).toBeNull();
    const clearest = ours.stars.flatMap(({ eccentricity, signalToNoise }) =>
      eccentricity !== null && signalToNoise > 200 ? [eccentricity] : [],
    );
    expect(medianOf(clearest)).toBeLessThan(0.35);
  });
});

function pairsOf(ours: Measured, sep: SepView) {
  return ours.stars.flatMap((star) => {
    const twin = sep.stars.find(({ x, y }) => Math.hypot(x - star.x, y - star.y) < 1);
    return twin?.flag === 0 && star.hfr !== null && star.signalToNoise > CLEAR ? [{ star, twin }] : [];
  });
}
