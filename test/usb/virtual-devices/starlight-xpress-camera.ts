/**
 * A Starlight Xpress camera as the bus sees it: commands on bulk OUT 1, answers and pixels on bulk IN 2. Strict where a
 * real one would be, so that a sloppy driver fails: a command that makes no sense stalls, answers that nobody fetched
 * stay in front of the pixels, an exposure without a clear contains what fell on the sensor before it. What a real camera
 * takes without a word but a driver should not do stands in the frame's `complaints`.
 */
import {
  type CameraCommand,
  FIELD_BOTH,
  FIELD_EVEN,
  FIELD_ODD,
  FLAG_NO_WIPE,
  type LatchWindow,
  readCommand,
} from './camera-commands.ts';
import { createCameraCooler } from './camera-cooler.ts';
import { type OrderedFault, spoilAnswer, spoilPixels } from './camera-faults.ts';
import type { CameraModel } from './camera-models.ts';
import { createChargeClock } from './charge-clock.ts';
import { makeDescriptors, VENDOR_CLASS } from './descriptors.ts';
import { createOutgoingBytes } from './outgoing-bytes.ts';
import { createVirtualSensor, type SensorExposure, type Window } from './virtual-sensor.ts';
import type { VirtualUsbDevice } from './virtual-usb-device.ts';
import { type Latch, readOut, understandLatch } from './wire-order.ts';

export const STARLIGHT_XPRESS = 0x1278;
const COMMAND_ENDPOINT = 1;
const DATA_ENDPOINT = 2;
const PACKET = 512;

const CAPABILITY_COOLER = 0x10;
const CAPABILITY_SHUTTER = 0x20;

/** Longer than this without emptying the registers, dark current from them shows in the frame. */
const REGISTERS_PATIENCE_MS = 5000;
const SMEAR_ADU = 500;
/** Frames whose exposure is remembered for those who ask later. */
const REMEMBERED_FRAMES = 256;
const REMEMBERED_REFUSALS = 16;

export interface CameraOptions {
  readonly serial: string | null;
  readonly seed: number;
  /** Sky or flat panel, ADU a second. */
  readonly skyAduPerS?: number;
  /** How fast the sensor is read; Infinity for as fast as the bus goes. */
  readonly bytesPerMs?: number;
}

/** One exposure that was read, whole or in part. */
export interface ProducedFrame {
  readonly exposure: SensorExposure;
  /** Fields read so far, as flags. */
  readonly fieldsRead: number;
  readonly latch: Latch;
  /** What the driver should have done otherwise. */
  readonly complaints: readonly string[];
}

export interface VirtualCamera extends VirtualUsbDevice {
  readonly model: CameraModel;
  /** The last frame; null before the first. */
  lastFrame(): ProducedFrame | null;
  /** The frames that are remembered, oldest first. */
  frames(): readonly ProducedFrame[];
  /** What that frame looks like in any window of the sensor, whatever window was read. */
  truth(frameNumber: number, window: Window, binning: number): Uint16Array;
  /** ADU a second from now on. */
  setSky(aduPerS: number): void;
  setSpeed(bytesPerMs: number): void;
  shutterIsOpen(): boolean;
  /** Replaces the fault ordered before; null: no more faults. */
  orderFault(ordered: OrderedFault | null): void;
  /** The last commands that made no sense to the camera, as hexadecimal bytes. */
  refusedCommands(): readonly string[];
  /** How often an ordered fault has happened. */
  faultsHappened(): number;
}

export function createVirtualCamera(model: CameraModel, options: CameraOptions): VirtualCamera {
  const descriptors = makeDescriptors({
    vendorId: STARLIGHT_XPRESS,
    productId: model.productId,
    manufacturer: 'Starlight Xpress',
    product: model.name,
    serial: options.serial,
    speed: 'high',
    interfaceClass: VENDOR_CLASS,
    endpoints: [
      { address: 0x01, kind: 'bulk', packetSize: PACKET },
      { address: 0x82, kind: 'bulk', packetSize: PACKET },
    ],
    hidReport: null,
  });
  const sensor = createVirtualSensor({ ...model, seed: options.seed });
  const outgoing = createOutgoingBytes(PACKET);
  let bytesPerMs = options.bytesPerMs ?? Number.POSITIVE_INFINITY;
  let skyAduPerS = options.skyAduPerS ?? 0;
  const charge = createChargeClock(!model.shutter);
  const cooler = createCameraCooler();
  let timerEndsMs = 0;
  let frames: ProducedFrame[] = [];
  let nextNumber = 1;
  let complaints: string[] = [];
  let refused: readonly string[] = [];
  /** Until when a read timed by the camera keeps it busy. */
  let busyUntilMs = Number.NEGATIVE_INFINITY;

  let fault: OrderedFault | null = null;
  let faultsHappened = 0;

  /** Sends what the ordered fault makes of it, if it makes anything. */
  const send = (bytes: Uint8Array, fromMs: number, speed: number, spoil: typeof spoilPixels) => {
    const spoilt = fault && spoil(fault.fault, bytes);
    if (spoilt) faultHappens();
    const { delayMs, ending, ...sent } = spoilt ?? { bytes, delayMs: 0, ending: 'packet' };
    outgoing.push({ ...sent, fromMs: fromMs + delayMs, bytesPerMs: speed, ending });
  };
  const faultHappens = () => {
    faultsHappened += 1;
    if (fault?.once) fault = null;
  };
  const answer = (bytes: readonly number[], nowMs: number) => {
    send(Uint8Array.from(bytes), nowMs, Number.POSITIVE_INFINITY, spoilAnswer);
  };

  /** The fields' charge goes to the registers at `atMs`, and from there over the wire. */
  const latch = (flags: number, window: LatchWindow, atMs: number): boolean => {
    const understood = understandLatch(model, flags, window);
    if (understood === null) return false;
    const { fields } = understood;
    const registersMs = charge.registersMs(atMs);
    const taken = charge.takeFields(fields, atMs);
    if (!taken.cleared)
      complaints.push('Latched without a clear before: the frame holds what fell on the sensor since.');

    const begun = frames.at(-1);
    const completes = begun !== undefined && fields !== FIELD_BOTH && begun.fieldsRead === (FIELD_BOTH ^ fields);
    const exposure: SensorExposure = {
      frameNumber: completes ? begun.exposure.frameNumber : nextNumber++,
      evenRows: fields & FIELD_ODD || !completes ? taken.oddField : begun.exposure.evenRows,
      oddRows: fields & FIELD_EVEN || !completes ? taken.evenField : begun.exposure.oddRows,
      skyAduPerS: completes ? begun.exposure.skyAduPerS : skyAduPerS,
    };
    const pixels = readOut(model, sensor, exposure, understood);
    if (registersMs > REGISTERS_PATIENCE_MS) {
      complaints.push(`The registers were not emptied for ${Math.round(registersMs)} ms before the frame was latched.`);
      for (let i = 0; i < pixels.length; i++) pixels[i] = Math.min(pixels[i]! + SMEAR_ADU, 0xffff);
    }
    const earlier = completes ? begun.complaints : [];
    const frame = {
      exposure,
      fieldsRead: completes ? FIELD_BOTH : fields,
      latch: understood,
      complaints: [...earlier, ...complaints],
    };
    complaints = [];
    frames = [...(completes ? frames.slice(0, -1) : frames), frame].slice(-REMEMBERED_FRAMES);
    send(new Uint8Array(pixels.buffer), atMs, bytesPerMs, spoilPixels);
    return true;
  };

  const obey = (command: CameraCommand, nowMs: number): boolean => {
    switch (command.name) {
      case 'clear':
        if (command.sensor !== 0) return false;
        charge.clear(clearedFields(command.flags), nowMs);
        return true;
      case 'read':
        return command.sensor === 0 && latch(command.flags, command.window, nowMs);
      case 'timed-read': {
        if (command.sensor !== 0 || understandLatch(model, command.flags, command.window) === null) return false;
        if ((command.flags & FLAG_NO_WIPE) === 0) charge.clear(clearedFields(command.flags), nowMs);
        busyUntilMs = nowMs + command.ms;
        return latch(command.flags, command.window, busyUntilMs);
      }
      case 'set-timer':
        timerEndsMs = nowMs + command.ms;
        return true;
      case 'get-timer':
        answer(u32(Math.max(0, Math.round(timerEndsMs - nowMs))), nowMs);
        return true;
      case 'reset':
        outgoing.clear();
        busyUntilMs = Number.NEGATIVE_INFINITY;
        return true;
      case 'parameters':
        if (command.sensor !== 0) return false;
        answer(parameters(model), nowMs);
        return true;
      case 'model':
        answer(u16(model.modelWord), nowMs);
        return true;
      case 'build':
        answer(u16(7), nowMs);
        return true;
      case 'firmware':
        answer(u32(0x0001_0011), nowMs);
        return true;
      case 'cooler': {
        if (!model.cooler) return false;
        const { kelvinTenths, on } = cooler.order(command, nowMs);
        answer([...u16(kelvinTenths), on ? 1 : 0], nowMs);
        return true;
      }
      case 'shutter':
        if (!model.shutter) return false;
        charge.setShutter(command.open, nowMs);
        answer([0, command.open ? 0x40 : 0x80], nowMs);
        return true;
    }
  };

  const refuse = (bytes: Uint8Array): 'stall' => {
    refused = [...refused, Buffer.from(bytes).toString('hex')].slice(-REMEMBERED_REFUSALS);
    return 'stall';
  };

  return {
    model,
    descriptors,
    write(endpoint, bytes, nowMs) {
      const command = endpoint === COMMAND_ENDPOINT ? readCommand(bytes) : null;
      if (command === null) return refuse(bytes);
      if (fault?.fault.kind === 'refuse') {
        faultHappens();
        return 'stall';
      }
      const unread = outgoing.pending;
      if (command.name !== 'reset') {
        if (nowMs < busyUntilMs) complaints.push(`“${command.name}” while the camera timed an exposure.`);
        else if (unread > 0) complaints.push(`“${command.name}” while ${unread} bytes waited to be read.`);
      }
      return obey(command, nowMs) ? 'accepted' : refuse(bytes);
    },
    read(endpoint, length, nowMs) {
      return endpoint === DATA_ENDPOINT ? outgoing.take(length, nowMs) : { kind: 'stall' };
    },
    control: () => 'stall',
    powerCycle(nowMs) {
      outgoing.clear();
      charge.powerOn(nowMs);
      cooler.powerOn(nowMs);
      complaints = [];
      busyUntilMs = Number.NEGATIVE_INFINITY;
    },
    lastFrame: () => frames.at(-1) ?? null,
    frames: () => frames,
    truth(frameNumber, window, binning) {
      const frame = frames.find(({ exposure }) => exposure.frameNumber === frameNumber);
      if (!frame) throw new Error(`Frame ${frameNumber} is not among the last ${REMEMBERED_FRAMES} of ${model.name}.`);
      return sensor.image(frame.exposure, window, { x: binning, y: binning });
    },
    setSky(aduPerS) {
      skyAduPerS = aduPerS;
    },
    setSpeed(speed) {
      bytesPerMs = speed;
    },
    shutterIsOpen: () => model.shutter && charge.isLit(),
    orderFault(ordered) {
      fault = ordered;
    },
    refusedCommands: () => refused,
    faultsHappened: () => faultsHappened,
  };
}

/** No flags at all mean the whole sensor, as sx_ccd_test writes it; no wipe alone leaves the pixels as they are. */
function clearedFields(flags: number): number {
  return flags === 0 ? FIELD_BOTH : flags & FIELD_BOTH;
}

/** The 17 bytes that describe the main sensor. */
function parameters(model: CameraModel): readonly number[] {
  const isInterlaced = model.layout === 'interlaced';
  const reported = model.reportedSize ?? { width: model.width, height: isInterlaced ? model.height / 2 : model.height };
  const pixel = Math.round(model.pixelUm * 256);
  const mono = 0x0fff;
  const bayer = 0x0bad & 0x0fff;
  return [
    ...[20, 20, ...u16(reported.width)],
    ...[10, 10, ...u16(reported.height)],
    ...[...u16(pixel), ...u16(isInterlaced ? pixel * 2 : pixel)],
    ...[...u16(model.colour ? bayer : mono), 16, 0],
    (model.cooler ? CAPABILITY_COOLER : 0) | (model.shutter ? CAPABILITY_SHUTTER : 0),
  ];
}

function u16(value: number): [number, number] {
  return [value & 0xff, (value >> 8) & 0xff];
}

function u32(value: number): readonly number[] {
  return [...u16(value & 0xffff), ...u16(value >>> 16)];
}
