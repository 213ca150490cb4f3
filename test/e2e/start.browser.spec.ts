/** `warmroom start` where no desktop application can run: says which host it takes and why, and serves. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from './fixtures.ts';
import { exitOf, PROJECT_ROOT } from './hosts/child-process.ts';

test('without a display the console is served to the browser, and says so', async ({ dataFolder, playwright }) => {
  const { DISPLAY: _x11, WAYLAND_DISPLAY: _wayland, ...env } = process.env;
  const cli = join(PROJECT_ROOT, 'src-main', 'hosts', 'cli', 'main.ts');
  const child = spawn(process.execPath, [cli, 'start', '--data', dataFolder], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said = { out: '', err: '' };
  child.stdout.on('data', (part) => {
    said.out += part;
  });
  child.stderr.on('data', (part) => {
    said.err += part;
  });
  try {
    await expect.poll(() => said.out).toMatch(/http:\/\/127\.0\.0\.1:\d+\/\?token=/);
    if (process.platform === 'linux') expect(said.err).toContain('in the browser, because there is no display here');
    const url = /http:\S+/.exec(said.out)?.[0] ?? '';
    const request = await playwright.request.newContext();
    expect(await (await request.get(url)).text()).toContain('<title>Warmroom</title>');
    await request.dispose();
    child.kill('SIGTERM');
    expect(await exitOf(child)).toBe(0);
  } finally {
    child.kill('SIGKILL');
  }
});
