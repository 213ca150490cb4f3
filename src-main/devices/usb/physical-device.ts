/** Finding the same physical device again after it was unplugged, powered off or moved to another address. */
import type { UsbDeviceFacts } from './usb-ports.ts';

/**
 * What a device is known by: its serial number where it has one that no other device here has, else the port it is
 * plugged into. Products are told apart first, so that a wheel and a camera with the same number are two.
 */
export function deviceKey(device: UsbDeviceFacts, all: readonly UsbDeviceFacts[]): string {
  const product = device.productId.toString(16).padStart(4, '0');
  const { serial, port } = device;
  const twins = all.filter((other) => other.productId === device.productId && other.serial === serial);
  return serial !== null && twins.length < 2 ? `${product}-${serial}` : `${product}@${port}`;
}

/** The device of that key among those that are plugged in; a key by port finds a device that has a serial number, too. */
export function findByKey(key: string, all: readonly UsbDeviceFacts[]): UsbDeviceFacts | undefined {
  return (
    all.find((device) => deviceKey(device, all) === key) ??
    all.find((device) => deviceKey({ ...device, serial: null }, []) === key)
  );
}
