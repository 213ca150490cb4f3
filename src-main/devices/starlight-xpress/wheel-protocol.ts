/**
 * What a Starlight Xpress filter wheel is told and what it answers: HID reports of two bytes each way, without report ids.
 * Every report to it is answered by where it stands and how many slots it has.
 *
 * Facts from: indi-3rdparty indi-sx/sxwheel.cpp, micro-manager's StarlightXpress adapter.
 */
import { DeviceError, type SlotFromOne } from '../ports.ts';

/** Set: the shorter way round; else always the same way. */
const SHORTEST = 0x80;
const LARGEST_SLOT = 0x7f;
/** No Starlight Xpress wheel has more. */
const MOST_SLOTS = 16;

export type WheelDirection = 'shortest' | 'one-way';

/**
 * HID libraries take a leading zero byte for a report id and leave it out (hidapi on Linux does), so that {0, x} reaches
 * wheels as one byte, and those in use have learned to understand that.
 */
export type BusForm = 'two-bytes' | 'one-byte';

export function whereReport(form: BusForm): Uint8Array {
  return form === 'two-bytes' ? Uint8Array.of(0, 0) : Uint8Array.of(0);
}

/** Makes the wheel turn once and count its slots. */
export function calibrateReport(form: BusForm): Uint8Array {
  return form === 'two-bytes' ? Uint8Array.of(0, 1) : Uint8Array.of(1);
}

export function goReport(slot: SlotFromOne, direction: WheelDirection): Uint8Array {
  if (!Number.isInteger(slot) || slot < 1 || slot > LARGEST_SLOT) throw new RangeError(`There is no slot ${slot}.`);
  return Uint8Array.of(direction === 'shortest' ? SHORTEST + slot : slot, 0);
}

export interface WheelReply {
  /** Null while the wheel moves. */
  readonly slot: SlotFromOne | null;
  /** Null as long as the wheel has not counted. */
  readonly slots: number | null;
}

/** @throws DeviceError `protocol` for what no wheel says */
export function parseWheelReply(reply: Uint8Array): WheelReply {
  const [slot, slots] = reply;
  if (reply.length < 2 || slots! > MOST_SLOTS || (slots !== 0 && slot! > slots!)) {
    const said = [...reply].join(', ');
    throw new DeviceError('protocol', `The filter wheel’s answer makes no sense (${said}). Try another cable or port.`);
  }
  return { slot: slot || null, slots: slots || null };
}
