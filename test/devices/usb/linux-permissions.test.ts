import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { judgePermissions, pluggedDevices, UDEV_RULES } from '../../../src-main/devices/usb/linux-permissions.ts';

const root = mkdtempSync(join(tmpdir(), 'usb-permissions-'));
const folders = { sysfs: join(root, 'devices'), nodes: join(root, 'nodes') };
afterAll(() => rmSync(root, { recursive: true }));

function plugIn(name: string, attributes: Record<string, string>, node: 'there' | 'missing' = 'there'): void {
  mkdirSync(join(folders.sysfs, name), { recursive: true });
  for (const [key, value] of Object.entries(attributes)) writeFileSync(join(folders.sysfs, name, key), `${value}\n`);
  if (node === 'missing' || !attributes.busnum) return;
  const bus = join(folders.nodes, attributes.busnum.padStart(3, '0'));
  mkdirSync(bus, { recursive: true });
  const file = join(bus, attributes.devnum!.padStart(3, '0'));
  writeFileSync(file, '');
  chmodSync(file, 0o600);
}

test('a machine without USB has no devices', async () => {
  expect(await pluggedDevices({ sysfs: join(root, 'nowhere'), nodes: root })).toEqual([]);
});

test('finds the devices of known vendors and whether they may be opened', async () => {
  plugIn('1-1', { idVendor: '1278', idProduct: '0194', busnum: '1', devnum: '7', product: 'SXVR-H694' });
  plugIn('1-2', { idVendor: '1278', idProduct: '0920', busnum: '1', devnum: '12' }, 'missing');
  plugIn('1-3', { idVendor: '046d', idProduct: 'c077', busnum: '1', devnum: '3' });
  plugIn('1-1:1.0', {});
  const devices = await pluggedDevices(folders);
  expect(devices.toSorted((a, b) => a.ids.localeCompare(b.ids))).toEqual([
    { ids: '1278:0194', product: 'SXVR-H694', mayBeOpened: true },
    { ids: '1278:0920', product: '', mayBeOpened: false },
  ]);
});

describe('the judgement', () => {
  const camera = { ids: '1278:0194', product: 'SXVR-H694', mayBeOpened: true };
  const wheel = { ids: '1278:0920', product: '', mayBeOpened: false };

  test('is good with nothing plugged in, and with what may be opened', () => {
    expect(judgePermissions([])).toMatchObject({ ok: true });
    expect(judgePermissions([camera])).toEqual({ ok: true, message: 'SXVR-H694 (1278:0194): may be opened.' });
  });

  test('names what may not be opened, and a command that says all', () => {
    const { ok, message } = judgePermissions([camera, wheel]);
    expect(ok).toBe(false);
    expect(message).toContain('may not open 1278:0920.');
    for (const rule of UDEV_RULES) expect(message).toContain(rule);
    expect(message).toContain('/etc/udev/rules.d/70-warmroom.rules');
    expect(message).toContain('udevadm control --reload');
  });
});

test('the rules are those of the file in docs', () => {
  const file = readFileSync(new URL('../../../docs/70-warmroom.rules', import.meta.url), 'utf8');
  const rules = file.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  expect(rules).toEqual([...UDEV_RULES]);
});
