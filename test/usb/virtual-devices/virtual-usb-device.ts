/**
 * What a USB device is to the bus: a machine without clock, socket or thread. Time is passed in, ms of any monotonic
 * clock, so that the same device serves a USB/IP connection and a test in the process.
 */
import type { UsbDescriptors } from './descriptors.ts';

/** What an IN endpoint says when it is asked for data. */
export type Delivery =
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array }
  /** Nothing yet. `untilMs`: when asking again makes sense; null: nothing is coming until something else happens. */
  | { readonly kind: 'wait'; readonly untilMs: number | null }
  /** The endpoint halts; `bytes` came before it did. */
  | { readonly kind: 'stall'; readonly bytes?: Uint8Array }
  /** The device has left the bus. */
  | { readonly kind: 'gone' };

/** The eight bytes that begin a control transfer (USB 2.0, 9.3), as numbers. */
export interface SetupPacket {
  readonly requestType: number;
  readonly request: number;
  readonly value: number;
  readonly index: number;
  readonly length: number;
}

export interface VirtualUsbDevice {
  readonly descriptors: UsbDescriptors;
  /** One transfer to an OUT endpoint (number without direction). */
  write(endpoint: number, bytes: Uint8Array, nowMs: number): 'accepted' | 'stall';
  /** What an IN endpoint (number without direction) gives to a transfer of at most `length` bytes. Bytes are given once. */
  read(endpoint: number, length: number, nowMs: number): Delivery;
  /** A class or vendor request; what is standard is answered by the bus. Bytes answer an IN request. */
  control(setup: SetupPacket, data: Uint8Array, nowMs: number): Uint8Array | 'stall';
  /** The device loses its power and gets it again, or the bus is reset: whatever was under way is gone. */
  powerCycle(nowMs: number): void;
}
