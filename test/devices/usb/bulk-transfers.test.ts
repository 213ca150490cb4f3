import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  drain,
  IncompleteRead,
  readInto,
  startingPace,
  transferTimeMs,
} from '../../../src-main/devices/usb/bulk-transfers.ts';
import { UsbFault, type UsbPipes } from '../../../src-main/devices/usb/usb-ports.ts';

const PACKET = 512;

/** A device that sends these transfers, each at most as long as asked, and then what `after` does. */
function pipesGiving(
  transfers: Uint8Array[],
  after: () => Promise<Uint8Array> = timeout,
): UsbPipes & { asked: number[] } {
  const queue = [...transfers];
  const asked: number[] = [];
  return {
    asked,
    packetBytes: PACKET,
    async read(length) {
      asked.push(length);
      const next = queue.shift();
      if (!next) return after();
      if (next.length > length) queue.unshift(next.subarray(length));
      return next.subarray(0, length);
    },
    async write() {},
    async clearHalts() {},
    async reset() {},
    async close() {},
  };
}
const timeout = () => Promise.reject(new UsbFault('timeout', 'Cancelled'));
const noSignal = new AbortController().signal;
const counting = (length: number) => Uint8Array.from({ length }, (_, index) => index * 7);

describe('reading much', () => {
  test('gives the bytes in their order, however the device cuts them up', async () => {
    const cuts = fc.array(fc.integer({ min: 1, max: 5000 }), { minLength: 1, maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(cuts, async (lengths) => {
        const all = counting(lengths.reduce((sum, length) => sum + length, 0));
        let from = 0;
        const transfers = lengths.map((length) => {
          const transfer = all.subarray(from, from + length);
          from += length;
          return transfer;
        });
        const into = new Uint8Array(all.length);
        await readInto(into, pipesGiving(transfers), noSignal);
        expect(Buffer.compare(into, all)).toBe(0);
      }),
    );
  });

  test('asks for whole packets, and for no more than a bounded piece at a time', async () => {
    const all = counting(5_000_100);
    const pipes = pipesGiving([all]);
    await readInto(new Uint8Array(all.length), pipes, noSignal);
    for (const length of pipes.asked) {
      expect(length % PACKET).toBe(0);
      expect(length).toBeLessThanOrEqual(1 << 22);
    }
    expect(pipes.asked[0]).toBe(1 << 20);
  });

  test('a device that has been quick is asked for more at once, from the first piece of the next frame on', async () => {
    const pace = startingPace();
    const frame = counting(12_000_000);
    await readInto(new Uint8Array(frame.length), pipesGiving([frame]), noSignal, pace);
    const next = pipesGiving([frame]);
    await readInto(new Uint8Array(frame.length), next, noSignal, pace);
    expect(next.asked[0]).toBe(1 << 22);
  });

  test('says how much came before a fault, and whether the device had ended by itself', async () => {
    const read = (transfers: Uint8Array[]) => readInto(new Uint8Array(4000), pipesGiving(transfers), noSignal);
    await expect(read([counting(1000)])).rejects.toMatchObject({ received: 1000, endedShort: true });
    await expect(read([])).rejects.toMatchObject({ received: 0, endedShort: false });
    await expect(read([])).rejects.toBeInstanceOf(IncompleteRead);
  });

  test('makes do with smaller pieces where the system has no memory for large ones', async () => {
    const all = counting(3_000_000);
    const roomy = pipesGiving([all]);
    const largest = 200_000;
    const crowded = new UsbFault('crowded', 'Unknown(12)');
    const pipes = {
      ...roomy,
      read: (length: number) => (length > largest ? Promise.reject(crowded) : roomy.read(length, 1)),
    };
    const into = new Uint8Array(all.length);
    await readInto(into, pipes, noSignal);
    expect(Buffer.compare(into, all)).toBe(0);
    const never = { ...roomy, read: () => Promise.reject(crowded) };
    await expect(readInto(into, never, noSignal)).rejects.toMatchObject({ cause: crowded });
  });

  test('refuses more than there is room for', async () => {
    const work = readInto(new Uint8Array(1000), pipesGiving([counting(1010)]), noSignal);
    await expect(work).rejects.toMatchObject({ kind: 'broken', message: expect.stringContaining('10 bytes too many') });
  });

  test('ends at once when aborted, though a transfer is under way', async () => {
    const controller = new AbortController();
    const never = pipesGiving([], () => new Promise(() => {}));
    const work = readInto(new Uint8Array(1000), never, controller.signal);
    const reason = new Error('enough');
    controller.abort(reason);
    await expect(work).rejects.toBe(reason);
  });

  test('gives a transfer time by its length: a second for 200 kB, and patience', () => {
    expect(transferTimeMs(0)).toBe(5000);
    expect(transferTimeMs(1_000_000)).toBe(10_000);
  });
});

describe('draining', () => {
  test('drops what comes until nothing does', async () => {
    expect(await drain(pipesGiving([counting(700), counting(40_000)]), 10)).toBe(40_700);
    expect(await drain(pipesGiving([]), 10)).toBe(0);
  });

  test('does not go on for ever', async () => {
    const work = drain(
      pipesGiving([], async () => new Uint8Array(1 << 20)),
      10,
    );
    await expect(work).rejects.toMatchObject({ kind: 'broken' });
  });

  test('passes on what is no silence', async () => {
    const stalled = pipesGiving([], () => Promise.reject(new UsbFault('stalled', 'Stall')));
    await expect(drain(stalled, 10)).rejects.toMatchObject({ kind: 'stalled' });
  });
});
