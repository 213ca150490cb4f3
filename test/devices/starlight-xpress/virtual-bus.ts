/** A USB bus within the process, with virtual devices on it that live in a clock's time. */
import type { Clock } from '../../../src-main/devices/clock.ts';
import { createTurns } from '../../../src-main/devices/usb/turns.ts';
import { type UsbBus, type UsbDeviceFacts, UsbFault, type UsbPipes } from '../../../src-main/devices/usb/usb-ports.ts';
import type { VirtualUsbDevice } from '../../usb/virtual-devices/virtual-usb-device.ts';

/** How often a transfer looks again when the device has nothing to say, ms of the clock. */
const LOOK_EVERY_MS = 50;

export interface VirtualBus extends UsbBus {
  plugIn(device: VirtualUsbDevice, port?: string): void;
  unplug(device: VirtualUsbDevice): void;
  /** What was done with the devices, in order. */
  readonly log: string[];
}

export function createVirtualBus(clock: Clock): VirtualBus {
  const plugged = new Map<VirtualUsbDevice, UsbDeviceFacts>();
  const log: string[] = [];
  let nextAddress = 1;
  const deviceAt = (address: string) => [...plugged].find(([, facts]) => facts.address === address)?.[0];

  return {
    log,
    plugIn(device, port = '1-1') {
      const { vendorId, productId, serial } = device.descriptors.description;
      device.powerCycle(clock.monotonic());
      plugged.set(device, { vendorId, productId, serial, port, address: `1/${nextAddress++}` });
    },
    unplug: (device) => void plugged.delete(device),
    async list({ vendorIds }) {
      return [...plugged.values()].filter((facts) => vendorIds.includes(facts.vendorId));
    },
    async isPresent({ address }) {
      return deviceAt(address) !== undefined;
    },
    async open({ address }) {
      const device = deviceAt(address);
      if (!device) throw new UsbFault('gone', 'No such device.');
      log.push('open');
      return createVirtualPipes(device, clock, log, {
        isThere: () => deviceAt(address) === device,
        leave: () => void plugged.delete(device),
      });
    },
  };
}

function createVirtualPipes(
  device: VirtualUsbDevice,
  clock: Clock,
  log: string[],
  port: { isThere(): boolean; leave(): void },
): UsbPipes {
  const { endpoints } = device.descriptors.description;
  const input = endpoints.find(({ address }) => address & 0x80)!;
  const output = endpoints.find(({ address }) => !(address & 0x80));
  const reads = createTurns();
  const requirePresence = () => {
    if (!port.isThere()) throw new UsbFault('gone', 'Disconnected');
  };
  const readOnce = async (length: number, timeoutMs: number): Promise<Uint8Array> => {
    const until = clock.monotonic() + timeoutMs;
    for (;;) {
      requirePresence();
      const now = clock.monotonic();
      const delivery = device.read(input.address & 0x7f, length, now);
      switch (delivery.kind) {
        case 'bytes':
          // In a buffer of their own, which the driver may do with as it likes.
          return new Uint8Array(delivery.bytes);
        case 'stall':
          throw new UsbFault('stalled', 'Stall');
        case 'gone':
          port.leave();
          throw new UsbFault('gone', 'Disconnected');
        case 'wait':
          if (now >= until) throw new UsbFault('timeout', 'Cancelled');
          await clock.sleep(Math.min(until, now + LOOK_EVERY_MS, delivery.untilMs ?? until) - now);
      }
    }
  };
  return {
    packetBytes: input.packetSize,
    async write(bytes) {
      requirePresence();
      const now = clock.monotonic();
      if (output) {
        if (device.write(output.address, bytes, now) === 'stall') throw new UsbFault('stalled', 'Stall');
        return;
      }
      const setup = { requestType: 0x21, request: 0x09, value: 0x0200, index: 0, length: bytes.length };
      if (device.control(setup, bytes, now) === 'stall') throw new UsbFault('stalled', 'Stall');
    },
    read: (length, timeoutMs) => reads.take(() => readOnce(length, timeoutMs)),
    async clearHalts() {
      requirePresence();
      log.push('clear halts');
    },
    async reset() {
      requirePresence();
      log.push('reset');
      device.powerCycle(clock.monotonic());
    },
    async close() {
      await reads.take(async () => {});
      log.push('close');
    },
  };
}
