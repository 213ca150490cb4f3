/**
 * What a Starlight Xpress camera is told and what it answers, as bytes. A command is a setup packet of eight bytes, sent on
 * the bulk OUT endpoint with its data behind it: type, request, value, index, length, all numbers little-endian. Index 0 is
 * the main sensor; the guide sensor (index 1) is left alone.
 *
 * Facts from: indi-3rdparty indi-sx/sxccdusb.cpp and sxccd.cpp, GoQat's sx.c, goodwink/sxASCOM's sx_camera.cs.
 */
import { DeviceError } from '../ports.ts';

const TO_CAMERA = 0x40;
const FROM_CAMERA = 0xc0;

const REQUEST = {
  clear: 1,
  timedRead: 2,
  read: 3,
  reset: 6,
  parameters: 8,
  model: 14,
  cooler: 30,
  shutter: 32,
} as const;

/** Flags of clear and read, in the value. */
export const FIELD_ODD = 1;
export const FIELD_EVEN = 2;
export const FIELD_BOTH = FIELD_ODD | FIELD_EVEN;
/** Set when a single field of an exposure is read. */
const SINGLE_FIELD = 4;
/** The charge in the pixels is left alone. */
const NO_WIPE = 8;

const SHUTTER_OPEN = 0x40;
const SHUTTER_CLOSED = 0x80;
/** The cooler's unit is tenths of a degree above −273 °C (not −273.15). */
const ZERO_C_TENTHS = 2730;
const COLDEST_C = -100;
const HOTTEST_C = 100;

export const REPLY_BYTES = { parameters: 17, model: 2, cooler: 3, shutter: 2 } as const;

/** Part of the sensor in the camera's own counting, which differs from the frame's for some sensors; see frame-layout.ts. */
export interface ReadWindow {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly xBin: number;
  readonly yBin: number;
}

function command(type: number, request: number, value = 0, index = 0, data: Uint8Array = new Uint8Array()): Uint8Array {
  const bytes = new Uint8Array(8 + data.length);
  const view = new DataView(bytes.buffer);
  bytes[0] = type;
  bytes[1] = request;
  view.setUint16(2, value, true);
  view.setUint16(4, index, true);
  view.setUint16(6, data.length, true);
  bytes.set(data, 8);
  return bytes;
}

/** A question whose answer has that length. */
function question(request: number, replyBytes: number): Uint8Array {
  const bytes = command(FROM_CAMERA, request);
  new DataView(bytes.buffer).setUint16(6, replyBytes, true);
  return bytes;
}

function windowData({ x, y, width, height, xBin, yBin }: ReadWindow, extra = 0): Uint8Array {
  const data = new Uint8Array(10 + extra);
  const view = new DataView(data.buffer);
  for (const [index, value] of [x, y, width, height].entries()) view.setUint16(index * 2, value, true);
  data[8] = xBin;
  data[9] = yBin;
  return data;
}

/** Drops what the camera is doing or has to say. It needs a millisecond then. */
export function resetCommand(): Uint8Array {
  return command(TO_CAMERA, REQUEST.reset);
}

export function parametersCommand(): Uint8Array {
  return question(REQUEST.parameters, REPLY_BYTES.parameters);
}

export function modelCommand(): Uint8Array {
  return question(REQUEST.model, REPLY_BYTES.model);
}

/** Empties the whole sensor. */
export function clearCommand(): Uint8Array {
  return command(TO_CAMERA, REQUEST.clear, FIELD_BOTH);
}

/** Empties one field of an interlaced sensor. */
export function clearFieldCommand(field: number): Uint8Array {
  return command(TO_CAMERA, REQUEST.clear, field | NO_WIPE);
}

/** Empties the registers, in which charge gathers while the sensor is exposed, and leaves the exposure alone. */
export function clearRegistersCommand(): Uint8Array {
  return command(TO_CAMERA, REQUEST.clear, NO_WIPE);
}

/** Ends the exposure of the whole sensor and begins to deliver it. */
export function readCommand(window: ReadWindow): Uint8Array {
  return command(TO_CAMERA, REQUEST.read, FIELD_BOTH, 0, windowData(window));
}

/** The same for one field of an interlaced sensor. */
export function readFieldCommand(field: number, window: ReadWindow): Uint8Array {
  return command(TO_CAMERA, REQUEST.read, field | SINGLE_FIELD, 0, windowData(window));
}

/** Clears, exposes for `ms` by the camera's own clock and begins to deliver the frame. */
export function timedReadCommand(window: ReadWindow, ms: number): Uint8Array {
  const data = windowData(window, 4);
  new DataView(data.buffer).setUint32(10, ms, true);
  return command(TO_CAMERA, REQUEST.timedRead, FIELD_BOTH, 0, data);
}

/** Answered by two bytes that say nothing but have to be read. */
export function shutterCommand(open: boolean): Uint8Array {
  return command(TO_CAMERA, REQUEST.shutter, (open ? SHUTTER_OPEN : SHUTTER_CLOSED) << 8);
}

/** Sets the cooler; its state cannot be asked for without setting it. */
export function coolerCommand(on: boolean, setPointC: number): Uint8Array {
  const celsius = Math.min(HOTTEST_C, Math.max(COLDEST_C, setPointC));
  return command(TO_CAMERA, REQUEST.cooler, Math.round(celsius * 10) + ZERO_C_TENTHS, on ? 1 : 0);
}

export interface CoolerReply {
  readonly sensorC: number;
  readonly on: boolean;
}

/** @throws DeviceError `protocol` for what cannot be a sensor's temperature */
export function parseCooler(reply: Uint8Array): CoolerReply {
  const tenths = new DataView(reply.buffer, reply.byteOffset).getUint16(0, true);
  const sensorC = (tenths - ZERO_C_TENTHS) / 10;
  if (sensorC < COLDEST_C || sensorC > HOTTEST_C) throw nonsense(`a temperature of ${sensorC} °C`);
  return { sensorC, on: reply[2] !== 0 };
}

export function parseModel(reply: Uint8Array): number {
  return new DataView(reply.buffer, reply.byteOffset).getUint16(0, true);
}

export interface CameraParameters {
  /** As the camera counts, which is not always as the sensor is; see sensor.ts. */
  readonly width: number;
  readonly height: number;
  /** µm */
  readonly pixelWidthUm: number;
  readonly pixelHeightUm: number;
  readonly colourMatrix: number;
  readonly bitsPerPixel: number;
  readonly hasGuidePort: boolean;
  readonly hasGuideSensor: boolean;
  readonly hasCooler: boolean;
  readonly hasShutter: boolean;
}

const LARGEST_PIXEL_UM = 100;

/** @throws DeviceError `protocol` for what cannot be a sensor */
export function parseParameters(reply: Uint8Array): CameraParameters {
  const view = new DataView(reply.buffer, reply.byteOffset);
  const word = (offset: number) => view.getUint16(offset, true);
  const capabilities = reply[16]!;
  const parameters: CameraParameters = {
    width: word(2),
    height: word(6),
    pixelWidthUm: word(8) / 256,
    pixelHeightUm: word(10) / 256,
    colourMatrix: word(12),
    bitsPerPixel: reply[14]!,
    hasGuidePort: (capabilities & 0x01) !== 0,
    hasGuideSensor: (capabilities & 0x08) !== 0,
    hasCooler: (capabilities & 0x10) !== 0,
    hasShutter: (capabilities & 0x20) !== 0,
  };
  const { width, height, pixelWidthUm, pixelHeightUm, bitsPerPixel } = parameters;
  const isPixel = (um: number) => um > 0 && um <= LARGEST_PIXEL_UM;
  if (width === 0 || height === 0 || !isPixel(pixelWidthUm) || !isPixel(pixelHeightUm)) {
    throw nonsense(`a sensor of ${width} × ${height} pixels of ${pixelWidthUm} × ${pixelHeightUm} µm`);
  }
  if (bitsPerPixel < 8 || bitsPerPixel > 16) throw nonsense(`${bitsPerPixel} bits a pixel`);
  return parameters;
}

function nonsense(what: string): DeviceError {
  return new DeviceError(
    'protocol',
    `The camera’s answer makes no sense: ${what}. Try another cable or port; if that does not help, switch it off and on.`,
  );
}
