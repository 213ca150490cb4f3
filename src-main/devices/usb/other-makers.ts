/** Cameras, wheels and focusers that are plugged in and that this console has no driver for: named, not ignored. */
import type { FoundDevice } from '../ports.ts';
import { deviceKey } from './physical-device.ts';
import type { UsbBus, UsbDeviceFacts } from './usb-ports.ts';

/** Makers of astronomical USB devices by vendor number; from the udev rules that INDI's drivers come with. */
const MAKERS: ReadonlyMap<number, string> = new Map([
  [0x03c3, 'ZWO'],
  [0x0547, 'ToupTek'],
  [0x0d97, 'SBIG'],
  [0x0f18, 'Finger Lakes Instrumentation'],
  [0x125c, 'Apogee'],
  [0x1347, 'Moravian Instruments'],
  [0x156c, 'Meade'],
  [0x1618, 'QHYCCD'],
  [0x20e7, 'Atik'],
  [0xa0a0, 'Player One'],
]);

/** “ZWO device 03c3:120a”; nothing on a machine without USB. */
export async function findOtherMakers(bus: UsbBus): Promise<FoundDevice[]> {
  const all = await bus.list({ vendorIds: [...MAKERS.keys()] });
  return all.map((device) => ({
    family: 'unsupported',
    kind: 'unsupported',
    key: deviceKey(device, all),
    model: `${MAKERS.get(device.vendorId)} device ${ids(device)}`,
    serial: device.serial ?? `port ${device.port}`,
    simulated: false,
  }));
}

/** As lsusb shows them. */
function ids({ vendorId, productId }: UsbDeviceFacts): string {
  const four = (id: number) => id.toString(16).padStart(4, '0');
  return `${four(vendorId)}:${four(productId)}`;
}
