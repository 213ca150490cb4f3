/**
 * USB through the `usb` package, which is loaded when a device is first looked for. On a machine without USB, or where
 * the package has no binary, there are no devices.
 *
 * Facts about the package (3.1.0; from the sources of node-usb/node-usb-rs and nusb 0.2): a transfer that runs into its
 * time limit is cancelled and its bytes are dropped; one transfer an endpoint at a time; closing while one is pending
 * throws; its hot-plug events throw outside any promise where the system has none, and would end the process.
 */
import { createUsbPipes, type LibraryDevice } from './device-pipes.ts';
import { toUsbFault } from './library-faults.ts';
import { createTurns } from './turns.ts';
import { type UsbBus, type UsbDeviceFacts, UsbFault } from './usb-ports.ts';

type Library = typeof import('usb');

/** One search of the bus or opening at a time in the whole process: the library's native code is not known to bear two. */
const looking = createTurns();

export function createNodeUsbBus(loadLibrary: () => Promise<Library> = () => import('usb')): UsbBus {
  let library: Promise<Library> | null = null;

  /** What is plugged in; nothing where there is no USB. */
  const devices = async (): Promise<LibraryDevice[]> => {
    try {
      library ??= loadLibrary();
      const { usb } = await library;
      return await looking.take(() => usb.getDevices());
    } catch {
      return [];
    }
  };
  const isAt = ({ vendorId, productId, address }: UsbDeviceFacts) => {
    return (device: LibraryDevice) =>
      device.vendorId === vendorId && device.productId === productId && addressOf(device) === address;
  };

  return {
    async list({ vendorIds }) {
      return (await devices()).filter((device) => vendorIds.includes(device.vendorId)).map(factsOf);
    },
    async isPresent(wanted) {
      return (await devices()).some(isAt(wanted));
    },
    async open(wanted) {
      const device = (await devices()).find(isAt(wanted));
      if (!device) throw new UsbFault('gone', `No device at ${wanted.address}.`);
      try {
        await looking.take(() => device.open());
        return await createUsbPipes(device);
      } catch (thrown) {
        await device.close().catch(() => {});
        throw toUsbFault(thrown);
      }
    },
  };
}

function factsOf(device: LibraryDevice): UsbDeviceFacts {
  const { vendorId, productId, bus, ports } = device;
  // As Linux and its tools write it: '1-2.3' of bus '001'.
  const port = `${bus.replace(/^0+(?=\d)/, '')}-${ports.join('.')}`;
  return { vendorId, productId, serial: serialOf(device), port, address: addressOf(device) };
}

/** The number of the bus and the device's on it, which the system counts up each time something is plugged in. */
function addressOf({ bus, address }: LibraryDevice): string {
  return `${bus}/${address}`;
}

/** Where the system does not know it the package opens the device to ask, which may not be allowed. */
function serialOf(device: LibraryDevice): string | null {
  try {
    return device.serialNumber?.trim() || null;
  } catch {
    return null;
  }
}
