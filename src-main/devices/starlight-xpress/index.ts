/** Starlight Xpress cameras and filter wheels as a device family. */
import { type CreateFamily, DeviceError, type DeviceFamily, type FoundDevice } from '../ports.ts';
import { createDeviceLink, type DeviceLink } from '../usb/device-link.ts';
import { createNodeUsbBus } from '../usb/node-usb-bus.ts';
import { deviceKey, findByKey } from '../usb/physical-device.ts';
import type { UsbBus, UsbDeviceFacts } from '../usb/usb-ports.ts';
import { type CoolerOrder, createStarlightXpressCamera, identifyCamera } from './camera.ts';
import { cameraModel, STARLIGHT_XPRESS_VENDOR, WHEEL_PRODUCT } from './camera-models.ts';
import { readOptions } from './options.ts';
import { cameraInfo, type Sensor } from './sensor.ts';
import { createStarlightXpressWheel, createWheelConversation, readyWheel } from './wheel.ts';

const FAMILY = 'starlight-xpress';
const WHEEL_NAME = 'Starlight Xpress filter wheel';
const FILTER = { vendorIds: [STARLIGHT_XPRESS_VENDOR] };

export const createFamily: CreateFamily = (context) => createStarlightXpressFamily(context, createNodeUsbBus());

/** The same on a bus of the caller's. */
export function createStarlightXpressFamily(
  { clock, options: given }: Parameters<CreateFamily>[0],
  bus: UsbBus,
): DeviceFamily {
  const options = readOptions(given);
  const coolers = new Map<string, CoolerOrder>();

  const found = (device: UsbDeviceFacts, all: readonly UsbDeviceFacts[]): FoundDevice => ({
    family: FAMILY,
    kind: isWheel(device) ? 'wheel' : 'camera',
    key: deviceKey(device, all),
    model: modelName(device),
    serial: serialName(device),
    simulated: false,
  });
  const look = async (key: string, kind: FoundDevice['kind']): Promise<UsbDeviceFacts> => {
    const device = findByKey(key, await bus.list(FILTER));
    if (device && isWheel(device) === (kind === 'wheel')) return device;
    throw new DeviceError(
      'not-connected',
      `There is no Starlight Xpress ${kind} “${key}” on the USB bus. Check its cable, its power and the hub between.`,
    );
  };
  const linkTo = (key: string, device: UsbDeviceFacts, greet: Parameters<typeof createDeviceLink>[0]['greet']) =>
    createDeviceLink({ bus, filter: FILTER, key, name: `${modelName(device)} (${serialName(device)})`, greet });
  const opened = async <Port>(link: DeviceLink, open: () => Promise<Port>): Promise<Port> => {
    try {
      return await open();
    } catch (thrown) {
      await link.close();
      throw thrown;
    }
  };
  const coolerOf = (key: string): CoolerOrder => {
    const cooler = coolers.get(key) ?? { on: false, setPointC: 0 };
    coolers.set(key, cooler);
    return cooler;
  };

  return {
    name: FAMILY,
    simulated: false,
    async find() {
      const all = await bus.list(FILTER);
      return all.map((device) => found(device, all));
    },
    async openCamera(key) {
      const device = await look(key, 'camera');
      let sensor: Sensor | null = null;
      const link = linkTo(key, device, async (pipes, { productId }) => {
        const seen = await identifyCamera(pipes, productId);
        if (sensor !== null && !isSame(sensor, seen)) throw anotherCamera(link.name);
        sensor = seen;
      });
      return opened(link, async () => {
        const identified = await link.use(async () => sensor!);
        const info = cameraInfo(identified, serialName(device));
        return createStarlightXpressCamera({ link, clock, sensor: identified, info, cooler: coolerOf(key) });
      });
    },
    async openWheel(key) {
      const device = await look(key, 'wheel');
      const link = linkTo(key, device, async () => {});
      return opened(link, async () => {
        const talk = createWheelConversation(link, options.wheelDirection);
        const { slots } = await readyWheel(talk, clock, link.name);
        const info = { family: FAMILY, model: WHEEL_NAME, serial: serialName(device), slots };
        return createStarlightXpressWheel(talk, { link, clock, info });
      });
    },
  };
}

function isWheel({ productId }: UsbDeviceFacts): boolean {
  return productId === WHEEL_PRODUCT;
}

function modelName(device: UsbDeviceFacts): string {
  return isWheel(device) ? WHEEL_NAME : cameraModel(device.productId).name;
}

/** Many of the older devices have no serial number; they are told apart by where they are plugged in. */
function serialName({ serial, port }: UsbDeviceFacts): string {
  return serial ?? `port ${port}`;
}

function isSame(one: Sensor, other: Sensor): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

function anotherCamera(name: string): DeviceError {
  return new DeviceError('not-connected', `Another camera is where ${name} was. Connect the instrument again.`);
}
