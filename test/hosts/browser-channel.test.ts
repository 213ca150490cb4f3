import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { WebSocket } from 'ws';
import type { ConsoleEvent } from '../../src-main/contract/events.ts';
import { connectChannel } from '../../src-main/contract/rpc.ts';
import { type BrowserHost, startBrowserHost } from '../../src-main/hosts/browser/browser-host.ts';
import { DEFAULT_SOCKET_LIMITS } from '../../src-main/hosts/browser/channel-sockets.ts';
import { signIn } from './raw-http.ts';
import { createStandInServices, type StandInServices } from './stand-in-services.ts';

let folder: string;
let services: StandInServices;
let host: BrowserHost;
let cookie: string;

const limits = { ...DEFAULT_SOCKET_LIMITS, maxMessageBytes: 64 * 1024 };

const start = async (socketLimits = limits) => {
  host = await startBrowserHost(services, { port: 0, staticFolder: folder, dataFolder: folder, socketLimits });
  cookie = await signIn(host.url);
};

/** Connects as the console's page would, with some headers changed or (null) left out. */
const connect = (changed: Record<string, string | null> = {}, path = '/channel') => {
  const headers: Record<string, string> = {};
  const all = { cookie, origin: `http://127.0.0.1:${host.port}`, ...changed };
  for (const [name, value] of Object.entries(all)) if (value !== null) headers[name] = value;
  return new WebSocket(`ws://127.0.0.1:${host.port}${path}`, { headers });
};
const opened = (socket: WebSocket) =>
  new Promise<WebSocket>((resolve, reject) => {
    socket.on('open', () => resolve(socket));
    socket.on('error', reject);
  });
const refusedWith = (socket: WebSocket) =>
  new Promise<number>((resolve, reject) => {
    socket.on('unexpected-response', (_request, response) => resolve(response.statusCode ?? 0));
    socket.on('open', () => reject(new Error('was let in')));
    socket.on('error', reject);
  });
const closedWith = (socket: WebSocket) =>
  new Promise<number>((resolve) => {
    socket.on('close', (code) => resolve(code));
    socket.on('error', () => {});
  });
const clientOf = (socket: WebSocket, onEvent: (event: ConsoleEvent) => void = () => {}) =>
  connectChannel(
    {
      send: (text) => socket.send(text),
      onMessage: (listener) => socket.on('message', (data) => listener(String(data))),
    },
    onEvent,
  );

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'warmroom-channel-'));
  writeFileSync(join(folder, 'index.html'), '');
  services = createStandInServices();
  await start();
});

afterEach(async () => {
  await host.close();
  rmSync(folder, { recursive: true });
});

describe('who gets a channel', () => {
  test('the console’s own page: calls are answered, events arrive, a closed page is forgotten', async () => {
    const socket = await opened(connect());
    const events: ConsoleEvent[] = [];
    const client = clientOf(socket, (event) => events.push(event));
    expect(await client.call('frames.nights', {})).toEqual({ nights: [{ night: '2026-11-01', frames: 3 }] });
    expect(services.calls[0]?.caller.who).toBe('observer');

    services.emit({ type: 'setup' });
    await vi.waitFor(() => expect(events).toEqual([{ type: 'setup' }]));
    socket.close();
    await vi.waitFor(() => expect(services.subscribers()).toBe(0));
  });

  test.each([
    ['a page from elsewhere', { origin: 'https://evil.example' }, 403],
    ['another program’s page on this machine', { origin: 'http://127.0.0.1:1' }, 403],
    ['an opaque Origin', { origin: 'null' }, 403],
    ['no Origin', { origin: null }, 403],
    ['a rebound name', { host: 'evil.example', origin: 'http://evil.example' }, 403],
    ['no session', { cookie: null }, 401],
    ['a made-up session', { cookie: 'warmroom=1' }, 401],
  ])('%s: refused', async (_what, changed, status) => {
    expect(await refusedWith(connect(changed))).toBe(status);
    expect(services.subscribers()).toBe(0);
  });

  test('a token in the address is no way around the session', async () => {
    const { search } = new URL(host.newUrl());
    expect(await refusedWith(connect({ cookie: null }, `/channel${search}`))).toBe(404);
  });
});

describe('a page that misbehaves', () => {
  test('text that is no call, unknown procedures and bad inputs leave the console as it was', async () => {
    const socket = await opened(connect());
    for (const text of ['{', '', '"x"', 'null', '1', '[]', '{"t":"q"}', '{"t":"q","m":"call"}']) socket.send(text);
    socket.send(Buffer.from([1, 2, 3]));
    const client = clientOf(socket);
    const unknown = client.call('no.such' as 'frames.nights', {});
    await expect(unknown).rejects.toMatchObject({ reason: 'bad-input', message: expect.stringContaining('no.such') });
    const inherited = client.call('constructor' as 'frames.nights', {});
    await expect(inherited).rejects.toMatchObject({ reason: 'bad-input' });
    const extra = client.call('frames.nights', { surprise: 1 } as never);
    await expect(extra).rejects.toMatchObject({ reason: 'bad-input' });
    expect(services.calls).toEqual([]);
    expect(await client.call('frames.nights', {})).toBeTruthy();
  });

  test('a message over the limit ends its connection only', async () => {
    const good = clientOf(await opened(connect()));
    const bad = await opened(connect());
    const closed = closedWith(bad);
    bad.send('x'.repeat(limits.maxMessageBytes + 1));
    expect(await closed).toBe(1009);
    expect(await good.call('frames.nights', {})).toBeTruthy();
  });

  test.each([
    ['for too long', { slowBytes: 1024, slowMs: 50 }],
    ['and by far too much', { maxUnsentBytes: 1024 * 1024 }],
  ])('one that stops reading, %s, is cut off instead of piling up', async (_how, tighter) => {
    await host.close();
    await start({ ...limits, ...tighter });
    const socket = await opened(connect());
    const closed = closedWith(socket);
    socket.pause();
    const entry = {
      id: 1,
      at: '',
      level: 'info',
      who: '',
      what: '',
      facts: null,
      taskUid: null,
      frameUid: null,
    } as const;
    // Some 250 MB by the time limit: far less than the limit that ends a connection by default.
    const filling = setInterval(() => {
      services.emit({ type: 'log', entry: { ...entry, message: 'x'.repeat(256 * 1024) } });
    }, 5);
    await vi.waitFor(() => expect(services.subscribers()).toBe(0), 5000);
    clearInterval(filling);
    socket.resume();
    await closed;
  });

  test('one that reads gets an answer far over the limit for slow ones', async () => {
    await host.close();
    await start({ ...limits, slowBytes: 1024 });
    services.exportText = 'x'.repeat(32 * 1024 * 1024);
    const client = clientOf(await opened(connect()));
    expect((await client.call('queue.export', {})).text.length).toBe(services.exportText.length);
  });

  test('one that has gone without a word is noticed', async () => {
    await host.close();
    await start({ ...limits, heartbeatMs: 60 });
    const silent = await opened(connect());
    silent.pause();
    const lively = await opened(connect());
    await vi.waitFor(() => expect(services.subscribers()).toBe(1), 5000);
    expect(await clientOf(lively).call('frames.nights', {})).toBeTruthy();
    silent.resume();
  });
});

test('closing the host ends the channels so that pages look for the next console', async () => {
  const closed = closedWith(await opened(connect()));
  await host.close();
  expect(await closed).toBe(1001);
  await start();
});
