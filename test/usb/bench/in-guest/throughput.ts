/**
 * Large frames through the project's driver, against the least that a program could do (plain-reader.c), turn by turn on
 * the same virtual camera. Software emulation makes both slow; what counts is the
 * ratio, which is told and not judged: the machine may be busy with other things.
 */
import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { NODE_FLAGS } from '../../../../src-main/bundle/node-flags.ts';
import { CAMERA_MODELS, type CameraModelName } from '../../virtual-devices/camera-models.ts';
import { STARLIGHT_XPRESS } from '../../virtual-devices/starlight-xpress-camera.ts';
import { guestProgram, PLAIN_READER } from '../shared-folder.ts';
import { openFamily, plugInAndFind } from './cameras.ts';
import { type Checks, median } from './checks.ts';
import type { FrameReading } from './read-frames.ts';
import type { SideDoor } from './side-door.ts';

const MODEL: CameraModelName = 'h694';
/** Timed by the camera, in both programs. It also gives the virtual sensor the time to make its pixels. */
const EXPOSURE_S = 0.4;
/** Of each program's turn; the first warms up and does not count. */
const FRAMES = 6;
/** The frame itself, the one before, transfers under way, and how Node grows by itself in its first seconds. */
const MOST_FRAMES_IN_MEMORY = 6;

export async function throughput(sideDoor: SideDoor, { check, measured }: Checks): Promise<void> {
  const family = await openFamily();
  const { found } = await plugInAndFind(sideDoor, family, { kind: 'camera', model: MODEL, serial: 'FAST-1' });
  const { width, height } = CAMERA_MODELS[MODEL];
  const megabytes = (width * height * 2) / 1e6;
  const plainMs: number[] = [];
  let ours: FrameReading | null = null;

  await check('frames are read by both programs', async () => {
    plainMs.push(...(await readPlainly(width, height)));
    ours = await readWithDriver(found.key);
    plainMs.push(...(await readPlainly(width, height)));
  });
  if (ours === null) return;
  const { lastByteMs, frameMs, cpuMs, grownBytes } = ours as FrameReading;
  const plain = median(plainMs) - EXPOSURE_S * 1000;
  const driver = median(frameMs.slice(1)) - EXPOSURE_S * 1000;
  const read = median(lastByteMs.slice(1)) - EXPOSURE_S * 1000;
  const rate = (ms: number) =>
    `${ms.toFixed(0)} ms besides the exposure (${((megabytes / ms) * 1000).toFixed(0)} MB/s)`;
  await measured(`${width} × ${height}, ${megabytes.toFixed(1)} MB: plain reader, median`, rate(plain));
  await measured('the same through the driver, to the last byte', rate(read));
  await measured('the same, to the pixels in their places and found whole', rate(driver));
  await measured(
    'driver ÷ plain reader, to the last byte and to the pixels',
    `${(read / plain).toFixed(2)} and ${(driver / plain).toFixed(2)}`,
  );
  await measured(
    'processor time a megabyte in the driver’s process',
    `${(cpuMs / FRAMES / megabytes).toFixed(1)} ms (emulated)`,
  );
  await measured('memory that the frames took at most', `${(grownBytes / 1e6 / megabytes).toFixed(1)} frames`);
  await check(`memory stays below ${MOST_FRAMES_IN_MEMORY} frames`, async () => {
    if (grownBytes > MOST_FRAMES_IN_MEMORY * megabytes * 1e6) throw new Error(`${(grownBytes / 1e6).toFixed(0)} MB.`);
  });
}

async function readPlainly(width: number, height: number): Promise<number[]> {
  const program = join(process.env.BENCH_SHARED!, PLAIN_READER);
  const size = [width, height, EXPOSURE_S * 1000, FRAMES].map(String);
  const { stdout } = await promisify(execFile)(program, [deviceNode(), ...size]);
  return stdout.trim().split('\n').slice(1).map(Number);
}

async function readWithDriver(key: string): Promise<FrameReading> {
  const reader = [...NODE_FLAGS, guestProgram('read-frames'), key, String(EXPOSURE_S), String(FRAMES)];
  const { stdout } = await promisify(execFile)(process.execPath, reader);
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
