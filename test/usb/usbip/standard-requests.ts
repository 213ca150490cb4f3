/** What every USB device answers on endpoint 0, from its descriptors (USB 2.0, 9.4). */
import type { UsbDescriptors } from '../virtual-devices/descriptors.ts';
import type { SetupPacket } from '../virtual-devices/virtual-usb-device.ts';

const GET_STATUS = 0;
const CLEAR_FEATURE = 1;
const SET_FEATURE = 3;
const GET_DESCRIPTOR = 6;
const GET_CONFIGURATION = 8;
const SET_CONFIGURATION = 9;
const GET_INTERFACE = 10;
const SET_INTERFACE = 11;

const TO_ENDPOINT = 2;
const ENDPOINT_HALT = 0;

export type StandardAnswer =
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array }
  /** An endpoint (with 0x80 for IN) goes on after a halt. */
  | { readonly kind: 'clear-halt'; readonly endpoint: number }
  /** As does every endpoint after a configuration is chosen. */
  | { readonly kind: 'configured' }
  | { readonly kind: 'stall' };

export function readSetup(bytes: Uint8Array): SetupPacket {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return {
    requestType: bytes[0]!,
    request: bytes[1]!,
    value: view.getUint16(2, true),
    index: view.getUint16(4, true),
    length: view.getUint16(6, true),
  };
}

export function isStandard({ requestType }: SetupPacket): boolean {
  return (requestType & 0x60) === 0;
}

/** `halted`: whether the endpoint that is asked about has halted. */
export function answerStandard(
  { requestType, request, value, index, length }: SetupPacket,
  descriptors: UsbDescriptors,
  halted: (endpoint: number) => boolean,
): StandardAnswer {
  const bytes = (given: Uint8Array | undefined | null): StandardAnswer => {
    return given ? { kind: 'bytes', bytes: given.subarray(0, length) } : { kind: 'stall' };
  };
  const recipient = requestType & 0x1f;
  switch (request) {
    case GET_STATUS:
      return bytes(Uint8Array.from([recipient === TO_ENDPOINT && halted(index) ? 1 : 0, 0]));
    case CLEAR_FEATURE:
      if (recipient === TO_ENDPOINT && value === ENDPOINT_HALT) return { kind: 'clear-halt', endpoint: index & 0xff };
      return bytes(new Uint8Array());
    case GET_DESCRIPTOR:
      return bytes(descriptor(descriptors, value >> 8, value & 0xff));
    case GET_CONFIGURATION:
      return bytes(Uint8Array.from([1]));
    case GET_INTERFACE:
      return bytes(Uint8Array.from([0]));
    case SET_CONFIGURATION:
      return { kind: 'configured' };
    case SET_INTERFACE:
    case SET_FEATURE:
      return bytes(new Uint8Array());
    default:
      return { kind: 'stall' };
  }
}

function descriptor(descriptors: UsbDescriptors, type: number, index: number): Uint8Array | null | undefined {
  switch (type) {
    case 1:
      return descriptors.device;
    case 2:
      return descriptors.configuration;
    case 3:
      return descriptors.strings[index];
    case 0x21:
      return descriptors.hid;
    case 0x22:
      return descriptors.hidReport;
    default:
      return null;
  }
}
