import { randomUUID } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openConsole } from '../../src-main/app/open-console.ts';
import { smallSetup } from '../app/small-console.ts';
import { warmroom } from './command-line.ts';

const root = mkdtempSync(join(tmpdir(), 'warmroom-cli-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));
const SAMPLES = join(import.meta.dirname, '..', 'samples', 'tonight.json');
const samples = JSON.parse(readFileSync(SAMPLES, 'utf8')) as Record<string, unknown>[];
const light = samples[0]!;

describe('bad input: one sentence on standard error, exit code 2, nothing changed', () => {
  const data = join(root, 'bad-input');
  let before = '';
  beforeAll(async () => {
    await warmroom(['--data', data, 'tasks', 'import', SAMPLES]);
    before = (await warmroom(['--data', data, 'tasks', 'export'])).out;
    expect(JSON.parse(before)).toHaveLength(8);
  });

  const other = (change: Record<string, unknown>) => ({ ...light, uid: randomUUID(), ...change });
  const without = (field: string) => Object.fromEntries(Object.entries(other({})).filter(([name]) => name !== field));
  const refused = async (text: string) => {
    const ran = await warmroom(['--data', data, 'tasks', 'import', '-'], { input: text });
    expect(ran).toMatchObject({ code: 2, out: '' });
    return ran.err;
  };

  test.each([
    ['not JSON', '[{"uid": ', /^warmroom: This is not JSON/],
    ['not a list', '{"tasks": []}', /^warmroom: This is .*not a list/],
    [
      'a bare NaN',
      JSON.stringify([other({})]).replace('1200', 'NaN'),
      /^warmroom: Nothing was imported: row 1, required_exposure_time: NaN is not a number/,
    ],
  ])('%s', async (_, text, says) => {
    expect(await refused(text)).toMatch(says);
  });

  test('rows with a fault each: every one is named by its row and field', async () => {
    const rows: [row: unknown, says: RegExp][] = [
      [7, /: .*not a task/],
      [without('required_exposure_time'), /, required_exposure_time: is missing/],
      [without('uid'), /, uid: is missing/],
      [other({ total_exposures: 'twenty' }), /, total_exposures: must be/],
      [other({ required_exposure_time: -5 }), /, required_exposure_time: must not be negative/],
      [other({ max_exposure_time: 1e9 }), /, max_exposure_time: is longer than a day/],
      [other({ expiration_time: '2030-02-30T00:00:00Z' }), /, expiration_time: .*not a UTC date-time/],
      [
        other({ earliest_start_time: '2030-01-02T00:00:00Z', expiration_time: '2030-01-01T00:00:00Z' }),
        /, expiration_time: .*expire before/,
      ],
      [other({ filters: [{ id: 99, name: 'Z' }] }), /, filters\[0\]\.id: filter 99 does not exist/],
      [other({ filters: [{ id: 2, name: 'Ha' }] }), /, filters\[0\]\.name: .*called “L” here/],
      [other({ camera_id: 42 }), /, camera_id: 42 does not exist/],
      [other({ tiles: [{ id: 1, ra: 10, dec: 99 }] }), /, tiles\[0\]\.dec: must be −90 to 90/],
    ];
    rows.push([{ ...(rows[10]![0] as object), camera_id: 1 }, /, uid: is the same as in row 11/]);
    const said = (await refused(JSON.stringify(rows.map(([row]) => row)))).split('\n');
    expect(said[0]).toMatch(/^warmroom: Nothing was imported: row 1/);
    for (const [i, [, says]] of rows.entries()) {
      const line = said.find((each) => new RegExp(`row ${i + 1}\\b`).test(each));
      expect(line?.replace(/.*?row \d+/, ''), `row ${i + 1}`).toMatch(says);
    }
  });

  test('after all of it the queue is what it was', async () => {
    expect((await warmroom(['--data', data, 'tasks', 'export'])).out).toBe(before);
  });

  const commands: [args: string[], says: RegExp][] = [
    [['--bogus'], /unknown option '--bogus'/],
    [['tasks', 'list', '--statsu', 'pending'], /unknown option '--statsu'/],
    [['tusks'], /unknown command 'tusks'|too many arguments/],
    [['run', '--speed', '0'], /from 1 to 100000/],
    [['serve', '--port', '99999'], /from 0 to 65535/],
    [['tasks', 'import', join(root, 'no-such-file.json')], /cannot be read/],
    [['tasks', 'show', 'not-a-uid'], /is not a uid/],
    [['tasks', 'show', randomUUID()], /There is no task/],
    [['tasks', 'cancel', light.uid as string], /--why/],
    [['tasks', 'move', light.uid as string], /--before UID, --after UID, --first, --last/],
    [['tasks', 'move', light.uid as string, '--before', light.uid as string], /next to itself/],
    [['frames', 'reject', randomUUID(), '--why', 'x'], /There is no frame/],
  ];
  test.each(commands)('warmroom %j', async (args, says) => {
    const ran = await warmroom(['--data', data, ...args]);
    expect(ran.err).toMatch(says);
    expect(ran.err.trim().split('\n')).toHaveLength(1);
    expect(ran.code).toBe(2);
  });
});

describe('a failed operation: exit code 1, one sentence', () => {
  test('a data folder that is a file', async () => {
    const file = join(root, 'file');
    writeFileSync(file, 'x');
    const ran = await warmroom(['--data', file, 'tasks', 'list']);
    expect(ran).toMatchObject({ code: 1 });
    expect(ran.err).toMatch(/not a folder/);
    const below = await warmroom(['--data', join(file, 'below'), 'tasks', 'list']);
    expect(below.code).toBe(1);
    expect(below.err).toMatch(/--data/);
  });

  test('a folder that belongs to a running console can be looked at, not changed', async () => {
    const data = join(root, 'taken');
    const services = await openConsole({ dataFolder: data, host: 'browser' });
    const importing = await warmroom(['--data', data, 'tasks', 'import', SAMPLES]);
    expect(importing.code).toBe(1);
    expect(importing.err).toMatch(/belongs to a running console/);
    const looking = await warmroom(['--data', data, 'tasks', 'list', '--json']);
    expect(looking).toMatchObject({ code: 0, out: '[]\n' });
    await services.close();
    expect((await warmroom(['--data', data, 'tasks', 'import', SAMPLES])).code).toBe(0);
  });

  test('a port in use is named, with what to do', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = server.address() as { port: number };
    const ran = await warmroom(['--data', join(root, 'port'), 'serve', '--port', String(port)]);
    server.close();
    expect(ran.err).toMatch(new RegExp(`${port}`));
    expect(ran.err).toMatch(/--port/);
    expect(ran.code).not.toBe(0);
  });
});

describe('a night by script', () => {
  const data = join(root, 'night');

  test('import, reorder, cancel, run, look, reject, restore, verify – all in JSON', { timeout: 600_000 }, async () => {
    const setup = join(root, 'setup.json');
    writeFileSync(setup, JSON.stringify(smallSetup()));
    const json = async (...args: string[]) => {
      const ran = await warmroom(['--data', data, ...args, '--json']);
      expect(ran).toMatchObject({ err: '', code: 0 });
      return ran.out
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line));
    };
    expect(await json('setup', 'import', setup)).toEqual([{ imported: true }]);
    const [report] = await json('tasks', 'import', SAMPLES);
    expect(report).toMatchObject({ created: 8, updated: 0 });
    expect((await json('tasks', 'import', SAMPLES))[0]).toMatchObject({ created: 0, unchanged: 8 });

    const uid = (n: number) => `5eed0000-0000-4000-8000-00000000000${n}`;
    await json('tasks', 'move', uid(3), '--first');
    await json('tasks', 'cancel', uid(2), '--why', 'wind from the east');
    const [queue] = await json('tasks', 'list');
    expect(queue.map((task: { id: number }) => task.id)).toEqual([1003, 1001, 1002, 1004, 1005, 1006, 1007, 1008]);

    const lines = await json('run', '--until-idle', '--speed', '2000');
    expect(lines.filter((line) => line.type === 'frame' && line.state === 'counted')).toHaveLength(40);
    expect(lines.at(-1)).toMatchObject({
      type: 'summary',
      tasks: { completed: 4, canceled: 1, not_attempted: 1, pending: 2 },
    });

    const [frames] = await json('frames', 'list', '--task', uid(1));
    expect(frames).toHaveLength(20);
    expect(existsSync(join(data, frames[0].path))).toBe(true);
    await json('frames', 'reject', frames[0].uid, '--why', 'trailed');
    const [shown] = await json('tasks', 'show', uid(1));
    expect(shown).toMatchObject({
      status: 'completed',
      observatory_acquired_frames: 19,
      accumulated_exposure_time: 1140,
      assets_revision: 21,
    });
    await json('frames', 'restore', frames[0].uid);
    expect((await json('frames', 'verify'))[0]).toEqual({ checked: 40, problems: [] });

    const exported = JSON.parse((await warmroom(['--data', data, 'tasks', 'export', '--json'])).out);
    const again = join(root, 'again');
    await warmroom(['--data', again, 'setup', 'import', setup]);
    const exportFile = join(root, 'export.json');
    writeFileSync(exportFile, JSON.stringify({ items: exported }));
    await warmroom(['--data', again, 'tasks', 'import', exportFile]);
    expect(JSON.parse((await warmroom(['--data', again, 'tasks', 'export'])).out)).toEqual(exported);
  });

  test('alarms: what the run left behind is listed, acknowledged by its number, and then past', async () => {
    const json = async (...args: string[]) =>
      JSON.parse((await warmroom(['--data', data, '--json', 'alarms', ...args])).out);
    const [ended] = await json('list');
    expect(ended).toMatchObject({ kind: 'queue.ended', severity: 'notice', state: 'raised', acknowledged_by: null });
    expect(ended.facts).toEqual({ waits: false });
    const table = (await warmroom(['--data', data, 'alarms', 'list'])).out;
    expect(table).toMatch(/^id +severity +state +since \(UTC\)\n *\d+ +notice +raised +\d{4}-.*nothing is left to run/);
    expect((await warmroom(['--data', data, 'alarms', 'acknowledge', '99'])).code).toBe(2);
    expect((await warmroom(['--data', data, 'alarms', 'acknowledge', 'all'])).err).toContain('Give an alarm’s number');
    expect(await json('acknowledge', String(ended.id))).toEqual({ acknowledged: 1 });
    expect(await json('list')).toMatchObject([{ id: ended.id, state: 'acknowledged', acknowledged_by: 'cli' }]);
  });

  test('devices and doctor', async () => {
    const devices = JSON.parse((await warmroom(['--data', data, 'devices', 'list', '--json'])).out);
    expect(devices).toMatchObject([
      { kind: 'camera', serial: 'SIM-CAM-0001', simulated: true },
      { kind: 'camera', serial: 'SIM-CAM-0002', simulated: true },
      { kind: 'wheel', serial: 'SIM-WHL-0001', simulated: true },
    ]);
    const doctor = await warmroom(['--data', data, 'doctor', '--json']);
    expect(JSON.parse(doctor.out).map((check: { name: string; ok: boolean }) => [check.name, check.ok])).toEqual([
      ['database', true],
      ['backups', true],
      ['folder', true],
      ['disk', true],
      ['clock', true],
      ['ledger', true],
      ...(process.platform === 'linux' ? [['usb', true]] : []),
    ]);
  });
});
