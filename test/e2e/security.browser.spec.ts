/** The browser host against pages from elsewhere, as a real browser lets them try. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from './fixtures.ts';
import type { BrowserConsole } from './hosts/browser.ts';

const FRAME = '0f0e0d0c-0b0a-4908-8706-050403020100';

let elsewhere: Server;
let elsewhereUrl: string;

test.beforeAll(async () => {
  elsewhere = createServer((_request, response) => {
    response.setHeader('Content-Type', 'text/html');
    response.end('<!doctype html><title>Elsewhere</title>');
  });
  await new Promise<void>((resolve) => elsewhere.listen(0, '127.0.0.1', resolve));
  // The same machine and so, to cookies, the same site: the nearest that an attacker's page can come.
  elsewhereUrl = `http://127.0.0.1:${(elsewhere.address() as AddressInfo).port}/`;
});
test.afterAll(() => elsewhere.close());

test('the address bar holds no token, and the page cannot read its own session', async ({ page }) => {
  expect(new URL(page.url()).search).toBe('');
  expect(await page.evaluate(() => document.cookie)).toBe('');
});

test('a page from elsewhere, in the browser that is signed in, gets nothing', async ({ warmroom }) => {
  const { page, port } = warmroom as BrowserConsole;
  const target = `http://127.0.0.1:${port}`;
  const foreign = await page.context().newPage();
  await foreign.goto(elsewhereUrl);
  const got = await foreign.evaluate(
    async ({ target, frame }) => {
      const fetched = async (init: RequestInit) => {
        try {
          const response = await fetch(`${target}/pixels/${frame}?level=8`, { credentials: 'include', ...init });
          return `${response.type} ${response.status}`;
        } catch {
          return 'nothing';
        }
      };
      const outcome = (element: HTMLImageElement | HTMLScriptElement, src: string) =>
        new Promise<string>((resolve) => {
          element.onload = () => resolve('loaded');
          element.onerror = () => resolve('nothing');
          element.src = src;
          document.body.append(element);
        });
      const opened = () =>
        new Promise<string>((resolve) => {
          const socket = new WebSocket(`${target.replace('http', 'ws')}/channel`);
          socket.onopen = () => resolve('open');
          socket.onerror = () => resolve('nothing');
        });
      return {
        read: await fetched({}),
        blind: await fetched({ mode: 'no-cors' }),
        posted: await fetched({ method: 'POST', mode: 'no-cors' }),
        image: await outcome(new Image(), `${target}/pixels/${frame}`),
        script: await outcome(document.createElement('script'), `${target}/`),
        socket: await opened(),
      };
    },
    { target, frame: FRAME },
  );
  expect(got).toEqual({
    read: 'nothing',
    blind: 'nothing',
    posted: 'nothing',
    image: 'nothing',
    script: 'nothing',
    socket: 'nothing',
  });
});

test('the console cannot be put into a frame of another page', async ({ warmroom }) => {
  const { page, port } = warmroom as BrowserConsole;
  const foreign = await page.context().newPage();
  await foreign.goto(elsewhereUrl);
  await foreign.setContent(`<iframe src="http://127.0.0.1:${port}/"></iframe>`);
  await expect(foreign.frameLocator('iframe').getByRole('navigation')).toHaveCount(0);
  expect(foreign.frames()[1]?.url()).toMatch(/^chrome-error:|^about:blank/);
});

test('another browser is told how to get in', async ({ warmroom }) => {
  const { page, port } = warmroom as BrowserConsole;
  const stranger = await page.context().browser()!.newContext();
  const theirPage = await stranger.newPage();
  const response = await theirPage.goto(`http://127.0.0.1:${port}/`);
  expect(response?.status()).toBe(401);
  await expect(theirPage.getByText('warmroom serve')).toBeVisible();
  await stranger.close();
});
