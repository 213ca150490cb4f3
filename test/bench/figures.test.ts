import { expect, test } from 'vitest';
import { type Figure, met, spreadFigures, spreadOf, tableOf } from './figures.ts';

const figure: Figure = { section: 'Start', what: 'usable', value: 1.9, unit: 's', aim: 2, note: 'new folder' };

test('an aim is met up to its value; a figure without one is neither met nor missed', () => {
  expect(met({ ...figure, value: 2 })).toBe(true);
  expect(met({ ...figure, value: 2.001 })).toBe(false);
  expect(met({ ...figure, aim: null })).toBeNull();
});

test('median of an odd and an even number of measurements, whatever their order', () => {
  expect(spreadOf([30, 10, 20])).toEqual({ best: 10, median: 20, max: 30, count: 3 });
  expect(spreadOf([40, 10, 20, 30])).toEqual({ best: 10, median: 25, max: 40, count: 4 });
});

test('nothing measured is an error, not a figure', () => {
  expect(() => spreadOf([])).toThrow(RangeError);
});

test('median and maximum are each held against the aim', () => {
  const { section, what, unit, aim, note } = figure;
  const [median, max] = spreadFigures({ section, what, unit, aim, note }, [1, 1.5, 3]);
  expect([median?.what, median?.value, met(median!)]).toEqual(['usable, median', 1.5, true]);
  expect([max?.what, max?.value, met(max!)]).toEqual(['usable, max', 3, false]);
  expect(median?.note).toBe('of 3, best 1.00 s; new folder');
});

test('the table names sections once and says NO where an aim is missed', () => {
  const text = tableOf([figure, { ...figure, what: 'slow', value: 2.5 }, { ...figure, section: 'Memory', aim: null }]);
  const lines = text.split('\n');
  expect(lines.filter((line) => line === 'Start')).toHaveLength(1);
  expect(lines.find((line) => line.includes('usable'))).toMatch(/1\.90 s\s+≤ 2 s\s+yes\s+new folder$/);
  expect(lines.find((line) => line.includes('slow'))).toMatch(/2\.50 s\s+≤ 2 s\s+NO/);
  expect(lines.at(-1)).toMatch(/^ {2}usable\s+1\.90 s\s+new folder$/);
});
