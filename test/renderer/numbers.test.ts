import { expect, test } from 'vitest';
import { adu, celsius, count, parseNumber, percent, progress } from '../../src-renderer/format/numbers.ts';

test('a share that is not zero never reads as zero, and progress reads 100 % only when done', () => {
  expect(percent(0)).toBe('0 %');
  expect(percent(0.00001)).toBe('<0.01 %');
  expect(percent(0.0003)).toBe('0.03 %');
  expect(percent(0.051)).toBe('5.1 %');
  expect(percent(null)).toBe('–');
  expect(progress(0.9999)).toBe('99 %');
  expect(progress(0.29)).toBe('29 %');
  expect(progress(1)).toBe('100 %');
});

test('figures are grouped by thousands and carry a true minus sign', () => {
  expect(count(100_000)).toBe('100\u2009000');
  expect(adu(65_535)).toBe('65\u2009535');
  expect(adu(3.24)).toBe('3.2');
  expect(celsius(-10)).toBe('−10.0 °C');
  expect(celsius(-0.04)).toBe('0.0 °C');
});

test('numbers are read with point, comma and either minus', () => {
  expect(parseNumber('-10.5')).toBe(-10.5);
  expect(parseNumber('−10,5')).toBe(-10.5);
  expect(parseNumber(' ')).toBeNull();
  expect(parseNumber('ten')).toBeUndefined();
  expect(parseNumber('Infinity')).toBeUndefined();
});
