/**
 * A whole night from the command line on a USB camera and a USB wheel: set-up and sample tasks imported, the queue run
 * until idle. What it leaves is judged on the host's side (judge-night.ts). Exposures are real time here, so those of the samples are
 * divided; everything else of them is as it is.
 */
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { cp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { DEFAULT_SETUP } from '../../../../src-main/app/default-setup.ts';
import { NODE_FLAGS } from '../../../../src-main/bundle/node-flags.ts';
import type { SetupRecord } from '../../../../src-main/contract/setup-record.ts';
import { CAMERA_MODELS, type CameraModelName } from '../../virtual-devices/camera-models.ts';
import { guestProgram, NIGHT_FOLDER, NIGHT_SENSOR, type ProducedPixels } from '../shared-folder.ts';
import { openFamily, type PluggedIn, plugInAndFind } from './cameras.ts';
import type { Checks } from './checks.ts';
import type { SideDoor } from './side-door.ts';

/** Relative to the project's root, where the job starts. */
const SAMPLES = join('test', 'samples', 'tonight.json');
const MODEL: CameraModelName = 'h36-small';
const SLOTS = 7;
/** A command takes ten seconds to start in emulation, and many times that where others use the machine. */
const RUN_LIMIT_MS = 300_000;
/** What exposure times of the samples are divided by. */
const SHORTENED = 60;
/** Flats then take some seconds, of which a busy machine's lateness is little; a light's sky stays far from saturation. */
const SKY_ADU_PER_S = 12_000;
export async function night(sideDoor: SideDoor, { check, measured }: Checks): Promise<void> {
  const family = await openFamily();
  const camera = await plugInAndFind(sideDoor, family, {
    ...{ kind: 'camera', model: MODEL, serial: 'NIGHT-1', skyAduPerS: SKY_ADU_PER_S },
  });
  const wheel = await plugInAndFind(sideDoor, family, { kind: 'wheel', slots: SLOTS, stepMs: 150 });
  const data = mkdtempSync(join(tmpdir(), 'night-'));
  const warmroom = (...args: string[]) => runCli(['--data', data, ...args]);

  const imported = await check(
    'set-up and tasks are imported',
    async () => {
      await warmroom('setup', 'import', saveJson(data, 'setup.json', setupWith(camera, wheel)));
      await warmroom('tasks', 'import', saveJson(data, 'tasks.json', shortenedSamples()));
    },
    RUN_LIMIT_MS,
  );
  if (!imported) return;
  await check(
    'both devices are listed by model and serial number',
    async () => {
      const listed = await warmroom('devices', 'list', '--json');
      for (const { found } of [camera, wheel]) {
        if (!listed.includes(found.serial)) throw new Error(`“${found.serial}” is not among: ${listed}`);
      }
    },
    RUN_LIMIT_MS,
  );
  const began = performance.now();
  await check('the queue runs until idle', async () => void (await warmroom('run', '--until-idle')), RUN_LIMIT_MS);
  await measured('the night took', `${((performance.now() - began) / 1000).toFixed(0)} s`);

  await leaveForJudges(sideDoor, camera.busId, data);
}

/** The data folder, and what the sensor had: this side's processor is too slow to judge them. */
async function leaveForJudges(sideDoor: SideDoor, busId: string, data: string): Promise<void> {
  const { width, height } = CAMERA_MODELS[MODEL];
  const produced: ProducedPixels[] = [];
  for (const { exposure, complaints } of await sideDoor.frames(busId)) {
    const { sha256 } = await sideDoor.truth(busId, exposure.frameNumber, { x: 0, y: 0, width, height }, 1);
    produced.push({ sha256, litMs: exposure.evenRows.litMs, complaints });
  }
  const shared = process.env.BENCH_SHARED!;
  await cp(data, join(shared, NIGHT_FOLDER), { recursive: true });
  writeFileSync(join(shared, NIGHT_SENSOR), JSON.stringify(produced));
}

function setupWith(camera: PluggedIn, wheel: PluggedIn): SetupRecord {
  const [simulatedCamera] = DEFAULT_SETUP.cameras;
  const [simulatedWheel] = DEFAULT_SETUP.filter_wheels;
  const { width, height, pixelUm } = CAMERA_MODELS[MODEL];
  return {
    ...DEFAULT_SETUP,
    cameras: [
      {
        ...simulatedCamera!,
        ...{ name: 'USB camera', array_width: width, array_height: height, pixel_size: pixelUm },
        device: { family: 'starlight-xpress', key: camera.found.key, options: {} },
      },
    ],
    filter_wheels: [
      {
        ...simulatedWheel!,
        ...{ name: 'USB wheel', positions: SLOTS },
        device: { family: 'starlight-xpress', key: wheel.found.key, options: {} },
      },
    ],
  };
}

function shortenedSamples(): unknown {
  const samples = JSON.parse(readFileSync(SAMPLES, 'utf8')) as Sample[];
  return samples.map((sample) => ({
    ...sample,
    required_exposure_time: sample.required_exposure_time / SHORTENED,
    ...(sample.max_exposure_time && { max_exposure_time: sample.max_exposure_time / SHORTENED }),
    ...(sample.request && {
      request: {
        ...sample.request,
        ...(sample.request.exposure_time_sec && { exposure_time_sec: sample.request.exposure_time_sec / SHORTENED }),
      },
    }),
  }));
}

interface Sample {
  readonly required_exposure_time: number;
  readonly max_exposure_time?: number;
  readonly request?: { readonly exposure_time_sec?: number };
}

function saveJson(folder: string, name: string, value: unknown): string {
  const path = join(folder, `bench-${name}`);
  writeFileSync(path, JSON.stringify(value));
  return path;
}

/** Standard output. Rejects with what it said on standard error when it ended otherwise than well. */
async function runCli(args: readonly string[]): Promise<string> {
  const run = promisify(execFile)(process.execPath, [...NODE_FLAGS, guestProgram('cli'), ...args], {
    maxBuffer: 2 ** 26,
    timeout: RUN_LIMIT_MS,
  });
  const { stdout } = await run.catch((thrown: Error & { stderr?: string }) => {
    throw new Error(`warmroom ${args.slice(2).join(' ')}: ${thrown.stderr?.trim() || thrown.message}`);
  });
  return stdout;
}
