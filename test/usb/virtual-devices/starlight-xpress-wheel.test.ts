import { describe, expect, test } from 'vitest';
import { createVirtualWheel } from './starlight-xpress-wheel.ts';

function tryOut() {
  const wheel = createVirtualWheel({ serial: null, slots: 7, stepMs: 100 });
  const ask = (report: readonly number[], nowMs: number) => {
    expect(wheel.write(1, Uint8Array.from(report), nowMs)).toBe('accepted');
    const reply = wheel.read(1, 8, nowMs);
    return reply.kind === 'bytes' ? [...reply.bytes] : reply.kind;
  };
  return { wheel, ask };
}

describe('reports', () => {
  test.each([
    ['two bytes', [0, 0]],
    ['one byte, from hosts that take the first for a report id', [0]],
  ])('where are you, as %s', (_, report) => {
    expect(tryOut().ask(report, 0)).toEqual([1, 7]);
  });

  test('the shortest way goes backwards too', () => {
    const { ask } = tryOut();
    expect(ask([0x86, 0], 0)).toEqual([0, 7]);
    expect(ask([0, 0], 199)).toEqual([0, 7]);
    expect(ask([0, 0], 200)).toEqual([6, 7]);
  });

  test('one direction only goes the long way', () => {
    const { ask } = tryOut();
    ask([6, 0], 0);
    expect(ask([0, 0], 499)).toEqual([0, 7]);
    expect(ask([0, 0], 500)).toEqual([6, 7]);
  });

  test.each([
    ['two bytes', [0, 1]],
    ['one byte', [1]],
  ])('how many slots, as %s, turns it once round', (_, report) => {
    const { ask } = tryOut();
    expect(ask(report, 0)).toEqual([0, 7]);
    expect(ask([0, 0], 699)).toEqual([0, 7]);
    expect(ask([0, 0], 700)).toEqual([1, 7]);
  });

  test('a wheel that moves takes no orders, and there is no slot beyond the last', () => {
    const { ask } = tryOut();
    ask([0x83, 0], 0);
    ask([0x85, 0], 50);
    expect(ask([0, 0], 200)).toEqual([3, 7]);
    expect(ask([0x89, 0], 300)).toEqual([3, 7]);
  });

  test('three bytes are no report', () => {
    expect(tryOut().wheel.write(1, Uint8Array.of(0, 0, 0), 0)).toBe('stall');
  });
});

test('troubles: it never arrives until it is freed, or it arrives one slot short', () => {
  const { wheel, ask } = tryOut();
  wheel.setTrouble('jammed');
  ask([0x84, 0], 0);
  expect(ask([0, 0], 1e9)).toEqual([0, 7]);
  wheel.setTrouble(null);
  expect(ask([0, 0], 1e9)).toEqual([4, 7]);
  wheel.setTrouble('one-slot-short');
  ask([0x81, 0], 2e9);
  expect(wheel.position(2e9 + 1000)).toBe(7);
});
