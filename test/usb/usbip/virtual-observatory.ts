/** Virtual cameras and wheels on one virtual bus, described by plain data as a test or a command line gives it. */
import { createHash } from 'node:crypto';
import { CAMERA_MODELS, type CameraModelName } from '../virtual-devices/camera-models.ts';
import { createVirtualCamera, type VirtualCamera } from '../virtual-devices/starlight-xpress-camera.ts';
import { createVirtualWheel, type VirtualWheel } from '../virtual-devices/starlight-xpress-wheel.ts';
import type { Window } from '../virtual-devices/virtual-sensor.ts';
import { type Bus, createBus } from './bus.ts';

export interface CameraOrder {
  readonly kind: 'camera';
  readonly model: CameraModelName;
  readonly serial?: string | null;
  readonly skyAduPerS?: number;
  /** How fast the sensor is read, bytes a ms; as fast as the bus goes unless given. */
  readonly bytesPerMs?: number;
}
export interface WheelOrder {
  readonly kind: 'wheel';
  readonly serial?: string | null;
  readonly slots?: number;
  /** From one slot to the next, ms. */
  readonly stepMs?: number;
  readonly hasOutEndpoint?: boolean;
}
export type DeviceOrder = CameraOrder | WheelOrder;

type Known = ({ readonly kind: 'camera' } & VirtualCamera) | ({ readonly kind: 'wheel' } & VirtualWheel);

export interface DeviceView {
  readonly busId: string;
  readonly kind: 'camera' | 'wheel';
  readonly name: string;
  readonly serial: string | null;
  readonly pluggedIn: boolean;
  readonly attached: boolean;
}

export interface FrameTruth {
  readonly frameNumber: number;
  readonly width: number;
  readonly height: number;
  /** Of the pixels as little-endian 16-bit numbers, row after row. */
  readonly sha256: string;
}

export interface VirtualObservatory {
  readonly bus: Bus<Known>;
  /** Puts a device on the bus; returns its bus id. Throws an Error for an order that makes no device. */
  add(order: DeviceOrder): string;
  list(): readonly DeviceView[];
  /** Throw an Error when there is no such device. */
  camera(busId: string): VirtualCamera;
  wheel(busId: string): VirtualWheel;
  truth(busId: string, frameNumber: number, window: Window, binning: number): FrameTruth;
}

/** `now`: monotonic ms, the devices' time. */
export function createVirtualObservatory(now: () => number): VirtualObservatory {
  const bus = createBus<Known>(now);
  let made = 0;

  const find = <Kind extends Known['kind']>(busId: string, kind: Kind): Extract<Known, { kind: Kind }> => {
    const device = bus.find(busId)?.device;
    if (device?.kind !== kind) throw new Error(`There is no virtual ${kind} ${busId}.`);
    return device as Extract<Known, { kind: Kind }>;
  };

  return {
    bus,
    add(order) {
      made += 1;
      return bus.add(order.kind === 'camera' ? makeCamera(order, made) : makeWheel(order));
    },
    list() {
      return bus.sockets().map(({ busId, device, pluggedIn, attached }) => {
        const { product, serial } = device.descriptors.description;
        return { busId, kind: device.kind, name: product, serial, pluggedIn, attached };
      });
    },
    camera: (busId) => find(busId, 'camera'),
    wheel: (busId) => find(busId, 'wheel'),
    truth(busId, frameNumber, window, binning) {
      const pixels = find(busId, 'camera').truth(frameNumber, window, binning);
      return {
        frameNumber,
        width: Math.floor(window.width / binning),
        height: Math.floor(window.height / binning),
        sha256: createHash('sha256').update(new Uint8Array(pixels.buffer)).digest('hex'),
      };
    },
  };
}

function makeCamera({ model, serial = null, skyAduPerS, bytesPerMs }: CameraOrder, seed: number): Known {
  if (!Object.hasOwn(CAMERA_MODELS, model)) {
    throw new Error(`There is no camera model “${model}”; there are: ${Object.keys(CAMERA_MODELS).join(', ')}.`);
  }
  const options = {
    serial,
    seed,
    ...(skyAduPerS === undefined ? {} : { skyAduPerS }),
    ...(bytesPerMs === undefined ? {} : { bytesPerMs }),
  };
  return { kind: 'camera', ...createVirtualCamera(CAMERA_MODELS[model], options) };
}

function makeWheel({ serial = null, slots = 7, stepMs = 300, hasOutEndpoint = true }: WheelOrder): Known {
  return { kind: 'wheel', ...createVirtualWheel({ serial, slots, stepMs, hasOutEndpoint }) };
}
