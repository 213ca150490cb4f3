/**
 * The same frames through INDI's driver and through ours, each from the order to the FITS file on disk, turn by turn on one
 * virtual camera. What an observer waits for, and on the same emulated processor for both.
 */
import { mkdtempSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { CameraPort } from '../../../../src-main/devices/ports.ts';
import { imageHeader } from '../../../../src-main/frames/fits/header.ts';
import { encodePixels, sumOfPixels } from '../../../../src-main/frames/fits/pixel-data.ts';
import { saveFrame } from '../../../../src-main/frames/save-frame.ts';
import type { IndiClient } from '../../../peers/indi-client.ts';
import { connectDevice, withIndi } from '../../../peers/indi-on-virtual-devices.ts';
import { CAMERA_MODELS, type CameraModelName } from '../../virtual-devices/camera-models.ts';
import { openFamily, plugInAndFind, settings, takeAway, takeFrame } from './cameras.ts';
import { type Checks, median, waitFor } from './checks.ts';
import type { SideDoor } from './side-door.ts';

const MODEL: CameraModelName = 'h694';
/** INDI's driver reads a frame in one transfer, of which the guest's virtual host controller takes 4 MB at most. */
const WINDOW = { x: 200, y: 200, width: 1400, height: 1400 };
const EXPOSURE_S = 1;
/** Of each program, INDI's first. */
const TURNS = 2;
/** In a turn; the first warms up and does not count. */
const FRAMES = 3;
const LOOK_EVERY_MS = 5;

export async function besideIndi(sideDoor: SideDoor, { check, measured }: Checks): Promise<void> {
  const family = await openFamily();
  const plugged = await plugInAndFind(sideDoor, family, { kind: 'camera', model: MODEL, serial: 'BESIDE-1' });
  const indiMs: number[] = [];
  const readMs: number[] = [];
  const writtenMs: number[] = [];
  const savedMs: number[] = [];
  await check('INDI’s driver and ours save the same frames, turn by turn', async () => {
    for (let turn = 0; turn < TURNS; turn++) {
      await withIndi('indi_sx_ccd', async (client) => {
        indiMs.push(...(await throughIndi(client)));
      });
      const camera = await family.openCamera(plugged.found.key);
      const { read, written, saved } = await throughOurs(camera);
      readMs.push(...read);
      writtenMs.push(...written);
      savedMs.push(...saved);
      await camera.close();
    }
  });
  await takeAway(sideDoor, family, plugged);
  if (savedMs.length === 0) return;
  const indi = median(indiMs);
  const megabytes = (WINDOW.width * WINDOW.height * 2) / 1e6;
  const beside = (ms: number) => `${ms.toFixed(0)} ms, ${(ms / indi).toFixed(2)} of INDI’s time`;
  await measured(
    `${megabytes.toFixed(1)} MB besides the exposure, INDI’s driver: file on disk`,
    `${indi.toFixed(0)} ms`,
  );
  await measured('the same, ours: pixels read and found whole', beside(median(readMs)));
  await measured(
    'the same, ours: file written as INDI’s driver does, neither hashed nor synced',
    beside(median(writtenMs)),
  );
  await measured(
    'the same, ours: file hashed, checksummed and synced, as the console saves it',
    beside(median(savedMs)),
  );
}

async function throughIndi(client: IndiClient): Promise<number[]> {
  const device = `SX CCD ${CAMERA_MODELS[MODEL].name}`;
  await connectDevice(client, device);
  await waitFor('the exposure property', async () => client.state(device, 'CCD_EXPOSURE'));
  client.set('Switch', device, 'UPLOAD_MODE', { UPLOAD_LOCAL: 'On' });
  client.set('Text', device, 'UPLOAD_SETTINGS', {
    UPLOAD_DIR: mkdtempSync(join(tmpdir(), 'indi-')),
    UPLOAD_PREFIX: 'frame_XXX',
  });
  const { x: X, y: Y, width: WIDTH, height: HEIGHT } = WINDOW;
  client.set('Number', device, 'CCD_FRAME', { X, Y, WIDTH, HEIGHT });
  const saved = () => client.value(device, 'CCD_FILE_PATH', 'FILE_PATH');
  const times: number[] = [];
  for (let frame = 0; frame < FRAMES; frame++) {
    const before = saved();
    client.set('Number', device, 'CCD_EXPOSURE', { CCD_EXPOSURE_VALUE: EXPOSURE_S });
    const [, tookMs] = await timing(async () => {
      while (saved() === before) await sleep(LOOK_EVERY_MS);
    });
    times.push(tookMs - EXPOSURE_S * 1000);
  }
  return times.slice(1);
}

/** ms besides the exposure. */
interface OurTimes {
  /** Until the pixels are there. */
  readonly read: readonly number[];
  /** Until there is a FITS file of them, safe or not. */
  readonly written: readonly number[];
  /** Until the file is safe on disk, without the other one. */
  readonly saved: readonly number[];
}

async function throughOurs(camera: CameraPort): Promise<OurTimes> {
  const folder = mkdtempSync(join(tmpdir(), 'ours-'));
  const wanted = settings({ exposureS: EXPOSURE_S, subFrame: WINDOW });
  const times = { read: [] as number[], written: [] as number[], saved: [] as number[] };
  for (let frame = 0; frame < FRAMES; frame++) {
    const [{ width, height, pixels }, tookMs] = await timing(() => takeFrame(camera, wanted));
    const readMs = tookMs - EXPOSURE_S * 1000;
    const [, writeMs] = await timing(async () => {
      const stored = new Uint8Array(pixels.length * 2);
      encodePixels(pixels, stored);
      const header = imageHeader([], { format: 'uint16', width, height, dataSum: sumOfPixels(pixels) });
      await writeFile(join(folder, `plain-${frame}.fits`), [header, stored]);
    });
    const [, saveMs] = await timing(() =>
      saveFrame({ folder, name: `frame-${frame}.fits`, cards: [], width, height, pixels }),
    );
    if (frame === 0) continue;
    times.read.push(readMs);
    times.written.push(readMs + writeMs);
    times.saved.push(readMs + saveMs);
  }
  return times;
}

/** With how long it took, ms. */
async function timing<Result>(work: () => Promise<Result>): Promise<[Result, number]> {
  const began = performance.now();
  const result = await work();
  return [result, performance.now() - began];
}
