/** The pipes of an open device of the `usb` package. */
import { readlink } from 'node:fs/promises';
import { basename } from 'node:path';
import { toUsbFault } from './library-faults.ts';
import { createTurns } from './turns.ts';
import { UsbFault, type UsbPipes } from './usb-ports.ts';

export type LibraryDevice = Awaited<ReturnType<typeof import('usb')['usb']['getDevices']>>[number];

/** All devices driven here have one interface that matters, the first. */
const INTERFACE = 0;
/** A call of the library that has not returned so long after its own time limit never will. */
const HUNG_AFTER_MS = 5000;
/** HID class request (HID 1.11, 7.2.2): for devices that have no pipe of their own for reports to them. */
const SET_REPORT = 0x09;
const OUTPUT_REPORT = 0x0200;

/** Claims the first interface of an open device. Rejects with what the library throws, or a UsbFault. */
export async function createUsbPipes(device: LibraryDevice, driverOf = systemDriver): Promise<UsbPipes> {
  const hadDriver = await takeFromSystem(device, driverOf);
  const endpoints = endpointsOf(device);
  const reads = createTurns();
  const writes = createTurns();

  const writeReport = async (bytes: Uint8Array, timeoutMs: number) => {
    const setup = { requestType: 'class', recipient: 'interface', request: SET_REPORT, value: OUTPUT_REPORT } as const;
    await device.nativeControlTransferOut({ ...setup, index: INTERFACE }, timeoutMs, bytes);
  };
  const writeAll = async (bytes: Uint8Array, timeoutMs: number) => {
    if (endpoints.out === null) return writeReport(bytes, timeoutMs);
    const written = await device.nativeTransferOut(endpoints.out, timeoutMs, bytes);
    if (written !== bytes.length) throw new UsbFault('broken', `Only ${written} of ${bytes.length} bytes were taken.`);
  };
  const readOnce = async (length: number, timeoutMs: number) => {
    const bytes = await device.nativeTransferIn(endpoints.in, timeoutMs, length);
    return bytes ?? new Uint8Array();
  };

  return {
    packetBytes: endpoints.packetBytes,
    write: (bytes, timeoutMs) => writes.take(() => limited(writeAll(bytes, timeoutMs), timeoutMs)),
    read: (length, timeoutMs) => reads.take(() => limited(readOnce(length, timeoutMs), timeoutMs)),
    async clearHalts() {
      await reads.take(() => limited(device.clearHalt('in', endpoints.in), 0));
      const { out } = endpoints;
      if (out !== null) await writes.take(() => limited(device.clearHalt('out', out), 0));
    },
    reset: () => limited(device.reset(), 0),
    async close() {
      // Both ends at rest: the library cannot close a device that is busy.
      await Promise.all([reads.take(async () => {}), writes.take(async () => {})]);
      try {
        await device.releaseInterface(INTERFACE);
        if (hadDriver) await device.attachKernelDriver(INTERFACE);
      } catch {
        // It has been unplugged, or its driver does not want it back.
      }
      await device.close().catch(() => {});
    },
  };
}

/**
 * Claims the interface, from the system's driver if need be. Resolves with whether it had one. Another program's claim is
 * left alone: taking the driver off, as the library does it, would end that too.
 */
async function takeFromSystem(device: LibraryDevice, driverOf: typeof systemDriver): Promise<boolean> {
  const driver = await driverOf(device);
  const isSystems = driver !== null && driver !== CLAIMED_BY_A_PROGRAM;
  if (isSystems) await device.detachKernelDriver(INTERFACE);
  await device.claimInterface(INTERFACE);
  return isSystems;
}

/** What Linux calls the driver of an interface that a program has claimed. */
const CLAIMED_BY_A_PROGRAM = 'usbfs';

/** The driver that has the interface; null where none has it, and on systems where that cannot be told. */
async function systemDriver(device: LibraryDevice): Promise<string | null> {
  if (process.platform !== 'linux') return null;
  const { configurationValue } = device.configuration as Configuration;
  const port = `${Number(device.bus)}-${device.ports.join('.')}`;
  const link = `/sys/bus/usb/devices/${port}:${configurationValue}.${INTERFACE}/driver`;
  return readlink(link).then(basename, () => null);
}

/** What is used of a WebUSB configuration, of which the library's types know nothing. */
interface Configuration {
  readonly configurationValue: number;
  readonly interfaces: readonly {
    readonly interfaceNumber: number;
    readonly alternate: {
      readonly endpoints: readonly {
        readonly endpointNumber: number;
        readonly direction: 'in' | 'out';
        readonly packetSize: number;
      }[];
    };
  }[];
}

interface Endpoints {
  readonly in: number;
  readonly out: number | null;
  readonly packetBytes: number;
}

/** The first endpoint of either direction. */
function endpointsOf(device: LibraryDevice): Endpoints {
  const { interfaces } = device.configuration as Configuration;
  const endpoints = interfaces.find(({ interfaceNumber }) => interfaceNumber === INTERFACE)?.alternate.endpoints;
  const first = (direction: 'in' | 'out') => endpoints?.find((endpoint) => endpoint.direction === direction);
  const input = first('in');
  if (!input) throw new UsbFault('broken', 'The device has no endpoint to read from.');
  return { in: input.endpointNumber, out: first('out')?.endpointNumber ?? null, packetBytes: input.packetSize };
}

/** The library's promise with its errors understood, and an end even if the library never comes back. */
async function limited<Value>(call: Promise<Value>, timeoutMs: number): Promise<Value> {
  const { promise: hung, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(
    () => reject(new UsbFault('timeout', 'A call of the USB library did not return.')),
    timeoutMs + HUNG_AFTER_MS,
  );
  try {
    return await Promise.race([call, hung]);
  } catch (thrown) {
    throw toUsbFault(thrown);
  } finally {
    clearTimeout(timer);
  }
}
