/**
 * The USB/IP protocol's messages as bytes, all numbers big-endian (Linux: Documentation/usb/usbip_protocol.rst). A
 * connection begins with one operation (list or import); after an import it carries URBs.
 */

const VERSION = 0x0111;
const OP_REQ_DEVLIST = 0x8005;
const OP_REP_DEVLIST = 0x0005;
const OP_REQ_IMPORT = 0x8003;
const OP_REP_IMPORT = 0x0003;
const CMD_SUBMIT = 1;
const CMD_UNLINK = 2;
const RET_SUBMIT = 3;
const RET_UNLINK = 4;

const BUS_ID_BYTES = 32;
const PATH_BYTES = 256;
const URB_HEADER_BYTES = 48;
/** Larger transfers than Linux lets a program submit are a broken stream, not work. */
const MAX_TRANSFER_BYTES = 64 * 2 ** 20;

export const SHORT_NOT_OK = 1;

/** Linux' error numbers as URB states. */
export const STATUS = { ok: 0, stall: -32, shortRead: -121, unlinked: -104 } as const;

export type Operation = { readonly kind: 'list' } | { readonly kind: 'import'; readonly busId: string };

export interface Submit {
  readonly kind: 'submit';
  readonly sequence: number;
  readonly deviceId: number;
  readonly isIn: boolean;
  readonly endpoint: number;
  readonly flags: number;
  /** Bytes to send, or the room for what is received. */
  readonly length: number;
  /** Eight bytes; they count for endpoint 0 only. */
  readonly setup: Uint8Array;
  /** Empty for IN. */
  readonly data: Uint8Array;
}
export interface Unlink {
  readonly kind: 'unlink';
  readonly sequence: number;
  /** The submit that is no longer wanted. */
  readonly victim: number;
}

/** A message at the beginning of `bytes` and how many bytes it took; null: there is not enough of it yet. */
export type Parsed<Message> = { readonly message: Message; readonly bytes: number } | null;

export class UsbipError extends Error {
  override readonly name = 'UsbipError';
}

/** Throws a UsbipError for bytes that no client of this protocol sends. */
export function parseOperation(bytes: Buffer): Parsed<Operation> {
  if (bytes.length < 8) return null;
  const code = bytes.readUInt16BE(2);
  if (code === OP_REQ_DEVLIST) return { message: { kind: 'list' }, bytes: 8 };
  if (code !== OP_REQ_IMPORT) throw new UsbipError(`No USB/IP operation: 0x${code.toString(16)}`);
  if (bytes.length < 8 + BUS_ID_BYTES) return null;
  const name = bytes.toString('latin1', 8, 8 + BUS_ID_BYTES);
  const busId = name.split('\0', 1)[0]!;
  return { message: { kind: 'import', busId }, bytes: 8 + BUS_ID_BYTES };
}

/** Throws a UsbipError for bytes that no client of this protocol sends. */
export function parseRequest(bytes: Buffer): Parsed<Submit | Unlink> {
  if (bytes.length < URB_HEADER_BYTES) return null;
  const command = bytes.readUInt32BE(0);
  const sequence = bytes.readUInt32BE(4);
  if (command === CMD_UNLINK) {
    return { message: { kind: 'unlink', sequence, victim: bytes.readUInt32BE(20) }, bytes: URB_HEADER_BYTES };
  }
  if (command !== CMD_SUBMIT) throw new UsbipError(`No USB/IP command: ${command}`);
  const isIn = bytes.readUInt32BE(12) === 1;
  const length = bytes.readUInt32BE(24);
  if (length > MAX_TRANSFER_BYTES) throw new UsbipError(`A transfer of ${length} bytes`);
  const total = URB_HEADER_BYTES + (isIn ? 0 : length);
  if (bytes.length < total) return null;
  const message: Submit = {
    kind: 'submit',
    sequence,
    deviceId: bytes.readUInt32BE(8),
    isIn,
    endpoint: bytes.readUInt32BE(16),
    flags: bytes.readUInt32BE(20),
    length,
    setup: Uint8Array.from(bytes.subarray(40, 48)),
    data: Uint8Array.from(bytes.subarray(URB_HEADER_BYTES, total)),
  };
  return { message, bytes: total };
}

/** What the list and the import tell of a device. */
export interface ExportedDevice {
  readonly busId: string;
  readonly busNumber: number;
  readonly deviceNumber: number;
  /** 2 full, 3 high. */
  readonly speed: number;
  readonly vendorId: number;
  readonly productId: number;
  readonly interfaceClass: number;
}

export function formatDeviceList(devices: readonly ExportedDevice[]): Buffer {
  const head = Buffer.alloc(12);
  head.writeUInt16BE(VERSION, 0);
  head.writeUInt16BE(OP_REP_DEVLIST, 2);
  head.writeUInt32BE(devices.length, 8);
  return Buffer.concat([
    head,
    ...devices.flatMap((device) => [formatDevice(device), Buffer.from([device.interfaceClass, 0, 0, 0])]),
  ]);
}

/** Null: there is no such device to be had. */
export function formatImport(device: ExportedDevice | null): Buffer {
  const head = Buffer.alloc(8);
  head.writeUInt16BE(VERSION, 0);
  head.writeUInt16BE(OP_REP_IMPORT, 2);
  head.writeUInt32BE(device === null ? 1 : 0, 4);
  return device === null ? head : Buffer.concat([head, formatDevice(device)]);
}

function formatDevice(device: ExportedDevice): Buffer {
  const record = Buffer.alloc(PATH_BYTES + BUS_ID_BYTES + 24);
  record.write(`/sys/devices/virtual/usb/${device.busId}`, 0, 'latin1');
  record.write(device.busId, PATH_BYTES, 'latin1');
  let at = PATH_BYTES + BUS_ID_BYTES;
  for (const number of [device.busNumber, device.deviceNumber, device.speed]) at = record.writeUInt32BE(number, at);
  for (const number of [device.vendorId, device.productId, 0x0100]) at = record.writeUInt16BE(number, at);
  // Class, subclass and protocol stand at the interface; configuration 1 of 1; 1 interface.
  record.set([0, 0, 0, 1, 1, 1], at);
  return record;
}

/** The answer to a submit. `received` for IN only; `accepted` bytes for OUT. */
export function formatSubmitted(
  { sequence, isIn }: Pick<Submit, 'sequence' | 'isIn'>,
  result: { readonly status: number; readonly received?: Uint8Array; readonly accepted?: number },
): Buffer[] {
  const head = Buffer.alloc(URB_HEADER_BYTES);
  head.writeUInt32BE(RET_SUBMIT, 0);
  head.writeUInt32BE(sequence, 4);
  head.writeInt32BE(result.status, 20);
  head.writeUInt32BE(isIn ? (result.received?.length ?? 0) : (result.accepted ?? 0), 24);
  return isIn && result.received
    ? [head, Buffer.from(result.received.buffer, result.received.byteOffset, result.received.length)]
    : [head];
}

export function formatUnlinked(sequence: number, status: number): Buffer {
  const head = Buffer.alloc(URB_HEADER_BYTES);
  head.writeUInt32BE(RET_UNLINK, 0);
  head.writeUInt32BE(sequence, 4);
  head.writeInt32BE(status, 20);
  return head;
}
