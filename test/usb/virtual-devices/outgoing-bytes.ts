/** What a device has to say, in order, each piece becoming available with time. */
import type { Delivery } from './virtual-usb-device.ts';

/** How a piece ends on the bus. */
export type Ending =
  /** With its last packet: only one that is not full ends a transfer that asked for more. */
  | 'packet'
  /** With a short packet in any case. */
  | 'short'
  /** The endpoint halts. */
  | 'stall'
  /** Never: whoever asked for more waits. */
  | 'silent'
  /** The device leaves the bus. */
  | 'gone';

export interface Piece {
  readonly bytes: Uint8Array;
  readonly fromMs: number;
  /** Infinity: all at once. */
  readonly bytesPerMs: number;
  readonly ending: Ending;
}

export interface OutgoingBytes {
  push(piece: Piece): void;
  /** Takes what a transfer of at most `length` bytes gets, once all of it is there. */
  take(length: number, nowMs: number): Delivery;
  clear(): void;
  /** Bytes not yet taken. */
  readonly pending: number;
}

export function createOutgoingBytes(packetSize: number): OutgoingBytes {
  let queue: Piece[] = [];
  /** Bytes of the first piece that were taken. */
  let taken = 0;

  const drop = (count: number) => {
    taken += count;
    while (queue.length > 0 && taken >= queue[0]!.bytes.length && queue[0]!.ending === 'packet') {
      taken -= queue[0]!.bytes.length;
      queue.shift();
    }
  };
  const dropFirst = () => {
    queue.shift();
    taken = 0;
  };

  return {
    push(piece) {
      queue.push(piece);
    },
    take(length, nowMs) {
      const parts: Uint8Array[] = [];
      let missing = length;
      let start = taken;
      for (const { bytes, fromMs, bytesPerMs, ending } of queue) {
        const part = bytes.subarray(start, start + missing);
        const readyMs = fromMs + (start + part.length) / bytesPerMs;
        if (nowMs < readyMs) return { kind: 'wait', untilMs: readyMs };
        parts.push(part);
        missing -= part.length;
        start = 0;
        if (missing > 0 && ending !== 'packet') return endOf(ending, Buffer.concat(parts));
        const endsShort = ending === 'packet' && bytes.length % packetSize !== 0;
        if (missing === 0 || endsShort) {
          drop(length - missing);
          return { kind: 'bytes', bytes: parts.length === 1 ? part : Buffer.concat(parts) };
        }
      }
      return { kind: 'wait', untilMs: null };
    },
    clear() {
      queue = [];
      taken = 0;
    },
    get pending() {
      return queue.reduce((sum, { bytes }) => sum + bytes.length, 0) - taken;
    },
  };

  function endOf(ending: Exclude<Ending, 'packet'>, bytes: Uint8Array): Delivery {
    // Nothing comes after a silence; what was sent before it stays in the device.
    if (ending === 'silent') return { kind: 'wait', untilMs: null };
    dropFirst();
    if (ending === 'short') return { kind: 'bytes', bytes };
    return ending === 'stall' ? { kind: 'stall', bytes } : { kind: 'gone' };
  }
}
