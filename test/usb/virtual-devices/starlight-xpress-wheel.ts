/**
 * A Starlight Xpress filter wheel as the bus sees it: a HID device whose reports are two bytes each way, without report
 * ids. {0,0} asks where it is, {0,1} how many slots there are (and calibrates), {0x80 + n, 0} sends it to slot n the short
 * way, {n, 0} in one direction. Every report is answered by {slot, slots}; slot 0: it moves. Facts from public drivers.
 *
 * Hosts take a leading zero byte for a report id and do not send it, so that {0, x} arrives as the one byte {x}: seen from
 * Debian's indi_sx_wheel. Both forms are understood.
 */
import { HID_CLASS, makeDescriptors } from './descriptors.ts';
import { createOutgoingBytes } from './outgoing-bytes.ts';
import { STARLIGHT_XPRESS } from './starlight-xpress-camera.ts';
import type { VirtualUsbDevice } from './virtual-usb-device.ts';

const PRODUCT = 0x0920;
const ENDPOINT = 1;
const SHORTEST_WAY = 0x80;
const PACKET = 8;

/** HID class requests (HID 1.11, 7.2). */
const GET_REPORT = 0x01;
const SET_REPORT = 0x09;
const SET_IDLE = 0x0a;

/** Vendor page, one collection: two bytes in, two bytes out (HID 1.11, 6.2.2). */
const REPORT_DESCRIPTOR = Uint8Array.from([
  ...[0x06, 0x00, 0xff, 0x09, 0x01, 0xa1, 0x01],
  ...[0x15, 0x00, 0x26, 0xff, 0x00, 0x75, 0x08, 0x95, 0x02],
  ...[0x09, 0x02, 0x81, 0x02, 0x09, 0x03, 0x91, 0x02, 0xc0],
]);

export interface WheelOptions {
  readonly serial: string | null;
  readonly slots: number;
  /** From one slot to the next, ms. */
  readonly stepMs: number;
  /** Whether reports go out on an endpoint of their own; else by control requests. */
  readonly hasOutEndpoint?: boolean;
}

/** How a wheel may misbehave: it never arrives, or it arrives elsewhere. */
export type WheelTrouble = 'jammed' | 'one-slot-short' | null;

export interface VirtualWheel extends VirtualUsbDevice {
  /** Slot from 1; 0 while it moves. */
  position(nowMs: number): number;
  /** Reports as they came over the bus. */
  reportsSeen(): readonly (readonly number[])[];
  setTrouble(trouble: WheelTrouble): void;
}

export function createVirtualWheel({ serial, slots, stepMs, hasOutEndpoint = true }: WheelOptions): VirtualWheel {
  const descriptors = makeDescriptors({
    vendorId: STARLIGHT_XPRESS,
    productId: PRODUCT,
    manufacturer: 'Starlight Xpress',
    product: 'Filter wheel',
    serial,
    speed: 'full',
    interfaceClass: HID_CLASS,
    endpoints: [
      { address: 0x81, kind: 'interrupt', packetSize: PACKET },
      ...(hasOutEndpoint ? [{ address: 0x01, kind: 'interrupt', packetSize: PACKET } as const] : []),
    ],
    hidReport: REPORT_DESCRIPTOR,
  });
  const outgoing = createOutgoingBytes(PACKET);
  const seen: (readonly number[])[] = [];
  let slot = 1;
  let arrivesMs = 0;
  let trouble: WheelTrouble = null;

  const position = (nowMs: number) => (nowMs < arrivesMs ? 0 : slot);
  const go = (target: number, steps: number, nowMs: number) => {
    if (steps === 0) return;
    slot = trouble === 'one-slot-short' ? ((target + slots - 2) % slots) + 1 : target;
    arrivesMs = trouble === 'jammed' ? Number.POSITIVE_INFINITY : nowMs + steps * stepMs;
  };
  const obey = (report: Uint8Array, nowMs: number) => {
    seen.push([...report]);
    const [order, argument] = report.length === 1 ? [0, report[0]!] : [report[0]!, report[1]!];
    const target = order & ~SHORTEST_WAY;
    // A wheel that moves answers, but takes no further orders.
    const isFree = position(nowMs) !== 0;
    if (order === 0 && argument === 1 && isFree) {
      go(1, slots, nowMs);
    } else if (target >= 1 && target <= slots && isFree) {
      const forward = (target - slot + slots) % slots;
      go(target, order & SHORTEST_WAY ? Math.min(forward, slots - forward) : forward, nowMs);
    }
    const reply = Uint8Array.from([position(nowMs), slots]);
    outgoing.push({ bytes: reply, fromMs: nowMs, bytesPerMs: Number.POSITIVE_INFINITY, ending: 'packet' });
  };
  const isReport = (bytes: Uint8Array) => bytes.length === 1 || bytes.length === 2;

  return {
    descriptors,
    write(endpoint, bytes, nowMs) {
      if (endpoint !== ENDPOINT || !hasOutEndpoint || !isReport(bytes)) return 'stall';
      obey(bytes, nowMs);
      return 'accepted';
    },
    read(endpoint, length, nowMs) {
      return endpoint === ENDPOINT ? outgoing.take(length, nowMs) : { kind: 'stall' };
    },
    control({ request, requestType }, data, nowMs) {
      if (requestType === 0x21 && request === SET_REPORT && isReport(data)) {
        obey(data, nowMs);
        return new Uint8Array();
      }
      if (requestType === 0x21 && request === SET_IDLE) return new Uint8Array();
      if (requestType === 0xa1 && request === GET_REPORT) return Uint8Array.from([position(nowMs), slots]);
      return 'stall';
    },
    powerCycle(nowMs) {
      outgoing.clear();
      arrivesMs = Math.min(arrivesMs, nowMs);
    },
    position,
    reportsSeen: () => seen,
    setTrouble(next) {
      trouble = next;
      if (next === null && arrivesMs === Number.POSITIVE_INFINITY) arrivesMs = 0;
    },
  };
}
