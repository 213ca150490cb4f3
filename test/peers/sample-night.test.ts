/** The sample queue from the command line, judged by other people's software: fitsverify and astropy. */
import { execFile, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { afterAll, expect, test } from 'vitest';
import { putSensor, SMALL_SENSOR } from '../e2e/sensor.ts';
import { warmroom } from '../hosts/command-line.ts';
import { findPython } from '../run/requirements.ts';

const folder = mkdtempSync(join(tmpdir(), 'warmroom-night-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const SAMPLES = join(import.meta.dirname, '..', 'samples', 'tonight.json');
const LIMIT_MS = 600_000;

test('a night of 48 frames: fitsverify finds nothing, astropy reads what the ledger says', {
  timeout: LIMIT_MS,
}, async () => {
  const data = join(folder, 'night');
  mkdirSync(data);
  putSensor(data, SMALL_SENSOR);
  expect(await judgedNight(data, readFileSync(SAMPLES, 'utf8'))).toEqual({
    frames: { '1024 × 1024': 48 },
    judged: 48,
    complaints: [],
  });
});

test('a frame of each type at the size that a new data folder has, 4096 × 4096: the same', {
  timeout: LIMIT_MS,
}, async () => {
  expect(await judgedNight(join(folder, 'large'), JSON.stringify(ONE_OF_EACH))).toEqual({
    frames: { '4096 × 4096': 4 },
    judged: 4,
    complaints: [],
  });
});

interface Sample {
  readonly id: number;
  readonly request?: object;
}

const samples = JSON.parse(readFileSync(SAMPLES, 'utf8')) as Sample[];
const sample = (id: number) => samples.find((task) => task.id === id)!;
const single = (id: number) => ({
  ...sample(id),
  total_exposures: 1,
  request: { ...sample(id).request, required_frames: 1 },
});
/** The sample night's flat, bias, dark and one of its lights, of one frame each. */
const ONE_OF_EACH = [
  { ...sample(1002), required_exposure_time: 120, total_exposures: 1, tiles: [{ id: 2, ra: 83.6331, dec: 22.0145 }] },
  single(1003),
  { ...single(1004), required_exposure_time: 60 },
  single(1005),
];

/** What the console says on standard output. */
async function warmroomIn(data: string, args: readonly string[], input?: string): Promise<string> {
  const ran = await warmroom(['--data', data, ...args], input === undefined ? {} : { input });
  expect(ran).toMatchObject({ code: 0, err: '' });
  return ran.out;
}

/** Imports tasks, runs them all, and has every file judged. Gives how many frames of which size count, and what astropy says. */
async function judgedNight(data: string, tasks: string) {
  await warmroomIn(data, ['tasks', 'import', '-'], tasks);
  await warmroomIn(data, ['run', '--until-idle', '--speed', '600']);
  const listed = await warmroomIn(data, ['frames', 'list', '--json']);
  const all = JSON.parse(listed) as { path: string; state: string; width: number; height: number }[];
  expect(all.filter(({ state }) => state !== 'counted')).toEqual([]);

  const paths = all.map((frame) => join(data, frame.path));
  const { stdout } = await promisify(execFile)('fitsverify', ['-q', ...paths]);
  const verdicts = stdout.trim().split('\n');
  expect(verdicts.filter((verdict) => !verdict.startsWith('verification OK'))).toEqual([]);
  expect(verdicts).toHaveLength(all.length);

  const judge = spawn(findPython() ?? 'python3', [join(import.meta.dirname, 'judge-night.py'), data], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  judge.stdin.end(listed);
  const { judged, complaints } = JSON.parse(await text(judge.stdout)) as { judged: number; complaints: string[] };
  const sizes = Object.groupBy(all, ({ width, height }) => `${width} × ${height}`);
  const frames = Object.fromEntries(Object.entries(sizes).map(([size, of]) => [size, of!.length]));
  return { frames, judged, complaints };
}
