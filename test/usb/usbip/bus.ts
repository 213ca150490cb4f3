/** The devices that can be attached: which are plugged in, and which of them somebody has attached. */
import type { VirtualUsbDevice } from '../virtual-devices/virtual-usb-device.ts';
import type { ExportedDevice } from './messages.ts';

const BUS_NUMBER = 1;
const SPEEDS = { full: 2, high: 3 } as const;

export interface Socket<Device extends VirtualUsbDevice = VirtualUsbDevice> {
  readonly busId: string;
  readonly device: Device;
  readonly pluggedIn: boolean;
  readonly attached: boolean;
}

export interface Bus<Device extends VirtualUsbDevice = VirtualUsbDevice> {
  /** Puts a device on the bus, plugged in. Returns its bus id. */
  add(device: Device): string;
  remove(busId: string): void;
  sockets(): readonly Socket<Device>[];
  find(busId: string): Socket<Device> | null;
  plugIn(busId: string): void;
  /** Ends the connection of whoever has it attached. */
  unplug(busId: string): void;
  /** For the server: null when it cannot be had now. `detach` is called on unplugging. */
  attach(busId: string, detach: () => void): { exported: ExportedDevice; device: Device; release(): void } | null;
  exported(): readonly ExportedDevice[];
  /** Called after every change of what is plugged in or attached. */
  onChange(listener: () => void): () => void;
}

interface Place<Device> {
  readonly number: number;
  readonly device: Device;
  pluggedIn: boolean;
  detach: (() => void) | null;
}

export function createBus<Device extends VirtualUsbDevice>(now: () => number): Bus<Device> {
  const places = new Map<string, Place<Device>>();
  const listeners = new Set<() => void>();
  let lastNumber = 0;
  const changed = () => {
    for (const listener of [...listeners]) listener();
  };
  const view = (busId: string, { device, pluggedIn, detach }: Place<Device>): Socket<Device> => {
    return { busId, device, pluggedIn, attached: detach !== null };
  };
  const exported = (busId: string, { number, device }: Place<Device>): ExportedDevice => {
    const { vendorId, productId, interfaceClass, speed } = device.descriptors.description;
    const common = { busId, busNumber: BUS_NUMBER, deviceNumber: number, speed: SPEEDS[speed] };
    return { ...common, vendorId, productId, interfaceClass };
  };
  const place = (busId: string) => {
    const known = places.get(busId);
    if (!known) throw new Error(`There is no virtual device ${busId}.`);
    return known;
  };
  const unplug = (busId: string) => {
    const unplugged = place(busId);
    unplugged.pluggedIn = false;
    unplugged.detach?.();
    unplugged.detach = null;
    changed();
  };

  return {
    add(device) {
      lastNumber += 1;
      const busId = `${BUS_NUMBER}-${lastNumber}`;
      device.powerCycle(now());
      places.set(busId, { number: lastNumber, device, pluggedIn: true, detach: null });
      changed();
      return busId;
    },
    remove(busId) {
      unplug(busId);
      places.delete(busId);
    },
    sockets: () => [...places].map(([busId, known]) => view(busId, known)),
    find: (busId) => (places.has(busId) ? view(busId, place(busId)) : null),
    plugIn(busId) {
      const plugged = place(busId);
      if (!plugged.pluggedIn) plugged.device.powerCycle(now());
      plugged.pluggedIn = true;
      changed();
    },
    unplug,
    attach(busId, detach) {
      const wanted = places.get(busId);
      if (!wanted?.pluggedIn || wanted.detach !== null) return null;
      wanted.detach = detach;
      changed();
      return {
        exported: exported(busId, wanted),
        device: wanted.device,
        release() {
          if (wanted.detach === detach) wanted.detach = null;
          changed();
        },
      };
    },
    exported: () => {
      return [...places].filter(([, { pluggedIn }]) => pluggedIn).map(([busId, known]) => exported(busId, known));
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
