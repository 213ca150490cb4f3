/** The built desktop shell: what it asks of Electron, and what it lets a page do. */
import type { Recorded } from './electron-stand-in/record.ts';
import { expect, test } from './fixtures.ts';
import { STAND_IN_PAGE, type StandInConsole, startSecondInstance } from './hosts/stand-in.ts';

const named = (recorded: readonly Recorded[], what: string) =>
  recorded.filter((entry) => entry.what === what).map((entry) => entry.detail);

/** Starts the sample night, so that there is a run. */
async function startRun({ page }: StandInConsole): Promise<void> {
  await page.evaluate(() => {
    const call = (name: string, id: string) =>
      window.warmroom?.send(JSON.stringify({ t: 'q', i: id, m: 'call', a: [name, {}] }));
    call('queue.loadSampleNight', 'a');
    call('run.start', 'b');
  });
}

test('windows are confined: isolated, sandboxed, without Node', async ({ warmroom }) => {
  const shell = warmroom as StandInConsole;
  const recorded = await shell.recorded();
  expect(named(recorded, 'app.enableSandbox')).toHaveLength(1);
  expect(named(recorded, 'BrowserWindow')).toMatchObject([
    { webPreferences: { contextIsolation: true, sandbox: true, nodeIntegration: false, webviewTag: false } },
  ]);
  expect(await shell.page.evaluate(() => Object.keys(window.warmroom ?? {}))).toEqual([
    'send',
    'onMessage',
    'wordAlarm',
    'nameAlarms',
    'speak',
  ]);
  expect(await shell.page.evaluate(() => ['require', 'process', 'module'].filter((name) => name in window))).toEqual(
    [],
  );
});

test('the page cannot leave, open windows, or have permissions that it does not need', async ({ warmroom }) => {
  const shell = warmroom as StandInConsole;
  await shell.page.evaluate(() => {
    location.href = 'https://example.com/';
  });
  await shell.page.evaluate(() => void window.open('https://example.com/'));
  await expect
    .poll(async () => {
      const recorded = await shell.recorded();
      return [...named(recorded, 'will-navigate'), ...named(recorded, 'window.open')];
    })
    .toEqual([{ url: 'https://example.com/', allowed: false }, expect.objectContaining({ action: 'deny' })]);
  expect(shell.page.url()).toContain(STAND_IN_PAGE);
  for (const permission of ['media', 'geolocation', 'notifications', 'usb', 'openExternal']) {
    expect(await shell.order({ do: 'isPermissionGranted', permission })).toBe(false);
  }
});

test('only files of the page and pixels of frames are served', async ({ warmroom }) => {
  const statuses = await warmroom.page.evaluate(async () => {
    const paths = ['/', '/..%2f..%2fpackage.json', '/%2e%2e/main/electron.js', '/pixels/..%2fwarmroom.db', '/pixels/1'];
    return Promise.all(paths.map(async (path) => (await fetch(path)).status));
  });
  expect(statuses).toEqual([200, 404, 404, 400, 400]);
});

test('a frame within the page gets no channel', async ({ warmroom }) => {
  const inFrame = await warmroom.page.evaluate(async () => {
    const frame = document.createElement('iframe');
    frame.srcdoc = '<p>within</p>';
    const loaded = new Promise((resolve) => frame.addEventListener('load', resolve));
    document.body.append(frame);
    await loaded;
    return (frame.contentWindow as Window | null)?.warmroom === undefined;
  });
  expect(inFrame).toBe(true);
});

test('a second start brings the first window to the front and ends', async ({ warmroom, dataFolder }) => {
  const shell = warmroom as StandInConsole;
  await shell.order({ do: 'minimizeFirstWindow' });
  expect(await startSecondInstance({ dataFolder, speed: 60 })).toBe(0);
  const recorded = await shell.recorded();
  expect(named(recorded, 'window.restore')).toHaveLength(1);
  expect(named(recorded, 'window.focus')).toHaveLength(1);
  expect(named(recorded, 'BrowserWindow')).toHaveLength(1);
});

test('an alarm is a notification of the desktop while no window is in front, and is taken away when it is over', async ({
  warmroom,
}) => {
  const shell = warmroom as StandInConsole;
  const stepClock = (byS: number) =>
    shell.page.evaluate((seconds) => {
      const input = { device: 'clock', kind: 'step', parameters: { byS: seconds } };
      window.warmroom?.send(
        JSON.stringify({ t: 'q', i: String(seconds), m: 'call', a: ['devices.injectFault', input] }),
      );
    }, byS);
  const bar = shell.page.getByRole('region', { name: 'Alarm', exact: true });
  await stepClock(3600);
  await expect(bar).toContainText('forward by 1 h');
  expect(named(await shell.recorded(), 'notification.show')).toEqual([]);
  await shell.order({ do: 'minimizeFirstWindow' });
  await stepClock(-7200);
  await expect
    .poll(async () => named(await shell.recorded(), 'notification.show'))
    .toEqual([
      expect.objectContaining({ title: 'Warmroom: Serious alarm', body: expect.stringContaining('back by 2 h') }),
    ]);
  await shell.page.keyboard.press('q');
  await expect.poll(async () => named(await shell.recorded(), 'notification.close')).toHaveLength(1);

  // In the language of the screen, whose page words it.
  await shell.page.getByRole('combobox', { name: /^Language/ }).click();
  await shell.page.getByRole('option', { name: 'Deutsch' }).click();
  await stepClock(10_800);
  const german = { title: 'Warmroom: Ernster Alarm', body: expect.stringContaining('um 3 h 0 min 0 s vorgestellt') };
  await expect
    .poll(async () => named(await shell.recorded(), 'notification.show').at(-1))
    .toEqual(expect.objectContaining(german));

  // While the page hangs, by the name that it gave to the kind, with the console's own sentence.
  const hung = shell.page.evaluate(() => {
    const input = { device: 'clock', kind: 'step', parameters: { byS: 1800 } };
    window.warmroom?.send(JSON.stringify({ t: 'q', i: 'hung', m: 'call', a: ['devices.injectFault', input] }));
    const end = Date.now() + 5_000;
    while (Date.now() < end);
  });
  const body = /^Die Uhr des Computers wurde verstellt\. .*forward by 30 min.* Uhrzeit und Zeitdienst/;
  await expect
    .poll(async () => named(await shell.recorded(), 'notification.show').at(-1))
    .toEqual(expect.objectContaining({ title: 'Warmroom: Ernster Alarm', body: expect.stringMatching(body) }));
  await hung;
});

test.describe('during a run', () => {
  test.use({ speed: 1 });

  test('the machine is kept awake, and quitting asks', async ({ warmroom }) => {
    const shell = warmroom as StandInConsole;
    await startRun(shell);
    await expect
      .poll(async () => named(await shell.recorded(), 'powerSaveBlocker.start'))
      .toEqual(['prevent-app-suspension']);

    await shell.order({ do: 'closeFirstWindow' });
    const questions = async () => named(await shell.recorded(), 'dialog.showMessageBoxSync');
    await expect.poll(questions).toEqual([expect.objectContaining({ buttons: ['Keep running', 'Quit'] })]);
    expect(shell.page.isClosed()).toBe(false);

    // Menu and question speak the language of the screen.
    const menus = async () => named(await shell.recorded(), 'Menu.setApplicationMenu');
    await shell.page.getByRole('combobox', { name: /^Language/ }).click();
    await shell.page.getByRole('option', { name: 'Deutsch' }).click();
    await expect.poll(menus).toEqual([
      ['&File', '&Edit', '&View', '&Window'],
      ['&Datei', '&Bearbeiten', '&Ansicht', '&Fenster'],
    ]);
    await shell.order({ do: 'closeFirstWindow' });
    const german = expect.objectContaining({
      message: 'Ein Ablauf ist im Gange.',
      buttons: ['Weiterlaufen lassen', 'Beenden'],
    });
    await expect.poll(async () => (await questions()).at(-1)).toEqual(german);

    await shell.order({ do: 'pressInMessageBoxes', button: 1 });
    await shell.order({ do: 'closeFirstWindow' });
    expect(await shell.ended).toBe(0);
  });
});

test('without a run the last window’s closing ends the application, without a question', async ({ warmroom }) => {
  const shell = warmroom as StandInConsole;
  await shell.order({ do: 'closeFirstWindow' });
  expect(await shell.ended).toBe(0);
});
