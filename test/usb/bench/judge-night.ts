/** What the guest left of its night, judged on this side: by the ledger, by the sensor, and by other people's software. */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { askFitsverify } from '../../frames/judges/judges.ts';
import { warmroom } from '../../hosts/command-line.ts';
import { readImageFile } from './read-image-file.ts';
import type { CheckResult } from './results.ts';
import { NIGHT_FOLDER, NIGHT_SENSOR, type ProducedPixels } from './shared-folder.ts';

/** Task id, status, frames: as the lifecycle has it for samples/tonight.json. */
const EXPECTED: readonly (readonly [number, string, number])[] = [
  [1001, 'completed', 20],
  [1002, 'completed', 8],
  [1003, 'completed', 10],
  [1004, 'completed', 5],
  [1005, 'completed', 5],
  [1006, 'pending', 0],
  [1007, 'not_attempted', 0],
  [1008, 'pending', 0],
];
const FRAMES = EXPECTED.reduce((sum, [, , frames]) => sum + frames, 0);

interface ListedFrame {
  readonly path: string;
  readonly state: string;
}

/** No checks when the night was not run. */
export async function judgeNight(shared: string): Promise<readonly CheckResult[]> {
  const sensor = join(shared, NIGHT_SENSOR);
  if (!existsSync(sensor)) return [];
  const data = join(shared, NIGHT_FOLDER);
  const ask = async (...args: string[]) => {
    const { code, out, err } = await warmroom(['--data', data, ...args]);
    if (code !== 0) throw new Error(`warmroom ${args.join(' ')}: ${err}`);
    return out;
  };
  const results: CheckResult[] = [];
  const check = async (name: string, body: () => Promise<void> | void) => {
    const began = performance.now();
    const failure = await (async () => body())().then(
      () => null,
      (thrown: unknown) => (thrown instanceof Error ? thrown.message : String(thrown)),
    );
    results.push({ part: 'night', name, failure, seconds: (performance.now() - began) / 1000 });
  };

  await check('every task ends as the rules say', async () => {
    const tasks = JSON.parse(await ask('tasks', 'export')) as Record<string, unknown>[];
    const told = tasks.map((task) => [task.id, task.status, task.observatory_acquired_frames]);
    if (JSON.stringify(told) !== JSON.stringify(EXPECTED)) throw new Error(JSON.stringify(told));
  });
  await check('the ledger agrees with the disk', async () => void (await ask('frames', 'verify')));
  const frames = JSON.parse(await ask('frames', 'list', '--json')) as ListedFrame[];
  const paths = frames.filter(({ state }) => state === 'counted').map(({ path }) => join(data, path));
  // A flat that a busy machine exposed too long is rejected by its level and taken again.
  await check(`${FRAMES} frames are counted, and no others were begun but rejected ones`, () => {
    const lost = frames.filter(({ state }) => state !== 'counted' && state !== 'rejected');
    if (paths.length !== FRAMES || lost.length > 0) {
      throw new Error(`${paths.length} of ${frames.length} frames are counted, ${lost.length} lost.`);
    }
  });
  await check('every file has the pixels of an exposure of its own, dark where the shutter was closed', () => {
    judgePixels(paths, JSON.parse(readFileSync(sensor, 'utf8')));
  });
  await check('fitsverify has no error and no warning for any file', () => {
    const complaints = askFitsverify(paths).filter((verdict) => !verdict.startsWith('verification OK'));
    if (complaints.length > 0) throw new Error(complaints.join('\n'));
  });
  return results;
}

function judgePixels(paths: readonly string[], produced: readonly ProducedPixels[]): void {
  const unclaimed = new Map(produced.map((pixels) => [pixels.sha256, pixels]));
  for (const path of paths) {
    const image = readImageFile(readFileSync(path));
    const hash = createHash('sha256').update(image.pixels).digest('hex');
    const exposure = unclaimed.get(hash);
    if (!exposure) throw new Error(`The sensor never had the pixels of ${basename(path)}, or they are in two files.`);
    unclaimed.delete(hash);
    if (exposure.complaints.length > 0) throw new Error(`The camera complains: ${exposure.complaints.join(' ')}`);
    const type = image.card('IMAGETYP') ?? '';
    if (/Bias|Dark/.test(type) !== (exposure.litMs === 0)) {
      throw new Error(`${basename(path)} is a ${type} that saw light for ${exposure.litMs} ms.`);
    }
  }
}
