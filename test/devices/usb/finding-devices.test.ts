import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { toUsbFault } from '../../../src-main/devices/usb/library-faults.ts';
import { createNodeUsbBus } from '../../../src-main/devices/usb/node-usb-bus.ts';
import { deviceKey, findByKey } from '../../../src-main/devices/usb/physical-device.ts';
import { type UsbDeviceFacts, UsbFault } from '../../../src-main/devices/usb/usb-ports.ts';

const CAMERA: UsbDeviceFacts = { vendorId: 0x1278, productId: 0x194, serial: 'A7', port: '1-2.3', address: '1/5' };

describe('a device', () => {
  test('is found by its serial number under another address and port', () => {
    const key = deviceKey(CAMERA, [CAMERA]);
    const moved = { ...CAMERA, port: '3-1', address: '3/9' };
    expect(findByKey(key, [{ ...CAMERA, serial: 'A8' }, moved])).toBe(moved);
  });

  test('without serial number is found by its port', () => {
    const nameless = { ...CAMERA, serial: null };
    const key = deviceKey(nameless, [nameless]);
    const again = { ...nameless, address: '1/6' };
    expect(findByKey(key, [{ ...nameless, port: '1-2.4' }, again])).toBe(again);
    expect(findByKey(key, [{ ...nameless, port: '1-2.4' }])).toBeUndefined();
  });

  test('that shares its serial number with a twin is told apart by its port', () => {
    const twin = { ...CAMERA, port: '1-2.4', address: '1/6' };
    const both = [CAMERA, twin];
    expect(deviceKey(CAMERA, both)).not.toBe(deviceKey(twin, both));
    for (const device of both) expect(findByKey(deviceKey(device, both), both)).toBe(device);
    // One of them alone is still known by what it was called beside the other.
    expect(findByKey(deviceKey(twin, both), [twin])).toBe(twin);
  });

  test('is not taken for another product with the same serial number', () => {
    const wheel = { ...CAMERA, productId: 0x920 };
    expect(findByKey(deviceKey(CAMERA, [CAMERA, wheel]), [wheel])).toBeUndefined();
  });

  test('has a key of its own among any others', () => {
    const devices = fc.uniqueArray(
      fc.record({
        vendorId: fc.constant(0x1278),
        productId: fc.constantFrom(0x194, 0x920),
        serial: fc.constantFrom(null, 'A', 'B'),
        port: fc.stringMatching(/^[12]-[1-4](\.[1-4])?$/),
        address: fc.constant('1/1'),
      }),
      { selector: ({ port }) => port },
    );
    fc.assert(
      fc.property(devices, (all) => {
        for (const device of all) expect(findByKey(deviceKey(device, all), all)).toBe(device);
      }),
    );
  });
});

describe('what the library says', () => {
  test.each([
    ['transferIn error: Disconnected', 'gone'],
    ['open error: failed to open device (errno 2)', 'gone'],
    ['open error: device disconnected (errno 19)', 'gone'],
    ['transferIn error: Cancelled', 'timeout'],
    ['transferOut error: Stall', 'stalled'],
    ['open error: permission denied (errno 13)', 'denied'],
    ['claimInterface error: interface is busy (errno 16)', 'busy'],
    ['transferIn error: Unknown(12)', 'crowded'],
    ['transferIn error: Unknown(121)', 'broken'],
    ['transferIn error: Fault', 'broken'],
    ['transferIn error: endpoint not found', 'broken'],
  ])('“%s” means %s', (message, kind) => {
    expect(toUsbFault(new Error(message))).toMatchObject({ kind, message });
  });

  test('is left as it is where it is understood already', () => {
    const fault = new UsbFault('gone', 'x');
    expect(toUsbFault(fault)).toBe(fault);
  });
});

describe('the bus', () => {
  /** As much of the library as looking for devices needs. */
  const library = (devices: readonly object[]) => async () =>
    ({ usb: { getDevices: async () => devices } }) as unknown as typeof import('usb');
  const listed = { vendorId: 0x1278, productId: 0x194, bus: '001', address: 5, ports: [2, 3], serialNumber: ' A7 ' };

  test('of a machine without USB, or without the library, has no devices', async () => {
    const broken = createNodeUsbBus(async () => {
      throw new Error('Cannot find native binding.');
    });
    expect(await broken.list({ vendorIds: [0x1278] })).toEqual([]);
    expect(await broken.isPresent(CAMERA)).toBe(false);
    await expect(broken.open(CAMERA)).rejects.toMatchObject({ kind: 'gone' });
  });

  test('gives the devices of a vendor', async () => {
    const bus = createNodeUsbBus(library([listed, { ...listed, vendorId: 0x46d }]));
    const [device, ...others] = await bus.list({ vendorIds: [0x1278] });
    expect(others).toEqual([]);
    expect(device).toEqual({ ...CAMERA, port: '1-2.3', address: '001/5' });
    expect(await bus.isPresent(device!)).toBe(true);
    expect(await bus.isPresent({ ...device!, address: '001/6' })).toBe(false);
  });

  test('does not need to know a serial number that may not be read', async () => {
    const secretive = Object.defineProperty({ ...listed }, 'serialNumber', {
      get() {
        throw new Error('open error: permission denied (errno 13)');
      },
    });
    expect((await createNodeUsbBus(library([secretive])).list({ vendorIds: [0x1278] }))[0]!.serial).toBeNull();
  });

  test('does not load the library before a device is looked for', async () => {
    let loaded = 0;
    const bus = createNodeUsbBus(() => {
      loaded++;
      return library([])();
    });
    expect(loaded).toBe(0);
    await bus.list({ vendorIds: [1] });
    await bus.list({ vendorIds: [1] });
    expect(loaded).toBe(1);
  });
});
