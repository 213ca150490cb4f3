import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import {
  drain,
  IncompleteRead,
  readInto,
  startingPace,
  transferTimeMs,
} from '../../../src-main/devices/usb/bulk-transfers.ts';
import { UsbFault, type UsbPipes } from '../../../src-main/devices/usb/usb-ports.ts';
import { createOutgoingBytes, type OutgoingBytes } from '../../usb/virtual-devices/outgoing-bytes.ts';

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
      // A transfer's bytes are in a buffer of their own.
      return next.slice(0, length);
    },
    async write() {},
    async clearHalts() {},
    async reset() {},
    async close() {},
  };
}
/** A device that ends transfers as the bus does: by a packet that is not full, or not at all. */
function pipesOf(device: OutgoingBytes): UsbPipes {
  return {
    ...pipesGiving([]),
    async read(length) {
      const delivery = device.take(length, 0);
      return delivery.kind === 'bytes' ? new Uint8Array(delivery.bytes) : timeout();
    },
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

  test('ended by a packet that is not full has taken all that the device had to say, be it an old answer before or bytes too many', async () => {
    const frame = fc.integer({ min: PACKET + 1, max: 3000 });
    const stale = fc.constantFrom(0, 2, 3, 17);
    const extra = fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 1200 }));
    await fc.assert(
      fc.asyncProperty(frame, stale, extra, async (length, before, after) => {
        const device = createOutgoingBytes(PACKET);
        for (const bytes of [before, length + after]) {
          device.push({ bytes: counting(bytes), fromMs: 0, bytesPerMs: Number.POSITIVE_INFINITY, ending: 'packet' });
        }
        const end = await readInto(new Uint8Array(length), pipesOf(device), noSignal).catch(() => null);
        if (end?.endedShort) expect(device.pending).toBe(0);
        if (before === 0 && after === 0) expect(end).toEqual({ endedShort: length % PACKET !== 0 });
      }),
    );
  });

  test('asks for the next piece before the last one is put in its place', async () => {
    const all = counting(2_500_000);
    const into = new Uint8Array(all.length);
    const pipes = pipesGiving([all]);
    const inPlace: boolean[] = [];
    const noting = {
      ...pipes,
      read(length: number, timeoutMs: number) {
        const asked = pipes.asked.reduce((sum, bytes) => sum + bytes, 0);
        inPlace.push(asked > 0 && into[asked - 1] === all[asked - 1]);
        return pipes.read(length, timeoutMs);
      },
    };
    await readInto(into, noting, noSignal);
    expect(inPlace).toEqual([false, false]);
    expect(Buffer.compare(into, all)).toBe(0);
  });

  test('when aborted ends with the transfer under way, so that the device has nothing left to answer', async () => {
    const controller = new AbortController();
    const transfer = Promise.withResolvers<Uint8Array>();
    const pipes = pipesGiving([], () => transfer.promise);
    const work = readInto(new Uint8Array(4000), pipes, controller.signal);
    const reason = new Error('enough');
    let ended = false;
    const outcome = expect(work.finally(() => (ended = true))).rejects.toBe(reason);
    controller.abort(reason);
    await new Promise(setImmediate);
    expect(ended).toBe(false);
    transfer.resolve(counting(1024));
    await outcome;
    expect(pipes.asked).toHaveLength(1);
  });

  test('when aborted does not wait for ever for a transfer under way', async () => {
    vi.useFakeTimers();
    try {
      const controller = new AbortController();
      const never = pipesGiving([], () => new Promise(() => {}));
      const reason = new Error('enough');
      const outcome = expect(readInto(new Uint8Array(1000), never, controller.signal)).rejects.toBe(reason);
      controller.abort(reason);
      await vi.advanceTimersByTimeAsync(1500);
      await outcome;
    } finally {
      vi.useRealTimers();
    }
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
