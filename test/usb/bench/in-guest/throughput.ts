/**
 * Large frames through the project's driver, against the least that a program could do (plain-reader.c), turn by turn on
 * the same virtual camera. Software emulation makes both slow; what counts is the ratio.
 */
import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { CAMERA_MODELS, type CameraModelName } from '../../virtual-devices/camera-models.ts';
import { STARLIGHT_XPRESS } from '../../virtual-devices/starlight-xpress-camera.ts';
import { PLAIN_READER } from '../shared-folder.ts';
import { openFamily, plugInAndFind } from './cameras.ts';
import type { Checks } from './checks.ts';
import type { FrameReading } from './read-frames.ts';
import type { SideDoor } from './side-door.ts';

const MODEL: CameraModelName = 'h694';
const EXPOSURE_S = 0.01;
/** Of each program; the first of each warms up and does not count. */
const FRAMES = 4;
/** What the driver may take more than the plain reader: it also watches for too many bytes and orders the pixels. */
const MOST_TIMES_SLOWER = 1.25;
/** The frame itself, the transfer under way, and what Node keeps of those before. */
const MOST_FRAMES_IN_MEMORY = 4;

export async function throughput(sideDoor: SideDoor, { check, measured }: Checks): Promise<void> {
  const family = await openFamily();
  const { found } = await plugInAndFind(sideDoor, family, { kind: 'camera', model: MODEL, serial: 'FAST-1' });
  const { width, height } = CAMERA_MODELS[MODEL];
  const megabytes = (width * height * 2) / 1e6;
  const plain: { frameMs: number[]; readingMs: number[] } = { frameMs: [], readingMs: [] };
  let ours: FrameReading | null = null;

  await check('frames are read by both programs', async () => {
    await readPlainly(plain, width, height);
    ours = await readWithDriver(found.key);
    await readPlainly(plain, width, height);
  });
  if (ours === null) return;
  const { frameMs, readingMs, cpuMs, grownBytes } = ours as FrameReading;
  const ratio = median(readingMs.slice(1)) / median(plain.readingMs);
  await measured(`${width} × ${height}, ${megabytes.toFixed(1)} MB: plain reader, median`, rate(megabytes, plain));
  await measured(
    'the same through the driver',
    rate(megabytes, { frameMs: frameMs.slice(1), readingMs: readingMs.slice(1) }),
  );
  await measured('driver ÷ plain reader, from readout to pixels', ratio.toFixed(2));
  await measured(
    'processor time a megabyte in the driver’s process',
    `${(cpuMs / FRAMES / megabytes).toFixed(1)} ms (emulated)`,
  );
  await measured('memory that the frames took at most', `${(grownBytes / 1e6 / megabytes).toFixed(1)} frames`);
  await check(`the driver takes at most ${MOST_TIMES_SLOWER} times as long as the plain reader`, async () => {
    if (ratio > MOST_TIMES_SLOWER) throw new Error(`It takes ${ratio.toFixed(2)} times as long.`);
  });
  await check(`memory stays below ${MOST_FRAMES_IN_MEMORY} frames`, async () => {
    if (grownBytes > MOST_FRAMES_IN_MEMORY * megabytes * 1e6) throw new Error(`${(grownBytes / 1e6).toFixed(0)} MB.`);
  });
}

async function readPlainly(
  into: { frameMs: number[]; readingMs: number[] },
  width: number,
  height: number,
): Promise<void> {
  const program = join(process.env.BENCH_SHARED!, PLAIN_READER);
  const size = [width, height, EXPOSURE_S * 1000, FRAMES].map(String);
  const { stdout } = await promisify(execFile)(program, [deviceNode(), ...size]);
  for (const line of stdout.trim().split('\n').slice(1)) {
    const [frame, reading] = line.split(' ').map(Number);
    into.frameMs.push(frame!);
    into.readingMs.push(reading!);
  }
}

async function readWithDriver(key: string): Promise<FrameReading> {
  const script = join(import.meta.dirname, 'read-frames.ts');
  const { stdout } = await promisify(execFile)(process.execPath, [script, key, String(EXPOSURE_S), String(FRAMES)]);
  return JSON.parse(stdout) as FrameReading;
}

/** Where usbfs has the only camera. */
function deviceNode(): string {
  const devices = '/sys/bus/usb/devices';
  const read = (device: string, name: string) => {
    try {
      return readFileSync(join(devices, device, name), 'utf8').trim();
    } catch {
      return '';
    }
  };
  const camera = readdirSync(devices).find(
    (device) => Number.parseInt(read(device, 'idVendor'), 16) === STARLIGHT_XPRESS,
  );
  if (camera === undefined) throw new Error('usbfs has no camera.');
  const [bus, address] = ['busnum', 'devnum'].map((name) => read(camera, name).padStart(3, '0'));
  return `/dev/bus/usb/${bus}/${address}`;
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)]!;
}

function rate(
  megabytes: number,
  { frameMs, readingMs }: { frameMs: readonly number[]; readingMs: readonly number[] },
): string {
  const reading = median(readingMs);
  return `${median(frameMs).toFixed(0)} ms a frame, ${reading.toFixed(0)} ms of it reading (${((megabytes / reading) * 1000).toFixed(0)} MB/s)`;
}
