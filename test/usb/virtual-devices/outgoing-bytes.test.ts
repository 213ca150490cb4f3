import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createOutgoingBytes } from './outgoing-bytes.ts';

const NOW = { fromMs: 0, bytesPerMs: Number.POSITIVE_INFINITY, ending: 'packet' } as const;
const bytes = (length: number) => Uint8Array.from({ length }, (_, i) => i & 0xff);

describe('where a transfer ends', () => {
  test('when it is full, or with a packet that is not', () => {
    const outgoing = createOutgoingBytes(64);
    outgoing.push({ ...NOW, bytes: bytes(100) });
    expect(outgoing.take(64, 0)).toMatchObject({ kind: 'bytes', bytes: bytes(64) });
    expect(outgoing.take(512, 0)).toMatchObject({ kind: 'bytes', bytes: bytes(100).subarray(64) });
    expect(outgoing.pending).toBe(0);
  });

  test('bytes that end with a full packet are held back for a transfer that asked for more, until more comes', () => {
    const outgoing = createOutgoingBytes(64);
    outgoing.push({ ...NOW, bytes: bytes(128) });
    expect(outgoing.take(512, 0)).toEqual({ kind: 'wait', untilMs: null });
    outgoing.push({ ...NOW, bytes: bytes(2) });
    expect(outgoing.take(512, 0)).toMatchObject({ bytes: { length: 130 } });
  });
});

test('whatever is asked for in whatever pieces, all bytes come once and in order', () => {
  fc.assert(
    fc.property(
      fc.array(fc.uint8Array({ maxLength: 200 }), { maxLength: 5 }),
      fc.array(fc.integer({ min: 1, max: 100 })),
      (pieces, lengths) => {
        const outgoing = createOutgoingBytes(64);
        for (const piece of pieces) outgoing.push({ ...NOW, bytes: piece });
        const all = Buffer.concat(pieces);
        let taken = Buffer.alloc(0);
        for (const length of lengths) {
          const delivery = outgoing.take(length, 0);
          if (delivery.kind === 'bytes') taken = Buffer.concat([taken, delivery.bytes]);
        }
        expect(taken).toEqual(all.subarray(0, taken.length));
        expect(outgoing.pending).toBe(all.length - taken.length);
      },
    ),
  );
});
