import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { observatoryRoutes, startControlService } from './control-service.ts';
import { startUsbipServer } from './usbip-server.ts';
import { createVirtualObservatory, type VirtualObservatory } from './virtual-observatory.ts';

const now = () => performance.now();
let observatory: VirtualObservatory;
let closers: (() => unknown)[];
let port: number;
beforeEach(async () => {
  observatory = createVirtualObservatory(now);
  const server = await startUsbipServer(observatory.bus, { port: 0, now });
  port = server.port;
  closers = [() => server.close()];
});
afterEach(async () => {
  for (const close of closers) await close();
});

const IMPORT = (busId: string) =>
  Buffer.concat([Buffer.from('0111800300000000', 'hex'), Buffer.from(busId.padEnd(32, '\0'))]);

/** A connection and all that came in so far. */
function dial(): { socket: Socket; received(bytes: number): Promise<Buffer> } {
  const socket = connect(port, '127.0.0.1');
  closers.push(() => socket.destroy());
  let all = Buffer.alloc(0);
  const waiting = new Set<() => void>();
  socket.on('data', (chunk) => {
    all = Buffer.concat([all, chunk]);
    for (const wake of [...waiting]) wake();
  });
  return {
    socket,
    async received(bytes) {
      while (all.length < bytes) {
        await new Promise<void>((resolve) => {
          waiting.add(() => resolve());
        });
      }
      const first = all.subarray(0, bytes);
      all = all.subarray(bytes);
      return first;
    },
  };
}

test('devices are listed, attached once, and can be attached again after they were let go', async () => {
  const busId = observatory.add({ kind: 'camera', model: 'unknown', serial: 'A' });
  const list = dial();
  list.socket.write(Buffer.from('0111800500000000', 'hex'));
  expect((await list.received(12 + 316)).readUInt32BE(8)).toBe(1);

  const first = dial();
  first.socket.write(IMPORT(busId));
  expect((await first.received(320)).readUInt32BE(4)).toBe(0);
  const second = dial();
  second.socket.write(IMPORT(busId));
  expect((await second.received(8)).readUInt32BE(4)).toBe(1);

  const released = new Promise<void>((resolve) => {
    observatory.bus.onChange(() => !observatory.list()[0]!.attached && resolve());
  });
  first.socket.destroy();
  await released;
  const third = dial();
  third.socket.write(IMPORT(busId));
  expect((await third.received(320)).readUInt32BE(4)).toBe(0);
});

test('requests that come byte by byte are answered; unplugging ends the connection', async () => {
  const busId = observatory.add({ kind: 'camera', model: 'unknown' });
  const { socket, received } = dial();
  socket.setNoDelay();
  for (const byte of IMPORT(busId)) socket.write(Buffer.of(byte));
  await received(320);
  const descriptor = Buffer.alloc(48);
  [1, 77, 0x10001, 1, 0, 0, 18].forEach((word, i) => void descriptor.writeUInt32BE(word, i * 4));
  Buffer.of(0x80, 6, 0, 1, 0, 0, 18, 0).copy(descriptor, 40);
  for (const byte of descriptor) socket.write(Buffer.of(byte));
  const answer = await received(48 + 18);
  expect(answer.readUInt32BE(4)).toBe(77);
  expect(answer.readUInt16LE(48 + 8)).toBe(0x1278);

  const ended = once(socket, 'close');
  observatory.bus.unplug(busId);
  await ended;
  const again = dial();
  again.socket.write(IMPORT(busId));
  expect((await again.received(8)).readUInt32BE(4)).toBe(1);
});

test('who speaks another language is hung up on, and the others go on', async () => {
  const { socket } = dial();
  socket.write('GET / HTTP/1.1\r\n\r\n');
  await once(socket, 'close');
  const list = dial();
  list.socket.write(Buffer.from('0111800500000000', 'hex'));
  expect((await list.received(12)).readUInt32BE(8)).toBe(0);
});

test('the side door plugs devices in, tells what waits to be attached, and says what is wrong', async () => {
  const control = await startControlService(observatoryRoutes(observatory, now), 0);
  closers.push(() => control.close());
  const url = `http://127.0.0.1:${control.port}`;
  const post = (path: string, body: object) => fetch(`${url}${path}`, { method: 'POST', body: JSON.stringify(body) });

  const unattached = fetch(`${url}/unattached`).then((response) => response.text());
  expect(await (await post('/devices', { kind: 'wheel', slots: 5 })).json()).toEqual({ busId: '1-1' });
  expect(await unattached).toBe('1-1\n');
  expect(await (await fetch(`${url}/devices/1-1/wheel`)).json()).toEqual({ position: 1, reports: [] });

  const wrong = await post('/devices', { kind: 'camera', model: 'polaroid' });
  expect(wrong.status).toBe(400);
  expect(((await wrong.json()) as { error: string }).error).toContain('no camera model “polaroid”');
  expect((await post('/devices/1-1/fault', { fault: null })).status).toBe(400);
  expect((await fetch(`${url}/elsewhere`)).status).toBe(404);
});
