/** Finds and opens the devices that make up an instrument, through the families that know them. */
import type { Clock } from '../clock.ts';
import type { InstrumentDevices } from '../instrument-protocol.ts';
import {
  type CameraPort,
  DeviceError,
  type DeviceFamily,
  type FilterWheelPort,
  type FoundDevice,
  type InjectedFault,
} from '../ports.ts';
import { createNodeUsbBus } from '../usb/node-usb-bus.ts';
import { findOtherMakers } from '../usb/other-makers.ts';
import { loadFamily } from './families.ts';

export interface OpenDevices {
  readonly camera: CameraPort;
  readonly cameraFamily: DeviceFamily;
  readonly wheel: FilterWheelPort | null;
  readonly wheelFamily: DeviceFamily | null;
}

type Families = Pick<OpenDevices, 'cameraFamily' | 'wheelFamily'>;

export interface DeviceOpener {
  /**
   * Opens camera and wheel, or neither. Devices of one family are opened through one instance of it, because they may
   * share what lies between them (a bus, or a simulated light path); its options are the wheel's and the camera's together.
   */
  open(wanted: InstrumentDevices): Promise<OpenDevices>;
  find(familyNames: readonly string[]): Promise<readonly FoundDevice[]>;
  /**
   * Makes a device misbehave, or behave again: also one that is gone at present and cannot be opened.
   * @throws DeviceError `refused` for real devices and unknown faults, `not-connected` before anything was to be opened
   */
  injectFault(fault: InjectedFault): void;
}

/** `load` gives a family by its name. */
export function createDeviceOpener(clock: Clock, load: typeof loadFamily = loadFamily): DeviceOpener {
  // Kept while the process lives: a device that is opened again is the same one, as cold and as faulty as it was.
  const families = new Map<string, DeviceFamily>();
  let inUse: Families | null = null;
  const bus = createNodeUsbBus();

  const familyFor = async (name: string, options: unknown): Promise<DeviceFamily> => {
    const key = JSON.stringify([name, options]);
    const known = families.get(key);
    if (known) return known;
    const family = (await load(name))({ clock, options });
    families.set(key, family);
    return family;
  };

  return {
    async open({ camera, wheel }) {
      const shared = camera.family === wheel?.family;
      const options = shared ? mergeOptions(wheel?.options, camera.options) : camera.options;
      const cameraFamily = await familyFor(camera.family, options);
      const wheelFamily = wheel && (shared ? cameraFamily : await familyFor(wheel.family, wheel.options));
      inUse = { cameraFamily, wheelFamily };
      const openCamera = await cameraFamily.openCamera(camera.key);
      try {
        const openWheel = wheel && wheelFamily && (await wheelFamily.openWheel(wheel.key));
        return { camera: openCamera, cameraFamily, wheel: openWheel, wheelFamily };
      } catch (thrown) {
        await openCamera.close();
        throw thrown;
      }
    },
    async find(familyNames) {
      const found: FoundDevice[] = [];
      for (const name of familyNames) {
        const known = [...families.values()].find((family) => family.name === name);
        found.push(...(await (known ?? (await familyFor(name, {}))).find()));
      }
      return [...found, ...(await findOtherMakers(bus))];
    },
    injectFault(fault) {
      if (inUse === null) throw new DeviceError('not-connected', 'The instrument is not connected. Connect it first.');
      const family = fault.device === 'camera' ? inUse.cameraFamily : inUse.wheelFamily;
      if (!family?.injectFault) throw new DeviceError('refused', 'Only simulated devices can be told to fail.');
      family.injectFault(fault);
    },
  };
}

function mergeOptions(wheels: unknown, cameras: unknown): unknown {
  return { ...(wheels as object | null), ...(cameras as object | null) };
}
