/**
 * The commands of a Starlight Xpress camera as they come on the bulk OUT endpoint, read strictly: what a real camera
 * could not make sense of is no command. Facts from public drivers (indi-sx), held against Debian's sx_ccd_test.
 */

export const FIELD_ODD = 1;
export const FIELD_EVEN = 2;
export const FIELD_BOTH = 3;
export const FLAG_SPARE = 4;
export const FLAG_NO_WIPE = 8;

export const OUT = 0x40;
export const IN = 0xc0;

/** What a latch reads, in the camera's own counting. */
export interface LatchWindow {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly xBin: number;
  readonly yBin: number;
}

export type CameraCommand =
  | { readonly name: 'clear'; readonly flags: number; readonly sensor: number }
  | {
      readonly name: 'timed-read';
      readonly flags: number;
      readonly sensor: number;
      readonly window: LatchWindow;
      readonly ms: number;
    }
  | { readonly name: 'read'; readonly flags: number; readonly sensor: number; readonly window: LatchWindow }
  | { readonly name: 'set-timer'; readonly ms: number }
  | { readonly name: 'get-timer' | 'reset' | 'model' | 'build' | 'firmware' }
  | { readonly name: 'parameters'; readonly sensor: number }
  | { readonly name: 'cooler'; readonly on: boolean; readonly kelvinTenths: number }
  | { readonly name: 'shutter'; readonly open: boolean };

/** Requests by number: direction, name, bytes of data after the header (OUT) or bytes asked for (IN). */
const REQUESTS: ReadonlyMap<
  number,
  { readonly type: number; readonly name: CameraCommand['name']; readonly length: number }
> = new Map([
  [1, { type: OUT, name: 'clear', length: 0 }],
  [2, { type: OUT, name: 'timed-read', length: 14 }],
  [3, { type: OUT, name: 'read', length: 10 }],
  [4, { type: OUT, name: 'set-timer', length: 4 }],
  [5, { type: IN, name: 'get-timer', length: 4 }],
  [6, { type: OUT, name: 'reset', length: 0 }],
  [8, { type: IN, name: 'parameters', length: 17 }],
  [14, { type: IN, name: 'model', length: 2 }],
  [19, { type: IN, name: 'build', length: 2 }],
  // These two answer although they are written with length 0.
  [30, { type: OUT, name: 'cooler', length: 0 }],
  [32, { type: OUT, name: 'shutter', length: 0 }],
  [255, { type: IN, name: 'firmware', length: 4 }],
]);

const SHUTTER_OPEN = 0x40;
const SHUTTER_CLOSED = 0x80;

/** Null for bytes that are no command of this camera. */
export function readCommand(bytes: Uint8Array): CameraCommand | null {
  if (bytes.length < 8) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const request = REQUESTS.get(bytes[1]!);
  const value = view.getUint16(2, true);
  const index = view.getUint16(4, true);
  const length = view.getUint16(6, true);
  if (!request || request.type !== bytes[0] || request.length !== length) return null;
  if (bytes.length !== (request.type === OUT ? 8 + length : 8)) return null;

  const { name } = request;
  const at = (offset: number) => view.getUint16(8 + offset, true);
  const window = (): LatchWindow => {
    return { x: at(0), y: at(2), width: at(4), height: at(6), xBin: bytes[16]!, yBin: bytes[17]! };
  };
  switch (name) {
    case 'clear':
      return { name, flags: value, sensor: index };
    case 'read':
      return { name, flags: value, sensor: index, window: window() };
    case 'timed-read':
      return { name, flags: value, sensor: index, window: window(), ms: view.getUint32(18, true) };
    case 'set-timer':
      return { name, ms: view.getUint32(8, true) };
    case 'parameters':
      return { name, sensor: index };
    case 'cooler':
      return { name, on: index === 1, kelvinTenths: value };
    case 'shutter': {
      const word = value >> 8;
      return word === SHUTTER_OPEN || word === SHUTTER_CLOSED ? { name, open: word === SHUTTER_OPEN } : null;
    }
    default:
      return { name };
  }
}
