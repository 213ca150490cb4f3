import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  formatDeviceList,
  formatImport,
  formatSubmitted,
  formatUnlinked,
  parseOperation,
  parseRequest,
  UsbipError,
} from './messages.ts';

const CAMERA = {
  ...{ busId: '1-1', busNumber: 1, deviceNumber: 2, speed: 3 },
  ...{ vendorId: 0x1278, productId: 0x0194, interfaceClass: 0xff },
};

/** A submit as Linux' vhci_hcd sends it. */
function submit(given: {
  sequence: number;
  isIn: boolean;
  endpoint: number;
  length: number;
  data?: Uint8Array;
}): Buffer {
  const head = Buffer.alloc(48);
  const words = [1, given.sequence, 0x10002, given.isIn ? 1 : 0, given.endpoint, 0, given.length];
  words.forEach((word, i) => void head.writeUInt32BE(word, i * 4));
  return Buffer.concat([head, given.data ?? Buffer.alloc(0)]);
}
function unlink(sequence: number, victim: number): Buffer {
  const head = Buffer.alloc(48);
  [2, sequence, 0x10002, 0, 0, victim].forEach((word, i) => void head.writeUInt32BE(word, i * 4));
  return head;
}

describe('operations', () => {
  test('a list and an import are read as usbip sends them', () => {
    expect(parseOperation(Buffer.from('0111800500000000', 'hex'))).toEqual({ message: { kind: 'list' }, bytes: 8 });
    const wanted = Buffer.concat([Buffer.from('0111800300000000', 'hex'), Buffer.from('1-2'), Buffer.alloc(29)]);
    expect(parseOperation(wanted)).toEqual({ message: { kind: 'import', busId: '1-2' }, bytes: 40 });
    expect(parseOperation(wanted.subarray(0, 39))).toBeNull();
  });

  test('what is no operation is turned away', () => {
    expect(() => parseOperation(Buffer.from('GET / HTTP/1.1'))).toThrow(UsbipError);
  });

  test('a list has 12 + 316 bytes a device, an import 8 + 312, with the numbers where usbip looks for them', () => {
    const list = formatDeviceList([CAMERA, { ...CAMERA, busId: '1-2' }]);
    expect(list.length).toBe(12 + 2 * 316);
    expect(list.readUInt32BE(8)).toBe(2);
    const imported = formatImport(CAMERA);
    expect(imported.length).toBe(320);
    expect(imported.readUInt32BE(4)).toBe(0);
    expect(imported.toString('latin1', 8 + 256, 8 + 256 + 4)).toBe('1-1\0');
    expect([imported.readUInt32BE(296), imported.readUInt32BE(300), imported.readUInt32BE(304)]).toEqual([1, 2, 3]);
    expect([imported.readUInt16BE(308), imported.readUInt16BE(310)]).toEqual([0x1278, 0x0194]);
    expect(formatImport(null)).toEqual(Buffer.from('0111000300000001', 'hex'));
  });
});

describe('requests', () => {
  test('a submit’s numbers, setup and data', () => {
    const parsed = parseRequest(
      submit({ sequence: 7, isIn: false, endpoint: 1, length: 3, data: Buffer.from([4, 5, 6]) }),
    );
    expect(parsed).toMatchObject({
      bytes: 51,
      message: { kind: 'submit', sequence: 7, isIn: false, endpoint: 1, length: 3, data: Uint8Array.of(4, 5, 6) },
    });
    // The room for an answer is not data that follows.
    expect(parseRequest(submit({ sequence: 8, isIn: true, endpoint: 2, length: 512 }))?.bytes).toBe(48);
  });

  test('other commands and impossible lengths are turned away', () => {
    const wrong = unlink(1, 2);
    wrong.writeUInt32BE(9, 0);
    expect(() => parseRequest(wrong)).toThrow(UsbipError);
    expect(() => parseRequest(submit({ sequence: 1, isIn: true, endpoint: 2, length: 2 ** 31 }))).toThrow(UsbipError);
  });

  test('a stream of requests is read the same however it is cut', () => {
    const request = fc.oneof(
      fc.record({ sequence: fc.nat(), endpoint: fc.nat(15), data: fc.uint8Array({ maxLength: 40 }) }).map((given) => ({
        bytes: submit({ ...given, isIn: false, length: given.data.length }),
        told: ['submit', given.sequence, [...given.data]],
      })),
      fc.record({ sequence: fc.nat(), endpoint: fc.nat(15), length: fc.nat(2 ** 20) }).map((given) => ({
        bytes: submit({ ...given, isIn: true }),
        told: ['submit', given.sequence, []],
      })),
      fc.tuple(fc.nat(), fc.nat()).map(([sequence, victim]) => ({
        bytes: unlink(sequence, victim),
        told: ['unlink', sequence, victim],
      })),
    );
    fc.assert(
      fc.property(fc.array(request, { maxLength: 8 }), fc.array(fc.nat(60)), (requests, cuts) => {
        const stream = Buffer.concat(requests.map(({ bytes }) => bytes));
        const told: unknown[] = [];
        let unread: Buffer = Buffer.alloc(0);
        let at = 0;
        for (const length of [...cuts, stream.length]) {
          unread = Buffer.concat([unread, stream.subarray(at, at + length)]);
          at += length;
          for (let parsed = parseRequest(unread); parsed !== null; parsed = parseRequest(unread)) {
            const { message } = parsed;
            told.push(
              message.kind === 'submit'
                ? ['submit', message.sequence, [...message.data]]
                : ['unlink', message.sequence, message.victim],
            );
            unread = unread.subarray(parsed.bytes);
          }
        }
        expect(told).toEqual(requests.map((each) => each.told));
        expect(unread).toHaveLength(0);
      }),
    );
  });
});

test('answers carry sequence, state, length and received bytes', () => {
  const [head, data] = formatSubmitted({ sequence: 9, isIn: true }, { status: 0, received: Uint8Array.of(1, 2) });
  expect([head!.readUInt32BE(0), head!.readUInt32BE(4), head!.readInt32BE(20), head!.readUInt32BE(24)]).toEqual([
    3, 9, 0, 2,
  ]);
  expect(head).toHaveLength(48);
  expect(data).toEqual(Buffer.of(1, 2));
  const stalled = formatSubmitted({ sequence: 9, isIn: false }, { status: -32 });
  expect(stalled).toHaveLength(1);
  expect(stalled[0]!.readInt32BE(20)).toBe(-32);
  expect(formatUnlinked(5, -104).subarray(0, 24).toString('hex')).toBe(
    '0000000400000005000000000000000000000000ffffff98',
  );
});
