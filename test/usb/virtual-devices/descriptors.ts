/** USB descriptors as bytes (USB 2.0, 9.6; HID 1.11, 6.2), all numbers little-endian. */

export type UsbSpeed = 'full' | 'high';

export interface EndpointDescription {
  /** With 0x80 for IN, as on the wire. */
  readonly address: number;
  readonly kind: 'bulk' | 'interrupt';
  readonly packetSize: number;
}

export interface DeviceDescription {
  readonly vendorId: number;
  readonly productId: number;
  readonly manufacturer: string;
  readonly product: string;
  /** Null for a device without a serial number, as many of the older ones are. */
  readonly serial: string | null;
  readonly speed: UsbSpeed;
  readonly interfaceClass: number;
  readonly endpoints: readonly EndpointDescription[];
  /** The HID report descriptor; null for a device that is none. */
  readonly hidReport: Uint8Array | null;
}

export interface UsbDescriptors {
  readonly description: DeviceDescription;
  readonly device: Uint8Array;
  readonly configuration: Uint8Array;
  /** HID's own descriptor, which stands within the configuration and can be asked for apart; null for no HID. */
  readonly hid: Uint8Array | null;
  readonly hidReport: Uint8Array | null;
  /** String descriptors by index, 0 the table of languages. */
  readonly strings: readonly Uint8Array[];
}

export const VENDOR_CLASS = 0xff;
export const HID_CLASS = 0x03;
const ENGLISH = 0x0409;
const CONFIGURATION_VALUE = 1;

export function makeDescriptors(description: DeviceDescription): UsbDescriptors {
  const { vendorId, productId, manufacturer, product, serial, hidReport } = description;
  const hid = hidReport === null ? null : hidDescriptor(hidReport.length);
  const maxPacket0 = 64;
  const device = Uint8Array.from([
    ...[18, 1, ...u16(0x0200), 0, 0, 0, maxPacket0],
    ...[...u16(vendorId), ...u16(productId), ...u16(0x0100)],
    ...[1, 2, serial === null ? 0 : 3, 1],
  ]);
  return {
    description,
    device,
    configuration: configurationDescriptor(description, hid),
    hid,
    hidReport,
    strings: [
      Uint8Array.from([4, 3, ...u16(ENGLISH)]),
      ...[manufacturer, product, ...(serial === null ? [] : [serial])].map(stringDescriptor),
    ],
  };
}

function configurationDescriptor(description: DeviceDescription, hid: Uint8Array | null): Uint8Array {
  const { interfaceClass, endpoints } = description;
  const rest = [
    ...[9, 4, 0, 0, endpoints.length, interfaceClass, 0, 0, 0],
    ...(hid ?? []),
    ...endpoints.flatMap(({ address, kind, packetSize }) => [
      ...[7, 5, address, kind === 'bulk' ? 2 : 3, ...u16(packetSize)],
      kind === 'bulk' ? 0 : 10,
    ]),
  ];
  const selfPowered = 0xc0;
  return Uint8Array.from([9, 2, ...u16(9 + rest.length), 1, CONFIGURATION_VALUE, 0, selfPowered, 50, ...rest]);
}

function hidDescriptor(reportLength: number): Uint8Array {
  return Uint8Array.from([9, 0x21, ...u16(0x0111), 0, 1, 0x22, ...u16(reportLength)]);
}

function stringDescriptor(text: string): Uint8Array {
  const utf16 = Buffer.from(text, 'utf16le');
  return Uint8Array.from([2 + utf16.length, 3, ...utf16]);
}

function u16(value: number): [number, number] {
  return [value & 0xff, value >> 8];
}
