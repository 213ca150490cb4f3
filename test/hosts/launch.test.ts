import { existsSync, mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { defaultDataFolder } from '../../src-main/hosts/data-folder.ts';
import { readShellOptions } from '../../src-main/hosts/electron/shell-options.ts';
import { ensureBuilt, isBuilt, sourcesDigest } from '../../src-main/hosts/launch/build.ts';
import { hasDisplay, whyNoDesktopApplication } from '../../src-main/hosts/launch/desktop.ts';
import { fetchElectron, findElectron } from '../../src-main/hosts/launch/electron-binary.ts';
import { findProject } from '../../src-main/hosts/launch/project.ts';

let root: string;
const put = (path: string, text = '') => {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
};
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'warmroom-launch-'));
});
afterEach(() => rmSync(root, { recursive: true }));

describe('desktop application or browser', () => {
  const linux = { platform: 'linux', env: { DISPLAY: ':0' }, userId: 1000 } as const;

  test.each([
    ['a Linux desktop', linux, null],
    ['Wayland', { ...linux, env: { WAYLAND_DISPLAY: 'wayland-0' } }, null],
    ['a Mac', { platform: 'darwin', env: {}, userId: 501 } as const, null],
    ['Windows', { platform: 'win32', env: {}, userId: null } as const, null],
    ['a headless box', { ...linux, env: {} }, /no display/],
    ['the root user', { ...linux, userId: 0 }, /root/],
  ])('%s', (_what, here, why) => {
    const answer = whyNoDesktopApplication(here);
    if (why === null) expect(answer).toBeNull();
    else expect(answer).toMatch(why);
  });

  test('an empty DISPLAY is none', () => {
    expect(hasDisplay({ ...linux, env: { DISPLAY: '' } })).toBe(false);
  });
});

describe('Electron’s binary', () => {
  test('is found where its installer puts it, and where an override names it', () => {
    expect(findElectron(root, {})).toBeNull();
    put('node_modules/electron/path.txt', 'electron');
    expect(findElectron(root, {})).toBeNull();
    put('node_modules/electron/dist/electron');
    expect(findElectron(root, {})).toBe(join(root, 'node_modules/electron/dist/electron'));
    put('elsewhere/electron');
    const env = { ELECTRON_OVERRIDE_DIST_PATH: join(root, 'elsewhere') };
    expect(findElectron(root, env)).toBe(join(root, 'elsewhere/electron'));
  });

  test('is fetched when that is quick', async () => {
    put(
      'node_modules/electron/install.js',
      `const fs = require('node:fs');
       fs.mkdirSync(__dirname + '/dist');
       fs.writeFileSync(__dirname + '/dist/electron', '');
       fs.writeFileSync(__dirname + '/path.txt', 'electron');`,
    );
    expect(await fetchElectron(root)).toBe(join(root, 'node_modules/electron/dist/electron'));
  });

  test('a fetch that hangs is ended at the limit and not tried again that day', async () => {
    put('node_modules/electron/install.js', 'setInterval(() => {}, 1000)');
    const began = performance.now();
    expect(await fetchElectron(root, { limitMs: 200 })).toBeNull();
    expect(performance.now() - began).toBeLessThan(3000);

    const said: string[] = [];
    const say = (line: string) => said.push(line);
    expect(await fetchElectron(root, { limitMs: 200, say })).toBeNull();
    expect(said).toEqual([]);
    await fetchElectron(root, { limitMs: 200, say, now: Date.now() + 25 * 3600 * 1000 });
    expect(said).toHaveLength(1);
  });
});

describe('the build', () => {
  const buildTool = (script: string) => put('node_modules/electron-vite/bin/electron-vite.js', script);
  const project = () => ({ root, isCheckout: true });
  const writesResults = `
    import { mkdirSync, writeFileSync } from 'node:fs';
    for (const file of ['renderer/index.html', 'preload/index.cjs', 'main/electron.js']) {
      mkdirSync('out/' + file.split('/')[0], { recursive: true });
      writeFileSync('out/' + file, '');
    }`;

  beforeEach(() => {
    put('package.json', '{"name":"warmroom","type":"module"}');
    put('electron.vite.config.ts');
    put('src-renderer/main.ts', 'a');
    put('src-main/contract/rpc.ts', 'a');
    put('src-main/engine/run.ts', 'a');
    buildTool(writesResults);
  });

  test('is made once, and again after an edit, an addition or a removal', async () => {
    const said: string[] = [];
    const ensure = () => ensureBuilt(project(), 'all', (line) => said.push(line));
    await ensure();
    expect(said[0]).toMatch(/Building/);
    said.length = 0;
    await ensure();
    expect(said).toEqual([]);
    for (const change of [
      () => utimesSync(join(root, 'src-main/engine/run.ts'), 1, 1),
      () => put('src-renderer/pages/New.svelte'),
      () => rmSync(join(root, 'src-renderer/pages/New.svelte')),
      () => rmSync(join(root, 'out/main/electron.js')),
    ]) {
      change();
      expect(isBuilt(root, 'all')).toBe(false);
      await ensure();
      expect(isBuilt(root, 'all')).toBe(true);
    }
  });

  test('of the page does not depend on the console’s inside', () => {
    const before = sourcesDigest(root, 'page');
    put('src-main/engine/run.ts', 'longer');
    expect(sourcesDigest(root, 'page')).toBe(before);
    put('src-main/contract/rpc.ts', 'longer');
    expect(sourcesDigest(root, 'page')).not.toBe(before);
  });

  test('is made by one of two that start at once, also after a builder that died', async () => {
    put('out/building.pid', '999999999');
    const said: string[] = [];
    const ensure = () => ensureBuilt(project(), 'all', (line) => said.push(line));
    await Promise.all([ensure(), ensure()]);
    expect(said.filter((line) => line.startsWith('Building'))).toHaveLength(1);
    expect(existsSync(join(root, 'out/building.pid'))).toBe(false);
  });

  test('that fails says what the build tool said, and is tried again', async () => {
    buildTool(`console.error('main.ts: no such thing'); process.exit(1);`);
    const failing = ensureBuilt(project(), 'page', () => {});
    await expect(failing).rejects.toMatchObject({ message: expect.stringContaining('main.ts: no such thing') });
    expect(isBuilt(root, 'page')).toBe(false);
  });

  test('is left alone in an installed console', async () => {
    rmSync(join(root, 'electron.vite.config.ts'));
    mkdirSync(join(root, 'out/main'), { recursive: true });
    const installed = findProject(join(root, 'out/main'));
    expect(installed).toEqual({ root, isCheckout: false });
    buildTool('process.exit(1)');
    await ensureBuilt(installed, 'all', () => {});
  });
});

describe('the data folder', () => {
  test.each([
    [{}, 'linux', '/home/o/.local/share/warmroom'],
    [{ XDG_DATA_HOME: '/data' }, 'linux', '/data/warmroom'],
    [{}, 'darwin', '/home/o/Library/Application Support/Warmroom'],
    [{ LOCALAPPDATA: 'C:\\L' }, 'win32', 'C:\\L\\Warmroom'],
    [{ WARMROOM_DATA: '/night' }, 'win32', '/night'],
  ] as const)('%o on %s is %s', (env, platform, folder) => {
    expect(defaultDataFolder(env, platform, '/home/o')).toBe(folder);
  });

  test('the desktop application takes --data and --speed from among Chromium’s switches', () => {
    const argv = [
      '/x/out/main/electron.js',
      '--no-sandbox',
      '--data=/night',
      '--speed=60',
      '--force-device-scale-factor=2',
    ];
    expect(readShellOptions(argv, {})).toEqual({ dataFolder: '/night', speed: 60 });
    expect(readShellOptions(['--data', '/night', '--speed', 'fast'], {})).toEqual({ dataFolder: '/night' });
    expect(readShellOptions(['.'], { WARMROOM_DATA: '/other' })).toEqual({ dataFolder: '/other' });
  });
});
