import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FIELD_BOTH, FIELD_EVEN, FIELD_ODD, FLAG_NO_WIPE, FLAG_SPARE } from './camera-commands.ts';
import type { CameraFault } from './camera-faults.ts';
import { CAMERA_MODELS, type CameraModelName } from './camera-models.ts';
import { createVirtualCamera, type VirtualCamera } from './starlight-xpress-camera.ts';

const SKY = 1000;

/** A camera with the commands that public drivers send, and the bytes that it gives. */
function tryOut(model: CameraModelName, options: { bytesPerMs?: number } = {}) {
  const camera = createVirtualCamera(CAMERA_MODELS[model], { serial: null, seed: 5, skyAduPerS: SKY, ...options });
  camera.powerCycle(0);
  const send = (bytes: readonly number[], nowMs = 0) => camera.write(1, Uint8Array.from(bytes), nowMs);
  const window = (x: number, y: number, width: number, height: number, xBin: number, yBin: number) => [
    ...[x, y, width, height].flatMap((word) => [word & 0xff, word >> 8]),
    ...[xBin, yBin],
  ];
  return {
    camera,
    send,
    clear: (flags: number, nowMs = 0) => send([0x40, 1, flags, 0, 0, 0, 0, 0], nowMs),
    latch: (flags: number, part: readonly number[], nowMs = 0) => {
      const [x, y, width, height, xBin, yBin] = part;
      return send([0x40, 3, flags, 0, 0, 0, 10, 0, ...window(x!, y!, width!, height!, xBin!, yBin!)], nowMs);
    },
    timedRead: (part: readonly number[], ms: number, nowMs = 0) => {
      const [x, y, width, height, xBin, yBin] = part;
      const time = [ms & 0xff, ms >> 8, 0, 0];
      return send(
        [0x40, 2, FIELD_BOTH, 0, 0, 0, 14, 0, ...window(x!, y!, width!, height!, xBin!, yBin!), ...time],
        nowMs,
      );
    },
    /** Everything that is there, as 16-bit numbers; stops at the first wait. */
    pixels: (nowMs = 1e6) => {
      const parts: Uint8Array[] = [];
      for (;;) {
        const delivery = camera.read(2, 2, nowMs);
        if (delivery.kind !== 'bytes') break;
        parts.push(delivery.bytes);
      }
      const bytes = Uint8Array.from(Buffer.concat(parts));
      return new Uint16Array(bytes.buffer);
    },
    answer: (length: number, nowMs = 0) => {
      const delivery = camera.read(2, length, nowMs);
      return delivery.kind === 'bytes' ? [...delivery.bytes] : delivery.kind;
    },
  };
}
const truth = (camera: VirtualCamera, x: number, y: number, width: number, height: number, binning = 1) =>
  camera.truth(camera.lastFrame()!.exposure.frameNumber, { x, y, width, height }, binning);

describe('answers', () => {
  test.each([
    ['model', 'h694-small', [0xc0, 14, 0, 0, 0, 0, 2, 0], [0x2e, 0]],
    [
      'parameters: 322 × 242, 4.54 µm, mono, 16 bits, cooler',
      'h694-small',
      [0xc0, 8, 0, 0, 0, 0, 17, 0],
      [20, 20, 0x42, 1, 10, 10, 242, 0, 0x8a, 4, 0x8a, 4, 0xff, 0x0f, 16, 0, 0x10],
    ],
    [
      'interlaced: half the height, twice the pixel height',
      'm9-small',
      [0xc0, 8, 0, 0, 0, 0, 17, 0],
      [20, 20, 188, 0, 10, 10, 73, 0, 0x9a, 8, 0x34, 17, 0xff, 0x0f, 16, 0, 0],
    ],
    ['cooler on towards −10 °C from 10 °C', 'h694-small', [0x40, 30, 0x46, 0x0a, 1, 0, 0, 0], [0x0e, 0x0b, 1]],
    ['shutter open', 'h36-small', [0x40, 32, 0, 0x40, 0, 0, 0, 0], [0, 0x40]],
  ] as const)('%s', (_, model, command, answer) => {
    const { send, answer: read } = tryOut(model);
    expect(send(command)).toBe('accepted');
    expect(read(512)).toEqual(answer);
  });

  test('the timer counts down', () => {
    const { send, answer } = tryOut('h694-small');
    send([0x40, 4, 0, 0, 0, 0, 4, 0, 0x84, 3, 0, 0], 100);
    send([0xc0, 5, 0, 0, 0, 0, 4, 0], 600);
    expect(answer(4, 600)).toEqual([0x90, 1, 0, 0]);
  });

  test('the cooler reaches its set point', () => {
    const { send, answer } = tryOut('h694-small');
    const order = [0x40, 30, 0x46, 0x0a, 1, 0, 0, 0];
    send(order, 0);
    answer(3, 0);
    send(order, 3000);
    expect(answer(3, 3000)).toEqual([0x46, 0x0a, 1]);
  });

  test.each([
    ['too short', [0xc0, 14, 0]],
    ['an unknown request', [0xc0, 99, 0, 0, 0, 0, 2, 0]],
    ['the wrong direction', [0x40, 14, 0, 0, 0, 0, 2, 0]],
    ['another length than the answer has', [0xc0, 14, 0, 0, 0, 0, 4, 0]],
    ['data that is announced but missing', [0x40, 4, 0, 0, 0, 0, 4, 0]],
    ['the guide sensor, which is not there', [0x40, 1, 3, 0, 1, 0, 0, 0]],
    ['a shutter that is not there', [0x40, 32, 0, 0x40, 0, 0, 0, 0]],
  ])('%s stalls', (_, command) => {
    expect(tryOut('h694-small').send(command)).toBe('stall');
  });
});

describe('exposures', () => {
  const WHOLE = [0, 0, 128, 96, 1, 1];

  test('the frame holds what fell on the sensor between clear and latch, each frame other pixels', () => {
    const { camera, clear, latch, pixels } = tryOut('unknown');
    clear(FIELD_BOTH, 1000);
    latch(FIELD_BOTH, WHOLE, 3000);
    const first = pixels();
    expect(first).toEqual(truth(camera, 0, 0, 128, 96));
    expect(camera.lastFrame()).toMatchObject({
      complaints: [],
      exposure: { evenRows: { collectedMs: 2000, litMs: 2000 } },
    });
    // Two seconds of sky over bias and noise.
    const mean = first.reduce((sum, value) => sum + value, 0) / first.length;
    expect(mean).toBeGreaterThan(3000);
    clear(FIELD_BOTH, 4000);
    latch(FIELD_BOTH, WHOLE, 6000);
    expect(pixels()).not.toEqual(first);
  });

  test('without a clear the frame holds all that fell since it was last read, and the camera complains', () => {
    const { camera, clear, latch, pixels } = tryOut('unknown');
    clear(FIELD_BOTH, 0);
    latch(FIELD_BOTH, WHOLE, 1000);
    pixels();
    latch(FIELD_BOTH, WHOLE, 4000);
    expect(camera.lastFrame()!.exposure.evenRows.collectedMs).toBe(3000);
    expect(camera.lastFrame()!.complaints.join()).toContain('without a clear');
  });

  test('registers that were not emptied for long show in the pixels, a clear of them alone leaves the exposure', () => {
    const sloppy = tryOut('unknown');
    sloppy.clear(FIELD_BOTH, 0);
    sloppy.latch(FIELD_BOTH, WHOLE, 9000);
    expect(sloppy.pixels()).not.toEqual(truth(sloppy.camera, 0, 0, 128, 96));
    const careful = tryOut('unknown');
    careful.clear(FIELD_BOTH, 0);
    careful.clear(FLAG_NO_WIPE, 6000);
    careful.latch(FIELD_BOTH, WHOLE, 9000);
    expect(careful.pixels()).toEqual(truth(careful.camera, 0, 0, 128, 96));
    expect(careful.camera.lastFrame()!.exposure.evenRows.collectedMs).toBe(9000);
  });

  test('with a shutter light counts only while it is open', () => {
    const { camera, send, clear, latch, answer } = tryOut('h36-small');
    clear(FIELD_BOTH, 0);
    send([0x40, 32, 0, 0x40, 0, 0, 0, 0], 500);
    answer(2, 500);
    send([0x40, 32, 0, 0x80, 0, 0, 0, 0], 1500);
    answer(2, 1500);
    latch(FIELD_BOTH, [0, 0, 8, 8, 1, 1], 2000);
    expect(camera.lastFrame()!.exposure.evenRows).toEqual({ collectedMs: 2000, litMs: 1000 });
  });

  test('a read timed by the camera clears, and comes when its time has passed', () => {
    const { camera, timedRead, answer, pixels } = tryOut('unknown');
    timedRead([0, 0, 50, 10, 1, 1], 300, 1000);
    expect(answer(1000, 1299)).toBe('wait');
    expect(pixels(1300)).toEqual(truth(camera, 0, 0, 50, 10));
    expect(camera.lastFrame()!.exposure.evenRows.collectedMs).toBe(300);
  });

  test('answers that nobody fetched stay in front of the pixels, until a reset', () => {
    const { send, clear, latch, answer, camera } = tryOut('unknown');
    send([0xc0, 14, 0, 0, 0, 0, 2, 0]);
    clear(FIELD_BOTH);
    latch(FIELD_BOTH, [0, 0, 4, 4, 1, 1]);
    expect(answer(2)).toEqual([0x2f, 0]);
    expect(camera.lastFrame()!.complaints.join()).toContain('2 bytes waited to be read');
    send([0x40, 6, 0, 0, 0, 0, 0, 0]);
    expect(answer(2)).toBe('wait');
  });

  test.each([
    ['beyond the sensor', [100, 0, 64, 8, 1, 1]],
    ['binned by three', [0, 0, 30, 30, 3, 3]],
    ['of nothing', [0, 0, 0, 8, 1, 1]],
  ])('a window %s stalls', (_, part) => {
    const { clear, latch } = tryOut('unknown');
    clear(FIELD_BOTH);
    expect(latch(FIELD_BOTH, part)).toBe('stall');
  });
});

describe('the order of the wire', () => {
  test('a window of a progressive sensor, binned', () => {
    fc.assert(
      fc.property(
        fc.nat(60),
        fc.nat(40),
        fc.integer({ min: 4, max: 60 }),
        fc.integer({ min: 4, max: 50 }),
        fc.constantFrom(1, 2, 4),
        (x, y, width, height, binning) => {
          const { camera, clear, latch, pixels } = tryOut('unknown');
          clear(FIELD_BOTH, 0);
          latch(FIELD_BOTH, [x, y, width, height, binning, binning], 500);
          expect(pixels()).toEqual(truth(camera, x, y, width, height, binning));
        },
      ),
      { numRuns: 20 },
    );
  });

  test('binned pixels are the sum of their charges over one bias', () => {
    const { camera, clear, latch, pixels } = tryOut('unknown');
    clear(FIELD_BOTH, 0);
    latch(FIELD_BOTH, [10, 20, 2, 2, 2, 2], 500);
    const [a, b, c, d] = truth(camera, 10, 20, 2, 2);
    expect([...pixels()]).toEqual([a! + b! + c! + d! - 3 * 1000]);
  });

  test('two fields of an interlaced sensor: the odd field has rows 0, 2, 4…, the even one 1, 3, 5…', () => {
    const { camera, clear, latch, pixels } = tryOut('m9-small');
    clear(FIELD_EVEN | FLAG_NO_WIPE, 0);
    clear(FIELD_ODD | FLAG_NO_WIPE, 130);
    latch(FIELD_EVEN | FLAG_SPARE, [8, 5, 20, 3, 1, 1], 1000);
    const even = pixels();
    latch(FIELD_ODD | FLAG_SPARE, [8, 5, 20, 3, 1, 1], 1130);
    const odd = pixels();
    const image = truth(camera, 8, 10, 20, 6);
    const row = (number: number) => image.subarray(number * 20, (number + 1) * 20);
    for (const pair of [0, 1, 2]) {
      expect(odd.subarray(pair * 20, (pair + 1) * 20)).toEqual(row(pair * 2));
      expect(even.subarray(pair * 20, (pair + 1) * 20)).toEqual(row(pair * 2 + 1));
    }
    // One frame of two fields, each exposed a second.
    expect(camera.frames()).toHaveLength(1);
    expect(camera.lastFrame()).toMatchObject({
      complaints: [],
      exposure: { evenRows: { collectedMs: 1000 }, oddRows: { collectedMs: 1000 } },
    });
  });

  test('both fields of an interlaced sensor at once are binned by two rows already', () => {
    const { camera, clear, latch, pixels } = tryOut('m9-small');
    clear(FIELD_BOTH, 0);
    latch(FIELD_BOTH, [8, 5, 20, 6, 2, 1], 1000);
    expect(pixels()).toEqual(truth(camera, 8, 10, 20, 12, 2));
    clear(FIELD_BOTH, 2000);
    latch(FIELD_BOTH, [8, 3, 20, 8, 4, 2], 3000);
    expect(pixels()).toEqual(truth(camera, 8, 12, 20, 16, 4));
  });

  test.each([
    ['m26c', [0, 2, 1, 3]],
    ['m25c', [0, 2, 3, 1]],
  ] as const)('ICX453 in the %s: (0,0), (1,0), then the second column’s two', (model, order) => {
    const { camera, clear, latch, pixels } = tryOut(model);
    clear(FIELD_BOTH, 0);
    latch(FIELD_BOTH, [200 * 2, 100 / 2, 2 * 2, 2 / 2, 1, 1], 1000);
    const image = truth(camera, 200, 100, 2, 2);
    expect([...pixels()]).toEqual(order.map((at) => image[at]));
  });
});

describe('faults', () => {
  const PART = [0, 0, 100, 10, 1, 1];
  /** What reads of 512 bytes give, and of 2000 bytes in all. */
  const readsAfter = (fault: CameraFault) => {
    const { camera, clear, latch } = tryOut('unknown');
    camera.orderFault({ fault, once: true });
    clear(FIELD_BOTH);
    latch(FIELD_BOTH, PART);
    return [1, 2, 3, 4, 5].map(() => {
      const delivery = camera.read(2, 512, 1000);
      const bytes = 'bytes' in delivery ? (delivery.bytes?.length ?? 0) : 0;
      return `${delivery.kind} ${bytes}`;
    });
  };
  const nothing = 'wait 0';
  test.each([
    [{ kind: 'stall', afterBytes: 600 }, ['bytes 512', 'stall 88', nothing, nothing, nothing]],
    [{ kind: 'short', afterBytes: 600 }, ['bytes 512', 'bytes 88', nothing, nothing, nothing]],
    [{ kind: 'short', afterBytes: 1024 }, ['bytes 512', 'bytes 512', 'bytes 0', nothing, nothing]],
    [{ kind: 'silent', afterBytes: 600 }, ['bytes 512', nothing, nothing, nothing, nothing]],
    [{ kind: 'gone', afterBytes: 512 }, ['bytes 512', 'gone 0', nothing, nothing, nothing]],
    [{ kind: 'extra', bytes: 10 }, ['bytes 512', 'bytes 512', 'bytes 512', 'bytes 474', nothing]],
  ] as const)('%j', (fault, reads) => {
    expect(readsAfter(fault)).toEqual(reads);
  });

  test('once is once; else until it is taken back', () => {
    const { camera, send, answer } = tryOut('unknown');
    const ask = () => {
      send([0xc0, 14, 0, 0, 0, 0, 2, 0]);
      return answer(2);
    };
    camera.orderFault({ fault: { kind: 'garbage' }, once: true });
    expect([ask(), ask()]).toEqual([
      [0x8a, 0xa5],
      [0x2f, 0],
    ]);
    camera.orderFault({ fault: { kind: 'garbage' }, once: false });
    expect([ask(), ask()]).toEqual([
      [0x8a, 0xa5],
      [0x8a, 0xa5],
    ]);
    camera.orderFault(null);
    expect(ask()).toEqual([0x2f, 0]);
    expect(camera.faultsHappened()).toBe(3);
  });

  test('a refused command stalls, a late answer comes late', () => {
    const { camera, send, answer } = tryOut('unknown');
    const model = [0xc0, 14, 0, 0, 0, 0, 2, 0];
    camera.orderFault({ fault: { kind: 'refuse' }, once: true });
    expect([send(model), send(model)]).toEqual(['stall', 'accepted']);
    expect(answer(2)).toEqual([0x2f, 0]);
    camera.orderFault({ fault: { kind: 'late', ms: 700 }, once: true });
    send(model, 1000);
    expect(answer(2, 1699)).toBe('wait');
    expect(answer(2, 1700)).toEqual([0x2f, 0]);
  });
});
