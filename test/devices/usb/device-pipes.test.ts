import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createUsbPipes, type LibraryDevice } from '../../../src-main/devices/usb/device-pipes.ts';

/** As much of a device of the library as the pipes use, which notes what is done with it. */
function createLibraryDevice(changes: object = {}, endpoints?: object[]): { device: LibraryDevice; log: string[] } {
  const log: string[] = [];
  const note =
    (name: string) =>
    async (...details: unknown[]) =>
      void log.push([name, ...details].join(' '));
  const device = {
    bus: '001',
    ports: [9, 9],
    configuration: {
      configurationValue: 1,
      interfaces: [
        {
          interfaceNumber: 0,
          alternate: {
            endpoints: endpoints ?? [
              { endpointNumber: 1, direction: 'out', packetSize: 512 },
              { endpointNumber: 2, direction: 'in', packetSize: 512 },
            ],
          },
        },
      ],
    },
    detachKernelDriver: note('detach'),
    attachKernelDriver: note('attach'),
    claimInterface: note('claim'),
    releaseInterface: note('release'),
    clearHalt: note('clear'),
    reset: note('reset'),
    close: note('close'),
    async nativeTransferOut(endpoint: number, timeoutMs: number, bytes: Uint8Array) {
      log.push(`out ${endpoint} ${timeoutMs} [${bytes}]`);
      return bytes.length;
    },
    async nativeTransferIn(endpoint: number, timeoutMs: number, length: number) {
      log.push(`in ${endpoint} ${timeoutMs} ${length}`);
      return Uint8Array.of(1, 2);
    },
    async nativeControlTransferOut(setup: object, timeoutMs: number, bytes: Uint8Array) {
      log.push(`control ${JSON.stringify(setup)} ${timeoutMs} [${bytes}]`);
      return bytes.length;
    },
    ...changes,
  };
  return { device: device as unknown as LibraryDevice, log };
}

describe('the pipes of a device', () => {
  test('write and read through its endpoints within the time given', async () => {
    const { device, log } = createLibraryDevice();
    const pipes = await createUsbPipes(device);
    log.length = 0;
    expect(pipes.packetBytes).toBe(512);
    await pipes.write(Uint8Array.of(7, 8), 2000);
    expect([...(await pipes.read(512, 300))]).toEqual([1, 2]);
    await pipes.clearHalts();
    expect(log).toEqual(['out 1 2000 [7,8]', 'in 2 300 512', 'clear in 2', 'clear out 1']);
  });

  test('send reports by control requests where there is no endpoint for them', async () => {
    const { device, log } = createLibraryDevice({}, [{ endpointNumber: 1, direction: 'in', packetSize: 8 }]);
    const pipes = await createUsbPipes(device);
    log.length = 0;
    await pipes.write(Uint8Array.of(0, 1), 2000);
    await pipes.clearHalts();
    const setup = { requestType: 'class', recipient: 'interface', request: 9, value: 0x0200, index: 0 };
    expect(log).toEqual([`control ${JSON.stringify(setup)} 2000 [0,1]`, 'clear in 1']);
  });

  test.each([
    ['usbhid', ['detach 0', 'claim 0', 'release 0', 'attach 0', 'close']],
    [null, ['claim 0', 'release 0', 'close']],
    // Another program has it: claiming it then says so, and nothing is taken away.
    ['usbfs', ['claim 0', 'release 0', 'close']],
  ])('take it from the system’s driver and give it back; here the driver is %s', async (driver, expected) => {
    const { device, log } = createLibraryDevice();
    await (await createUsbPipes(device, async () => driver)).close();
    expect(log).toEqual(expected);
  });

  test('tell what the library’s errors mean, and of bytes that were not taken', async () => {
    const { device } = createLibraryDevice({
      nativeTransferIn: () => Promise.reject(new Error('transferIn error: Disconnected')),
      nativeTransferOut: async () => 3,
    });
    const pipes = await createUsbPipes(device);
    await expect(pipes.read(1, 1)).rejects.toMatchObject({ kind: 'gone' });
    await expect(pipes.write(new Uint8Array(8), 1)).rejects.toMatchObject({ kind: 'broken' });
  });

  test('need an endpoint to read from', async () => {
    const { device } = createLibraryDevice({}, []);
    await expect(createUsbPipes(device)).rejects.toMatchObject({ kind: 'broken' });
  });
});

describe('one transfer each way at a time', () => {
  test('a read waits for the one before it, and closing for both', async () => {
    const first = Promise.withResolvers<Uint8Array>();
    let reads = 0;
    const { device, log } = createLibraryDevice({
      nativeTransferIn: () => (reads++ === 0 ? first.promise : Promise.resolve(Uint8Array.of(2))),
    });
    const pipes = await createUsbPipes(device);
    const one = pipes.read(1, 1000);
    const two = pipes.read(1, 1000);
    const closed = pipes.close();
    // A write need not wait.
    await pipes.write(Uint8Array.of(1), 1000);
    expect(reads).toBe(1);
    expect(log).not.toContain('close');
    first.resolve(Uint8Array.of(1));
    expect([[...(await one)], [...(await two)]]).toEqual([[1], [2]]);
    await closed;
    expect(log.at(-1)).toBe('close');
  });
});

describe('a call of the library that never returns', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  test('is given up some time after its own limit, and does not block the next', async () => {
    let reads = 0;
    const { device } = createLibraryDevice({
      nativeTransferIn: () => (reads++ === 0 ? new Promise(() => {}) : Promise.resolve(Uint8Array.of(2))),
    });
    const pipes = await createUsbPipes(device);
    const hung = expect(pipes.read(1, 1000)).rejects.toMatchObject({ kind: 'timeout' });
    const next = pipes.read(1, 1000);
    await vi.advanceTimersByTimeAsync(7000);
    await hung;
    expect([...(await next)]).toEqual([2]);
  });
});
