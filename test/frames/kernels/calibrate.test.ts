import fc from 'fast-check';
import { expect, test } from 'vitest';
import { kernelMemory, kernelsOn } from '../../../src-main/frames/kernels/kernels.ts';

interface Planes {
  readonly raw: readonly number[];
  readonly bias?: readonly number[] | undefined;
  readonly dark?: readonly number[] | undefined;
  readonly flat?: readonly number[] | undefined;
  readonly darkScale: number;
  readonly saturation: number;
}

const LEAST_FLAT = 0.05;
const [RAW, BIAS, DARK, FLAT, OUT] = [1024, 2048, 4096, 6144, 8192] as const;

function calibrated({ raw, bias, dark, flat, darkScale, saturation }: Planes): number[] {
  const memory = kernelMemory(65_536);
  const view = new DataView(memory.buffer);
  raw.forEach((value, i) => {
    view.setInt16(RAW + 2 * i, value - 32_768);
  });
  const place = (at: number, values: readonly number[] | undefined) => {
    values?.forEach((value, i) => {
      view.setFloat32(at + 4 * i, value);
    });
    return values === undefined ? 0 : at;
  };
  const [biasAt, darkAt, flatAt] = [place(BIAS, bias), place(DARK, dark), place(FLAT, flat)];
  kernelsOn(memory).calibrate(RAW, raw.length, biasAt, darkAt, darkScale, flatAt, LEAST_FLAT, saturation, OUT);
  return [...new Float32Array(memory.buffer, OUT, raw.length)];
}

/** The rule as it is told, one pixel at a time. */
function byTheBook({ raw, bias, dark, flat, darkScale, saturation }: Planes): number[] {
  const float = Math.fround;
  return raw.map((value, i) => {
    let result = value;
    if (bias !== undefined) result -= float(bias[i]!);
    if (dark !== undefined) result -= darkScale * float(dark[i]!);
    if (flat !== undefined && float(flat[i]!) > LEAST_FLAT) result /= float(flat[i]!);
    return float(value >= saturation && result < saturation ? saturation : result);
  });
}

test('a light freed of bias and scaled dark and divided by the flat is what the plain rule gives, to the last bit', () => {
  const value = fc.record({
    raw: fc.integer({ min: 0, max: 65_535 }),
    bias: fc.float({ min: -1e4, max: 1e4, noNaN: true }),
    dark: fc.float({ min: -1e4, max: 1e5, noNaN: true }),
    flat: fc.oneof(fc.float({ min: -1, max: 2 }), fc.constantFrom(0, -0, 1, Number.NaN, Number.POSITIVE_INFINITY)),
  });
  const has = fc.record({ bias: fc.boolean(), dark: fc.boolean(), flat: fc.boolean() });
  const scale = fc.double({ min: 0, max: 10, noNaN: true });
  const saturation = fc.integer({ min: 1000, max: 65_535 });
  fc.assert(
    fc.property(fc.array(value, { maxLength: 23 }), has, scale, saturation, (values, has, darkScale, saturation) => {
      const plane = (kind: 'bias' | 'dark' | 'flat') => (has[kind] ? values.map((each) => each[kind]) : undefined);
      const planes = { raw: values.map(({ raw }) => raw), darkScale, saturation };
      const all = { ...planes, bias: plane('bias'), dark: plane('dark'), flat: plane('flat') };
      expect(calibrated(all)).toEqual(byTheBook(all));
    }),
    { numRuns: 500 },
  );
});

test('saturated stays saturated, however bright the flat is there; what is not may come out above', () => {
  const planes = { raw: [65_000, 64_999, 40_000], bias: [500, 500, 500], flat: [1.3, 1.3, 0.5], darkScale: 1 };
  const [saturated, nearly, bright] = calibrated({ ...planes, saturation: 65_000 });
  expect(saturated).toBe(65_000);
  expect(nearly).toBeCloseTo(64_499 / 1.3, 0);
  expect(bright).toBe(79_000);
});

test('where the flat says nothing the pixel is left undivided', () => {
  const flat = [0, -0.3, 0.049, Number.NaN, 0.5];
  const raw = flat.map(() => 1500);
  expect(calibrated({ raw, bias: raw.map(() => 500), flat, darkScale: 1, saturation: 65_535 })).toEqual([
    ...[1000, 1000, 1000, 1000, 2000],
  ]);
});

test('values become the nearest step of a scale, and end at its ends', () => {
  const value = fc.oneof(fc.float({ noNaN: true }), fc.float({ min: -3000, max: 70_000, noNaN: true }));
  const zero = fc.integer({ min: -2000, max: 100 });
  const step = fc.constantFrom(1, 1.25, 0.125, 1e-5, 3.7);
  fc.assert(
    fc.property(fc.array(value, { maxLength: 23 }), zero, step, (values, zero, step) => {
      const memory = kernelMemory(65_536);
      new Float32Array(memory.buffer, 1024, values.length).set(values);
      kernelsOn(memory).toSteps(1024, values.length, zero, step, 4096);
      const steps = [...new Uint16Array(memory.buffer, 4096, values.length)];
      for (const [i, each] of values.entries()) {
        const exact = (Math.fround(each) - zero) / step;
        const held = Math.min(65_535, Math.max(0, exact));
        expect(Math.abs(steps[i]! - held)).toBeLessThanOrEqual(0.5);
      }
    }),
  );
  const memory = kernelMemory(65_536);
  new Float32Array(memory.buffer, 1024, 3).set([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]);
  kernelsOn(memory).toSteps(1024, 3, -1000, 1, 4096);
  expect([...new Uint16Array(memory.buffer, 4096, 3)]).toEqual([0, 65_535, 0]);
});
