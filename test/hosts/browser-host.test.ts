import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type BrowserHost, startBrowserHost } from '../../src-main/hosts/browser/browser-host.ts';
import { rawRequest, signIn } from './raw-http.ts';
import { createStandInServices, type StandInServices } from './stand-in-services.ts';

const FRAME = '0f0e0d0c-0b0a-4908-8706-050403020100';

let folder: string;
let services: StandInServices;
let host: BrowserHost;

const start = (port = 0) =>
  startBrowserHost(services, { port, staticFolder: join(folder, 'page'), dataFolder: join(folder, 'data') });

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'warmroom-browser-host-'));
  mkdirSync(join(folder, 'page', 'assets'), { recursive: true });
  mkdirSync(join(folder, 'data'));
  writeFileSync(join(folder, 'page', 'index.html'), '<title>Warmroom</title>');
  writeFileSync(join(folder, 'page', 'assets', 'index-Ab12Cd34.js'), 'export {}');
  writeFileSync(join(folder, 'secret.txt'), 'secret');
  services = createStandInServices();
  host = await start();
});

afterEach(async () => {
  await host.close();
  rmSync(folder, { recursive: true });
});

describe('getting in', () => {
  test('the printed address lets one browser in and takes the token out of the address bar', async () => {
    const { search } = new URL(host.url);
    const first = await rawRequest(host.port, `/${search}`);
    expect(first.status).toBe(303);
    expect(first.headers.location).toBe('/');
    expect(first.headers['set-cookie']?.[0]).toMatch(/; HttpOnly; SameSite=Strict;/);
    expect(first.headers['set-cookie']?.[0]).toContain(`warmroom-${host.port}=`);

    const second = await rawRequest(host.port, `/${search}`);
    expect(second.status).toBe(401);
    expect(second.headers['set-cookie']).toBeUndefined();
    expect(second.body).toContain('warmroom serve');
  });

  test('the browser that used an address may open it again', async () => {
    const cookie = await signIn(host.url);
    const again = await rawRequest(host.port, `/${new URL(host.url).search}`, { headers: { cookie } });
    expect(again.status).toBe(303);
    expect((await rawRequest(host.port, '/', { headers: { cookie } })).body).toContain('<title>Warmroom</title>');
  });

  test('another browser gets in with a further address', async () => {
    await signIn(host.url);
    const cookie = await signIn(host.newUrl());
    expect((await rawRequest(host.port, '/', { headers: { cookie } })).status).toBe(200);
  });

  test.each([
    ['no token', '/', {}],
    ['a wrong token', '/?token=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA', {}],
    ['an empty token', '/?token=', {}],
    ['a made-up session', '/', { cookie: 'warmroom-PORT=AAAAAAAAAAAAAAAAAAAAAAAA' }],
    ['a file of the page', '/assets/index-Ab12Cd34.js', {}],
    ['pixels', `/pixels/${FRAME}`, {}],
  ])('%s: 401 and nothing of the console', async (_what, path, headers) => {
    const cookie = (headers as { cookie?: string }).cookie?.replace('PORT', String(host.port));
    const answer = await rawRequest(host.port, path, cookie === undefined ? {} : { headers: { cookie } });
    expect(answer.status).toBe(401);
    expect(answer.body).not.toContain('export');
    expect(services.pixelRequests).toEqual([]);
  });

  test('asking with HEAD, as link previews do, does not use the token up', async () => {
    expect((await rawRequest(host.port, `/${new URL(host.url).search}`, { method: 'HEAD' })).status).toBe(401);
    expect(await signIn(host.url)).toContain('warmroom-');
  });

  test('an open page finds its console again after a restart, and no secret is on disk', async () => {
    const cookie = await signIn(host.url);
    const { port } = host;
    await host.close();
    host = await start(port);
    expect((await rawRequest(port, '/', { headers: { cookie } })).status).toBe(200);

    const file = join(folder, 'data', 'sessions.json');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readFileSync(file, 'utf8')).not.toContain(cookie.split('=')[1]);
  });
});

describe('requests from elsewhere', () => {
  test.each([
    ['a rebound name', { host: 'evil.example' }],
    ['a rebound name with the right port', { host: 'evil.example:PORT' }],
    ['another port', { host: '127.0.0.1:1' }],
    ['an Origin from elsewhere', { origin: 'https://evil.example' }],
    ['an Origin of another program on this machine', { origin: 'http://127.0.0.1:1' }],
    ['an opaque Origin', { origin: 'null' }],
    ['an image on another site', { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors' }],
    ['an image on another port', { 'sec-fetch-site': 'same-site', 'sec-fetch-mode': 'no-cors' }],
  ])('%s: 403, even with the session', async (_what, elsewhere) => {
    const cookie = await signIn(host.url);
    const headers: Record<string, string> = { cookie };
    for (const [name, value] of Object.entries(elsewhere)) headers[name] = value.replace('PORT', String(host.port));
    const answer = await rawRequest(host.port, `/pixels/${FRAME}`, { headers });
    expect(answer.status).toBe(403);
    expect(services.pixelRequests).toEqual([]);
  });

  test('anything but GET needs the own Origin, and has no use even then', async () => {
    const cookie = await signIn(host.url);
    const own = { cookie, origin: `http://127.0.0.1:${host.port}` };
    expect((await rawRequest(host.port, '/', { method: 'POST', headers: { cookie } })).status).toBe(403);
    expect((await rawRequest(host.port, '/', { method: 'POST', headers: own })).status).toBe(405);
  });

  test('localhost is this machine too', async () => {
    const cookie = await signIn(host.url);
    const headers = { cookie, host: `localhost:${host.port}` };
    expect((await rawRequest(host.port, '/', { headers })).status).toBe(200);
  });
});

describe('what is served', () => {
  const get = async (path: string, method = 'GET') => {
    const cookie = await signIn(host.newUrl());
    return rawRequest(host.port, path, { method, headers: { cookie } });
  };

  test('the page, with types, caching and strict headers', async () => {
    const page = await get('/');
    expect(page.headers['content-type']).toBe('text/html; charset=utf-8');
    expect(page.headers['cache-control']).toBe('no-cache');
    expect(page.headers['content-security-policy']).toMatch(
      /default-src 'self'.*script-src 'self';.*frame-ancestors 'none'/,
    );
    expect(page.headers['x-content-type-options']).toBe('nosniff');
    expect(page.headers['referrer-policy']).toBe('no-referrer');
    expect(page.headers['cross-origin-resource-policy']).toBe('same-origin');
    const script = await get('/assets/index-Ab12Cd34.js');
    expect(script.headers['content-type']).toBe('text/javascript; charset=utf-8');
    expect(script.headers['cache-control']).toContain('immutable');
    expect((await get('/', 'HEAD')).body).toBe('');
  });

  test('a place within the console gives the page; a missing file does not', async () => {
    expect((await get('/queue')).body).toContain('<title>Warmroom</title>');
    expect((await get('/missing.js')).status).toBe(404);
  });

  test.each([
    '/../secret.txt',
    '/assets/../../secret.txt',
    '/%2e%2e/secret.txt',
    '/..%2fsecret.txt',
    '/%2e%2e%2fsecret.txt',
    '/..%5csecret.txt',
    '/assets/%00.js',
    '/%zz.js',
    '//secret.txt',
    '/linked.txt',
    '/../data/sessions.json',
  ])('%s gives nothing from outside the page’s folder', async (path) => {
    symlinkSync(join(folder, 'secret.txt'), join(folder, 'page', 'linked.txt'));
    const answer = await get(path);
    expect(answer.status).toBe(404);
    expect(answer.body).toBe('Not found');
  });

  test('pixels of a frame, by uid only', async () => {
    const pixels = await get(`/pixels/${FRAME}?level=8`);
    expect(pixels.status).toBe(200);
    expect(pixels.headers['x-width']).toBe('2');
    for (const path of [
      '/pixels/',
      '/pixels/1',
      '/pixels/../frames/x.fits',
      '/pixels/%2e%2e%2fwarmroom.db',
      `/pixels/${FRAME}/..`,
    ]) {
      expect((await get(path)).status).not.toBe(200);
    }
    expect(services.pixelRequests).toEqual([`/pixels/${FRAME}`]);
  });

  test('a fault behind it is a 500 without details', async () => {
    services.pixels = async () => {
      throw new Error('inner detail');
    };
    const answer = await get(`/pixels/${FRAME}`);
    expect(answer.status).toBe(500);
    expect(answer.body).not.toContain('inner detail');
  });
});

describe('listening', () => {
  test('a port in use is refused with a sentence that names it', async () => {
    await expect(start(host.port)).rejects.toMatchObject({
      reason: 'bad-input',
      message: expect.stringMatching(new RegExp(`Port ${host.port} .*in use.*--port`)),
    });
  });

  test('an address that is not this machine’s is refused with a sentence', async () => {
    const options = { host: '192.0.2.1', port: 0, staticFolder: folder, dataFolder: folder };
    await expect(startBrowserHost(services, options)).rejects.toMatchObject({
      reason: 'bad-input',
      message: expect.stringContaining('192.0.2.1'),
    });
  });
});
