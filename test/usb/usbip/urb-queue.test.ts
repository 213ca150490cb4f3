import { describe, expect, test } from 'vitest';
import { CAMERA_MODELS } from '../virtual-devices/camera-models.ts';
import { createVirtualCamera } from '../virtual-devices/starlight-xpress-camera.ts';
import { createVirtualWheel } from '../virtual-devices/starlight-xpress-wheel.ts';
import type { VirtualUsbDevice } from '../virtual-devices/virtual-usb-device.ts';
import { SHORT_NOT_OK, type Submit } from './messages.ts';
import { createUrbQueue, type Progress } from './urb-queue.ts';

const MODEL_WORD = Uint8Array.of(0xc0, 14, 0, 0, 0, 0, 2, 0);
const NONSENSE = Uint8Array.of(0xc0, 99, 0, 0, 0, 0, 2, 0);
const CLEAR_HALT = (endpoint: number) => Uint8Array.of(2, 1, 0, 0, endpoint, 0, 0, 0);

function attach(device: VirtualUsbDevice) {
  const queue = createUrbQueue(device);
  let sequence = 0;
  const ask = (given: Partial<Submit>, nowMs = 0) => {
    sequence += 1;
    const common = { kind: 'submit', sequence, deviceId: 1, isIn: false, endpoint: 0, flags: 0, length: 0 } as const;
    return queue.handle({ ...common, setup: new Uint8Array(8), data: new Uint8Array(), ...given }, nowMs);
  };
  return {
    queue,
    out: (data: Uint8Array, nowMs = 0) => ask({ endpoint: 1, data, length: data.length }, nowMs),
    in: (length: number, flags = 0, nowMs = 0) => ask({ endpoint: 2, isIn: true, length, flags }, nowMs),
    control: (setup: Uint8Array, given: Partial<Submit> = {}) => ask({ setup, isIn: setup[0]! >= 0x80, ...given }),
    unlink: (victim: number) => queue.handle({ kind: 'unlink', sequence: 1000, victim }, 0),
    lastSequence: () => sequence,
  };
}
const camera = () => createVirtualCamera(CAMERA_MODELS['h694-small'], { serial: 'S-1', seed: 1 });

/** Sequence, status and bytes of each answer. */
function told({ replies }: Progress) {
  const answers: { sequence: number; status: number; bytes: string }[] = [];
  for (const reply of replies) {
    const last = answers.at(-1);
    if (reply.length === 48)
      answers.push({ sequence: reply.readUInt32BE(4), status: reply.readInt32BE(20), bytes: '' });
    else last!.bytes = reply.toString('hex');
  }
  return answers;
}

describe('transfers', () => {
  test('a read waits for the command whose answer it gets', () => {
    const bus = attach(camera());
    expect(bus.in(64).replies).toEqual([]);
    expect(told(bus.out(MODEL_WORD))).toEqual([
      { sequence: 2, status: 0, bytes: '' },
      { sequence: 1, status: 0, bytes: '2e00' },
    ]);
  });

  test('a short answer is an error only for who said that it would be', () => {
    const bus = attach(camera());
    bus.out(MODEL_WORD);
    expect(told(bus.in(64, SHORT_NOT_OK))).toEqual([{ sequence: 2, status: -121, bytes: '2e00' }]);
  });

  test('a refused command halts the endpoint until it is cleared', () => {
    const bus = attach(camera());
    expect(told(bus.out(NONSENSE))[0]!.status).toBe(-32);
    expect(told(bus.out(MODEL_WORD))[0]!.status).toBe(-32);
    bus.control(CLEAR_HALT(0x01));
    expect(told(bus.out(MODEL_WORD))[0]!.status).toBe(0);
  });

  test('a waiting read that is unlinked never gets anything; one that was answered is told so', () => {
    const bus = attach(camera());
    bus.in(64);
    expect(told(bus.unlink(1))).toEqual([{ sequence: 1000, status: -104, bytes: '' }]);
    expect(told(bus.out(MODEL_WORD))).toHaveLength(1);
    expect(told(bus.in(64))[0]!.bytes).toBe('2e00');
    expect(told(bus.unlink(3))).toEqual([{ sequence: 1000, status: 0, bytes: '' }]);
  });

  test('what becomes available with time says when to ask again', () => {
    const slow = createVirtualCamera(CAMERA_MODELS.unknown, { serial: null, seed: 1, bytesPerMs: 10 });
    const bus = attach(slow);
    const latch = Uint8Array.of(0x40, 3, 3, 0, 0, 0, 10, 0, 0, 0, 0, 0, 50, 0, 10, 0, 1, 1);
    bus.out(Uint8Array.of(0x40, 1, 3, 0, 0, 0, 0, 0), 100);
    bus.out(latch, 100);
    expect(bus.in(1000, 0, 150)).toEqual({ replies: [], nextMs: 200, gone: false });
    expect(bus.queue.advance(199).replies).toEqual([]);
    expect(told(bus.queue.advance(200))[0]!.bytes).toHaveLength(2000);
  });

  test('a camera that leaves the bus ends the connection', () => {
    const leaving = camera();
    leaving.orderFault({ fault: { kind: 'gone', afterBytes: 100 }, once: true });
    const bus = attach(leaving);
    bus.out(Uint8Array.of(0x40, 3, 3, 0, 0, 0, 10, 0, 0, 0, 0, 0, 50, 0, 10, 0, 1, 1));
    expect(bus.in(1000).gone).toBe(true);
  });
});

describe('control requests', () => {
  const descriptor = (type: number, index: number, length: number) =>
    Uint8Array.of(0x80, 6, index, type, 0, 0, length & 0xff, length >> 8);

  test('descriptors come as they are, cut to the length asked for', () => {
    const bus = attach(camera());
    expect(told(bus.control(descriptor(1, 0, 8), { length: 8 }))[0]!.bytes).toBe('1201000200000040');
    expect(told(bus.control(descriptor(1, 0, 64), { length: 64 }))[0]!.bytes).toBe(
      '12010002000000407812940100010102' + '0301',
    );
    expect(told(bus.control(descriptor(2, 0, 255), { length: 255 }))[0]!.bytes).toBe(
      '0902200001010' + '0c032' + '090400000' + '2ff000000' + '07050102000200' + '07058202000200',
    );
    expect(told(bus.control(descriptor(3, 3, 255), { length: 255 }))[0]!.bytes).toBe('0803' + '53002d003100');
    expect(told(bus.control(descriptor(6, 0, 10), { length: 10 }))[0]!.status).toBe(-32);
  });

  test('a wheel without an endpoint for reports takes them by SET_REPORT', () => {
    const wheel = createVirtualWheel({ serial: null, slots: 5, stepMs: 100, hasOutEndpoint: false });
    const bus = attach(wheel);
    const setReport = Uint8Array.of(0x21, 9, 0, 2, 0, 0, 2, 0);
    expect(told(bus.control(setReport, { data: Uint8Array.of(0x83, 0), length: 2 }))[0]!.status).toBe(0);
    expect(wheel.position(0)).toBe(0);
    expect(wheel.position(200)).toBe(3);
    expect(told(bus.out(Uint8Array.of(0, 0)))[0]!.status).toBe(-32);
  });
});
