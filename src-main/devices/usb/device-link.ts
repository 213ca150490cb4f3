/**
 * The connection to one physical device: opened when first used, let go when the device has left the bus, and opened
 * again by the next call once the device is back, wherever it is addressed then.
 */
import { DeviceError } from '../ports.ts';
import { deviceFailure } from './device-failure.ts';
import { findByKey } from './physical-device.ts';
import { createTurns } from './turns.ts';
import { type UsbBus, type UsbDeviceFacts, UsbFault, type UsbFilter, type UsbPipes } from './usb-ports.ts';

export interface DeviceLink {
  /** How the device is called in messages. */
  readonly name: string;
  /** How many times the device has been opened. Between two uses with the same number it has not been away. */
  readonly openings: number;
  /**
   * Does a piece of work with the device, alone. Opens it first where it is not open. A UsbFault comes out as the
   * DeviceError that it amounts to; when the device has left the bus the connection is let go.
   */
  use<Value>(work: (pipes: UsbPipes) => Promise<Value>): Promise<Value>;
  /**
   * Rejects with a DeviceError `lost` once the device has left the bus since it was last used, though it may be back under
   * another address; then the next use opens it anew.
   */
  requirePresence(): Promise<void>;
  /** Resets the device and gives the connection up; the next use opens it anew. Never rejects. */
  resetAndLetGo(): Promise<void>;
  close(): Promise<void>;
}

export interface DeviceLinkOptions {
  readonly bus: UsbBus;
  readonly filter: UsbFilter;
  readonly key: string;
  readonly name: string;
  /** Brings a freshly opened device into a known state; what it throws makes the opening fail. */
  greet(pipes: UsbPipes, device: UsbDeviceFacts): Promise<void>;
}

/** A device that is pulled out may spoil a transfer some time before the system takes it off the bus. */
const LEAVING_MS = 500;

export function createDeviceLink({ bus, filter, key, name, greet }: DeviceLinkOptions): DeviceLink {
  const turns = createTurns();
  let open: UsbPipes | null = null;
  let openings = 0;
  /** Where it was found when it was last opened. */
  let found: UsbDeviceFacts | null = null;

  const connect = async (): Promise<UsbPipes> => {
    if (open) return open;
    const device = findByKey(key, await bus.list(filter));
    if (!device) {
      const wasOpen = openings > 0;
      const what = wasOpen ? 'is no longer on the USB bus' : 'is not on the USB bus';
      throw new DeviceError(
        wasOpen ? 'lost' : 'not-connected',
        `${name} ${what}. Check its cable, its power and the hub between.`,
      );
    }
    found = device;
    const pipes = await bus.open(device);
    try {
      await greet(pipes, device);
    } catch (thrown) {
      await pipes.close();
      throw thrown;
    }
    open = pipes;
    openings++;
    return pipes;
  };
  const isPresent = async () => found !== null && (await bus.isPresent(found));
  const letGo = async () => {
    const pipes = open;
    open = null;
    await pipes?.close();
  };
  /** A fault while the device leaves the bus looks like any other at first. */
  const hasLeft = async (fault: UsbFault): Promise<boolean> => {
    if (fault.kind === 'gone') return true;
    if (!(await isPresent())) return true;
    if (fault.kind !== 'broken') return false;
    await new Promise((resolve) => setTimeout(resolve, LEAVING_MS));
    return !(await isPresent());
  };

  const use: DeviceLink['use'] = (work) =>
    turns.take(async () => {
      try {
        return await work(await connect());
      } catch (thrown) {
        if (!(thrown instanceof UsbFault)) throw thrown;
        const left = await hasLeft(thrown);
        if (left) await letGo();
        throw deviceFailure(left ? new UsbFault('gone', thrown.message, { cause: thrown }) : thrown, name);
      }
    });

  return {
    name,
    get openings() {
      return openings;
    },
    use,
    requirePresence: () =>
      use(async () => {
        if (!(await isPresent())) throw new UsbFault('gone', 'It is no longer listed at its address.');
      }),
    resetAndLetGo: () =>
      turns.take(async () => {
        await open?.reset().catch(() => {});
        await letGo();
      }),
    close: () => turns.take(letGo),
  };
}
