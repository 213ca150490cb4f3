import { describe, expect, test } from 'vitest';
import {
  clearCommand,
  clearFieldCommand,
  clearRegistersCommand,
  coolerCommand,
  FIELD_EVEN,
  FIELD_ODD,
  modelCommand,
  parametersCommand,
  parseCooler,
  parseModel,
  parseParameters,
  readCommand,
  readFieldCommand,
  resetCommand,
  shutterCommand,
  timedReadCommand,
} from '../../../src-main/devices/starlight-xpress/camera-protocol.ts';

const WINDOW = { x: 0x0102, y: 0x0304, width: 0x0506, height: 0x0708, xBin: 2, yBin: 4 };
const WINDOW_BYTES = [0x02, 0x01, 0x04, 0x03, 0x06, 0x05, 0x08, 0x07, 2, 4];

describe('a command', () => {
  test.each([
    ['reset', resetCommand(), [0x40, 6, 0, 0, 0, 0, 0, 0]],
    ['parameters', parametersCommand(), [0xc0, 8, 0, 0, 0, 0, 17, 0]],
    ['model', modelCommand(), [0xc0, 14, 0, 0, 0, 0, 2, 0]],
    ['clear', clearCommand(), [0x40, 1, 3, 0, 0, 0, 0, 0]],
    ['clear of the even field', clearFieldCommand(FIELD_EVEN), [0x40, 1, 2 | 8, 0, 0, 0, 0, 0]],
    ['clear of the odd field', clearFieldCommand(FIELD_ODD), [0x40, 1, 1 | 8, 0, 0, 0, 0, 0]],
    ['clear of the registers', clearRegistersCommand(), [0x40, 1, 8, 0, 0, 0, 0, 0]],
    ['read', readCommand(WINDOW), [0x40, 3, 3, 0, 0, 0, 10, 0, ...WINDOW_BYTES]],
    ['read of the even field', readFieldCommand(FIELD_EVEN, WINDOW), [0x40, 3, 2 | 4, 0, 0, 0, 10, 0, ...WINDOW_BYTES]],
    ['read of the odd field', readFieldCommand(FIELD_ODD, WINDOW), [0x40, 3, 1 | 4, 0, 0, 0, 10, 0, ...WINDOW_BYTES]],
    [
      'timed read',
      timedReadCommand(WINDOW, 0x0a0b0c0d),
      [0x40, 2, 3, 0, 0, 0, 14, 0, ...WINDOW_BYTES, 0x0d, 0x0c, 0x0b, 0x0a],
    ],
    ['shutter open', shutterCommand(true), [0x40, 32, 0, 0x40, 0, 0, 0, 0]],
    ['shutter closed', shutterCommand(false), [0x40, 32, 0, 0x80, 0, 0, 0, 0]],
    // 2730 is 0 °C: −10 °C is 2630 = 0x0a46.
    ['cooler on', coolerCommand(true, -10), [0x40, 30, 0x46, 0x0a, 1, 0, 0, 0]],
    ['cooler on, tenths', coolerCommand(true, -10.04), [0x40, 30, 0x46, 0x0a, 1, 0, 0, 0]],
    ['cooler off', coolerCommand(false, 0), [0x40, 30, 0xaa, 0x0a, 0, 0, 0, 0]],
  ])('for %s', (_, bytes, expected) => {
    expect([...bytes]).toEqual(expected);
  });
});

/** width 1392, height 1040, 6.45 µm, mono, 16 bits, no serial ports, ST4 + cooler + shutter. */
const REPLY = [10, 11, 0x70, 0x05, 12, 13, 0x10, 0x04, 0x73, 0x06, 0x73, 0x06, 0xff, 0x0f, 16, 0, 0x31];

describe('an answer', () => {
  test('with the parameters', () => {
    expect(parseParameters(Uint8Array.from(REPLY))).toEqual({
      width: 1392,
      height: 1040,
      pixelWidthUm: 0x673 / 256,
      pixelHeightUm: 0x673 / 256,
      colourMatrix: 0x0fff,
      bitsPerPixel: 16,
      hasGuidePort: true,
      hasGuideSensor: false,
      hasCooler: true,
      hasShutter: true,
    });
  });

  test.each([
    [0x01, 'hasGuidePort'],
    [0x08, 'hasGuideSensor'],
    [0x10, 'hasCooler'],
    [0x20, 'hasShutter'],
  ] as const)('capability %i is %s alone', (bit, name) => {
    const { hasGuidePort, hasGuideSensor, hasCooler, hasShutter } = parseParameters(
      Uint8Array.from(REPLY.with(16, bit)),
    );
    const all = { hasGuidePort, hasGuideSensor, hasCooler, hasShutter };
    expect(Object.entries(all).filter(([, has]) => has)).toEqual([[name, true]]);
  });

  test.each([
    ['no width', REPLY.with(2, 0).with(3, 0)],
    ['no height', REPLY.with(6, 0).with(7, 0)],
    ['no pixel', REPLY.with(8, 0).with(9, 0)],
    ['pixels as large as a hand', REPLY.with(11, 0xff)],
    ['4 bits', REPLY.with(14, 4)],
    ['all ones', REPLY.map(() => 0xff)],
  ])('with nonsense is refused: %s', (_, reply) => {
    expect(() => parseParameters(Uint8Array.from(reply))).toThrow(
      expect.objectContaining({ failure: 'protocol', message: expect.stringContaining('makes no sense') }),
    );
  });

  test('with a temperature', () => {
    expect(parseCooler(Uint8Array.of(0x46, 0x0a, 1))).toEqual({ sensorC: -10, on: true });
    expect(parseCooler(Uint8Array.of(0xb4, 0x0a, 0))).toEqual({ sensorC: 1, on: false });
  });

  test('with a temperature that no sensor has is refused', () => {
    for (const reply of [
      [0, 0, 1],
      [0xff, 0xff, 1],
    ]) {
      expect(() => parseCooler(Uint8Array.from(reply))).toThrow(expect.objectContaining({ failure: 'protocol' }));
    }
  });

  test('is read from wherever it lies in a larger buffer', () => {
    const buffer = Uint8Array.of(9, 9, 9, 0x59, 0x01);
    expect(parseModel(buffer.subarray(3))).toBe(0x159);
    expect(parseCooler(Uint8Array.of(7, 0x46, 0x0a, 1).subarray(1)).sensorC).toBe(-10);
  });
});
