import { describe, expect, test } from 'vitest';
import type { Clock } from '../../../src-main/devices/clock.ts';
import type { FilterWheelPort } from '../../../src-main/devices/ports.ts';
import { createStarlightXpressFamily } from '../../../src-main/devices/starlight-xpress/index.ts';
import {
  calibrateReport,
  goReport,
  parseWheelReply,
  whereReport,
} from '../../../src-main/devices/starlight-xpress/wheel-protocol.ts';
import { createVirtualWheel, type VirtualWheel } from '../../usb/virtual-devices/starlight-xpress-wheel.ts';
import { createSteppingClock } from '../stepping-clock.ts';
import { rejection } from './camera-bench.ts';
import { createVirtualBus, type VirtualBus } from './virtual-bus.ts';

interface WheelBench {
  readonly clock: Clock;
  readonly bus: VirtualBus;
  readonly device: VirtualWheel;
  readonly wheel: FilterWheelPort;
  go(slot: number): Promise<void>;
  stands(): number;
}

async function openWheel(
  { device = createVirtualWheel({ serial: null, slots: 7, stepMs: 1200 }), options = {} as object } = {},
  clock = createSteppingClock(),
): Promise<WheelBench> {
  const bus = createVirtualBus(clock);
  bus.plugIn(device);
  const family = createStarlightXpressFamily({ clock, options }, bus);
  const [found] = await family.find();
  const wheel = await family.openWheel(found!.key);
  return {
    ...{ clock, bus, device, wheel },
    go: (slot) => wheel.moveTo(slot, new AbortController().signal),
    stands: () => device.position(clock.monotonic()),
  };
}

describe('a report', () => {
  test.each([
    ['where', whereReport('two-bytes'), [0, 0]],
    ['where, as one byte', whereReport('one-byte'), [0]],
    ['calibrate', calibrateReport('two-bytes'), [0, 1]],
    ['calibrate, as one byte', calibrateReport('one-byte'), [1]],
    ['to slot 3, the shorter way', goReport(3, 'shortest'), [0x83, 0]],
    ['to slot 3, one way', goReport(3, 'one-way'), [3, 0]],
  ])('for %s', (_, report, bytes) => {
    expect([...report]).toEqual(bytes);
  });

  test('for a slot that no wheel can have is not made', () => {
    for (const slot of [0, -1, 1.5, 128]) expect(() => goReport(slot, 'shortest')).toThrow(RangeError);
  });
});

describe('a reply', () => {
  test.each([
    [[3, 7], { slot: 3, slots: 7 }],
    [[0, 7], { slot: null, slots: 7 }],
    [[0, 0], { slot: null, slots: null }],
    [[1, 0], { slot: 1, slots: null }],
    [[7, 7, 0, 0], { slot: 7, slots: 7 }],
  ])('%j', (bytes, expected) => {
    expect(parseWheelReply(Uint8Array.from(bytes))).toEqual(expected);
  });

  test.each([[[]], [[3]], [[8, 7]], [[1, 200]], [[0xff, 0xff]]])('that makes no sense is refused: %j', (bytes) => {
    expect(() => parseWheelReply(Uint8Array.from(bytes))).toThrow(expect.objectContaining({ failure: 'protocol' }));
  });
});

describe.each([true, false])('a wheel (with an endpoint for reports: %s)', (hasOutEndpoint) => {
  const device = () => createVirtualWheel({ serial: null, slots: 7, stepMs: 1200, hasOutEndpoint });

  test('knows its slots and goes to each of them', async () => {
    const bench = await openWheel({ device: device() });
    expect(bench.wheel.info).toMatchObject({ slots: 7, family: 'starlight-xpress', serial: 'port 1-1' });
    for (const slot of [4, 1, 7, 7, 2]) {
      await bench.go(slot);
      expect(bench.stands()).toBe(slot);
      expect(await bench.wheel.position()).toBe(slot);
    }
  });
});

describe('a move', () => {
  test('goes the shorter way, or always the same one where the observer wants that', async () => {
    const took = async (options: object) => {
      const bench = await openWheel({ options });
      await bench.go(2);
      const began = bench.clock.monotonic();
      await bench.go(1);
      return bench.clock.monotonic() - began;
    };
    expect(await took({})).toBeLessThan(3000);
    expect(await took({ wheelDirection: 'one-way' })).toBeGreaterThan(6000);
  });

  test('has no position while it lasts', async () => {
    const bench = await openWheel();
    const move = bench.go(4);
    await bench.clock.sleep(1500);
    expect(await bench.wheel.position()).toBeNull();
    await move;
  });

  test('that was given up ends before the next one begins', async () => {
    const bench = await openWheel();
    const controller = new AbortController();
    const first = rejection(bench.wheel.moveTo(4, controller.signal));
    await bench.clock.sleep(1000);
    const reason = new Error('enough');
    controller.abort(reason);
    expect(await first).toBe(reason);
    await bench.go(6);
    expect(bench.stands()).toBe(6);
  });

  test('to a slot that is not there is refused', async () => {
    const bench = await openWheel();
    expect(await rejection(bench.go(8))).toMatchObject({
      failure: 'refused',
      message: expect.stringContaining('1 to 7'),
    });
  });

  test('that never ends is a jam; freed, the wheel goes on', async () => {
    const bench = await openWheel();
    bench.device.setTrouble('jammed');
    const began = bench.clock.monotonic();
    expect((await rejection(bench.go(4))).failure).toBe('jammed');
    const tookMs = bench.clock.monotonic() - began;
    expect(tookMs).toBeGreaterThan(20_000);
    expect(tookMs).toBeLessThan(60_000);
    bench.device.setTrouble(null);
    await bench.go(4);
    expect(bench.stands()).toBe(4);
  });

  test('that ends in another slot says in which', async () => {
    const bench = await openWheel();
    bench.device.setTrouble('one-slot-short');
    const thrown = await rejection(bench.go(4));
    expect(thrown).toMatchObject({ failure: 'wrong-slot', message: expect.stringContaining('slot 3') });
    bench.device.setTrouble(null);
    await bench.go(4);
    expect(bench.stands()).toBe(4);
  });
});

describe('a wheel that was unplugged', () => {
  test('is lost until it is back, in mid move too', async () => {
    const bench = await openWheel();
    const move = rejection(bench.go(4));
    await bench.clock.sleep(1000);
    bench.bus.unplug(bench.device);
    expect((await move).failure).toBe('lost');
    expect((await rejection(bench.wheel.position())).failure).toBe('lost');
    bench.bus.plugIn(bench.device);
    await bench.go(5);
    expect(bench.stands()).toBe(5);
  });
});

/** What real wheels are said to do and the common virtual wheel does not. */
describe('an odd wheel', () => {
  const odd = (changes: (report: readonly number[]) => readonly number[] | null): VirtualWheel => {
    const device = createVirtualWheel({ serial: null, slots: 5, stepMs: 500 });
    let reply: Uint8Array | null = null;
    return {
      ...device,
      write(_endpoint, bytes) {
        const answer = changes([...bytes]);
        reply = answer && Uint8Array.from(answer);
        return 'accepted';
      },
      read() {
        if (reply === null) return { kind: 'wait', untilMs: null };
        const bytes = reply;
        reply = null;
        return { kind: 'bytes', bytes };
      },
    };
  };

  test('that answers only to one-byte questions is asked in one byte', async () => {
    const seen: (readonly number[])[] = [];
    const bench = await openWheel({
      device: odd((report) => {
        seen.push(report);
        return report.length === 1 ? [2, 5] : null;
      }),
    });
    expect(bench.wheel.info.slots).toBe(5);
    seen.length = 0;
    expect(await bench.wheel.position()).toBe(2);
    expect(seen).toEqual([[0]]);
  });

  test('that does not know its slots is made to count them, and waited for', async () => {
    let counted = false;
    let polls = 0;
    const bench = await openWheel({
      device: odd(([first, second]) => {
        if (first === 0 && second === 1) counted = true;
        if (!counted) return [1, 0];
        return polls++ < 20 ? [0, 0] : [1, 5];
      }),
    });
    expect(bench.wheel.info.slots).toBe(5);
  });

  test('that ignores its first order gets it again', async () => {
    let at = 1;
    const orders: number[] = [];
    const bench = await openWheel({
      device: odd(([first]) => {
        if (first! > 0x80) orders.push(first! - 0x80);
        if (orders.length === 2) at = orders[1]!;
        return [at, 5];
      }),
    });
    await bench.go(3);
    expect(orders).toEqual([3, 3]);
  });

  test('that ignores all orders is stuck', async () => {
    const bench = await openWheel({ device: odd(() => [1, 5]) });
    expect((await rejection(bench.go(3))).failure).toBe('jammed');
  });

  test('that answers to nothing is told as such', async () => {
    const thrown = await rejection(openWheel({ device: odd(() => null) }));
    expect(thrown.failure).toBe('timeout');
  });

  test('has options that are checked', async () => {
    const thrown = await rejection(openWheel({ options: { wheelDirection: 'left' } }));
    expect(thrown).toMatchObject({ failure: 'refused', message: expect.stringContaining('wheelDirection') });
  });
});
