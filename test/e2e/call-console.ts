import type { Page } from '@playwright/test';

/** Browser host: asks the console over a channel of its own, as another screen would. */
export async function callConsole(page: Page, name: string, input: object): Promise<void> {
  await page.evaluate(
    ([message]) =>
      new Promise<void>((resolve, reject) => {
        const socket = new WebSocket(`ws://${location.host}/channel`);
        socket.addEventListener('open', () => socket.send(message!));
        socket.addEventListener('message', ({ data }) => {
          if (!String(data).includes('"i":"1"')) return;
          socket.close();
          resolve();
        });
        socket.addEventListener('error', () => reject(new Error('no channel')));
      }),
    [JSON.stringify({ t: 'q', i: '1', m: 'call', a: [name, input] })],
  );
}
