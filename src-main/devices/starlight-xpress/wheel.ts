/** A Starlight Xpress filter wheel: the port's promises kept over USB. */
import type { Clock } from '../clock.ts';
import { DeviceError, type FilterWheelPort, type SlotFromOne, type WheelInfo } from '../ports.ts';
import { drain } from '../usb/bulk-transfers.ts';
import type { DeviceLink } from '../usb/device-link.ts';
import { UsbFault, type UsbPipes } from '../usb/usb-ports.ts';
import {
  type BusForm,
  calibrateReport,
  goReport,
  parseWheelReply,
  type WheelDirection,
  type WheelReply,
  whereReport,
} from './wheel-protocol.ts';

const REPORT_MS = 2000;
const POLL_EVERY_MS = 250;
/** Once round takes up to 20 s; a wheel that takes longer is stuck. */
const LONGEST_MOVE_MS = 30_000;
/** A wheel that still stands where it was after this time has not taken its order. */
const SETS_OUT_WITHIN_MS = 3000;
/** Time that the filter shakes after it has arrived. */
const SETTLE_MS = 250;
const SILENCE_MS = 50;

export interface WheelConversation {
  where(): Promise<WheelReply>;
  calibrate(): Promise<WheelReply>;
  go(slot: SlotFromOne): Promise<WheelReply>;
}

/** Talks to a wheel in the form that it answers to, found out at the first question. */
export function createWheelConversation(link: DeviceLink, direction: WheelDirection): WheelConversation {
  let form: BusForm | null = null;

  const exchange = async (pipes: UsbPipes, report: Uint8Array): Promise<WheelReply> => {
    await pipes.write(report, REPORT_MS);
    return parseWheelReply(await pipes.read(pipes.packetBytes, REPORT_MS));
  };
  const withAnotherTry = async (pipes: UsbPipes, report: Uint8Array): Promise<WheelReply> => {
    try {
      return await exchange(pipes, report);
    } catch (thrown) {
      if (!isPassing(thrown)) throw thrown;
      await pipes.clearHalts();
      await drain(pipes, SILENCE_MS);
      return exchange(pipes, report);
    }
  };
  const findForm = async (pipes: UsbPipes): Promise<BusForm> => {
    try {
      await withAnotherTry(pipes, whereReport('two-bytes'));
      return 'two-bytes';
    } catch (thrown) {
      if (!isPassing(thrown)) throw thrown;
      await pipes.clearHalts();
      await exchange(pipes, whereReport('one-byte'));
      return 'one-byte';
    }
  };
  const say = (report: (form: BusForm) => Uint8Array) =>
    link.use(async (pipes) => {
      form ??= await findForm(pipes);
      return withAnotherTry(pipes, report(form));
    });

  return {
    where: () => say(whereReport),
    calibrate: () => say(calibrateReport),
    go: (slot) => say(() => goReport(slot, direction)),
  };
}

/** What a second try, or the other form, may mend. */
function isPassing(thrown: unknown): boolean {
  if (thrown instanceof UsbFault) return thrown.kind === 'timeout' || thrown.kind === 'stalled';
  return thrown instanceof DeviceError && thrown.failure === 'protocol';
}

/** Waits until the wheel stands still and knows its slots; makes it count them if need be. */
export async function readyWheel(talk: WheelConversation, clock: Clock, name: string): Promise<{ slots: number }> {
  const { slots } = await untilStill(talk, clock, name);
  if (slots !== null) return { slots };
  await talk.calibrate();
  const counted = await untilStill(talk, clock, name);
  if (counted.slots !== null) return { slots: counted.slots };
  throw new DeviceError('protocol', `${name} has turned once and found no slots. Check that its filters are in place.`);
}

export function createStarlightXpressWheel(
  talk: WheelConversation,
  { link, clock, info }: { readonly link: DeviceLink; readonly clock: Clock; readonly info: WheelInfo },
): FilterWheelPort {
  const { name } = link;

  /** True once it has arrived; false when it did not set out. */
  const travel = async (slot: SlotFromOne, signal: AbortSignal): Promise<boolean> => {
    const began = clock.monotonic();
    let at = (await talk.go(slot)).slot;
    let hasMoved = false;
    for (;;) {
      if (at === slot) return true;
      const elapsed = clock.monotonic() - began;
      if (at === null) {
        hasMoved = true;
        if (elapsed > LONGEST_MOVE_MS) throw jammed(name, `on its way to slot ${slot}`);
      } else {
        if (hasMoved) throw new DeviceError('wrong-slot', `${name} was sent to slot ${slot} and reports slot ${at}.`);
        if (elapsed > SETS_OUT_WITHIN_MS) return false;
      }
      await clock.sleep(POLL_EVERY_MS, signal);
      at = (await talk.where()).slot;
    }
  };

  return {
    info,
    async position() {
      return (await talk.where()).slot;
    },
    async moveTo(slot, signal) {
      if (!Number.isInteger(slot) || slot < 1 || slot > info.slots) {
        throw new DeviceError('refused', `${name} has slots 1 to ${info.slots}; there is no slot ${slot}.`);
      }
      // A wheel cannot be stopped half way, and takes no orders meanwhile: a move that was given up has to end first.
      const { slot: start } = await untilStill(talk, clock, name, signal);
      if (start === slot) return;
      if (!(await travel(slot, signal)) && !(await travel(slot, signal))) throw jammed(name, `in slot ${start}`);
      await clock.sleep(SETTLE_MS, signal);
    },
    close: () => link.close(),
  };
}

async function untilStill(
  talk: WheelConversation,
  clock: Clock,
  name: string,
  signal?: AbortSignal,
): Promise<WheelReply> {
  const began = clock.monotonic();
  for (;;) {
    const reply = await talk.where();
    if (reply.slot !== null) return reply;
    if (clock.monotonic() - began > LONGEST_MOVE_MS) throw jammed(name, 'between two slots');
    await clock.sleep(POLL_EVERY_MS, signal);
  }
}

function jammed(name: string, where: string): DeviceError {
  return new DeviceError('jammed', `${name} is stuck ${where}. Check that nothing blocks it, then move it again.`);
}
