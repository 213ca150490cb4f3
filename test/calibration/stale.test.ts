import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  type CombineMethod,
  DEFAULT_METHOD,
  methodFromText,
  methodText,
} from '../../src-main/calibration/masters/combine-method.ts';
import { judgeStale, staleByFrames } from '../../src-main/calibration/stale.ts';
import { COMBINE_METHODS } from '../../src-main/contract/vocabulary.ts';
import { aMaster } from './a-master.ts';

const rejected = (...names: string[]) =>
  new Map(
    names.map((name) => [name, { path: `frames/2026-11-22/${name}.fits`, why: { message: 'clouds', facts: null } }]),
  );
const inputs = (...names: string[]) => names.map((name) => ({ name, sha256: '' }));

test('the frames that were rejected are named, of many the first', () => {
  expect(staleByFrames(inputs('a', 'b'), rejected('c'))).toBeNull();
  expect(staleByFrames(inputs('a', 'b'), rejected('b'))!.message).toBe(
    'Built from a frame rejected since: b.fits (clouds).',
  );
  expect(staleByFrames(inputs('a', 'b', 'c', 'd', 'e'), rejected('a', 'b', 'c', 'd', 'e'))!.message).toBe(
    'Built from 5 frames rejected since: a.fits (clouds), b.fits (clouds), c.fits (clouds) and 2 more.',
  );
});

test('what was taken off makes a master stale, however far down, and also when it has been replaced', () => {
  const bias = aMaster('bias', { inputs: inputs('a') });
  const dark = aMaster('dark', { inputs: inputs('b'), biasName: 'bias.fits' });
  const flat = aMaster('flat', { inputs: inputs('c'), darkName: 'dark.fits' });
  const named = [bias, dark, flat].map((master) => ({ ...master, path: `masters/${master.kind}.fits` }));
  const why = 'Built from a frame rejected since: a.fits (clouds).';
  const inDark = `Its master bias bias.fits is stale. ${why}`;
  const staleOf = (masters: typeof named, replaced: typeof named) =>
    judgeStale(masters, replaced, rejected('a')).map(({ stale }) => stale.map(({ message }) => message));
  expect(staleOf(named, [])).toEqual([[why], [inDark], [`Its master dark dark.fits is stale. ${inDark}`]]);
  const moved = { ...named[0]!, path: 'masters/replaced/bias.fits' };
  expect(staleOf(named.slice(1, 2), [moved])).toEqual([[inDark]]);
  // A correcting master that somebody took away tells nothing.
  expect(staleOf(named.slice(1), [])).toEqual([[], []]);
});

test('headers that name each other in a circle are judged all the same', () => {
  const dark = aMaster('dark', { path: 'masters/x.fits', biasName: 'y.fits' });
  const bias = aMaster('bias', { path: 'masters/y.fits', biasName: 'x.fits', inputs: inputs('a') });
  expect(judgeStale([dark, bias], [], rejected('a')).every(({ stale }) => stale.length > 0)).toBe(true);
});

test('how a master was combined is read back from its header as it was written', () => {
  const methods: fc.Arbitrary<CombineMethod> = fc.record({
    name: fc.constantFrom(...COMBINE_METHODS),
    sigma: fc.double({ min: 1.5, max: 20, noNaN: true }),
    rounds: fc.integer({ min: 1, max: 20 }),
    drop: fc.integer({ min: 1, max: 100 }),
  });
  fc.assert(
    fc.property(methods, (method) => {
      const text = methodText(method);
      const read = methodFromText(text)!;
      expect(read.name).toBe(method.name);
      expect(methodText(read)).toBe(text);
    }),
  );
  expect(methodFromText(methodText(DEFAULT_METHOD))).toEqual(DEFAULT_METHOD);
  expect(methodFromText('by the moon')).toBeNull();
});
