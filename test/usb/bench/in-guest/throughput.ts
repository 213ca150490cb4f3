/**
 * Large frames through the project's driver, against the least that a program could do (plain-reader.c), turn by turn on
 * the same virtual camera. Software emulation makes both slow; what counts is the
 * ratio, which is told and not judged: the machine may be busy with other things.
 */
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
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
const EXPOSURE_S = 0.5;
/** Of each program, the plain reader's first. */
const TURNS = 3;
/** In a turn; the first does not count. */
const FRAMES = 4;
/** Of the driver before its first turn: its code is compiled as it runs, once a night. */
const WARM_UP_FRAMES = 2;
const READ_LIMIT_MS = 300_000;
/** The frame itself, the one before, transfers under way, and how Node grows by itself in its first seconds. */
const MOST_FRAMES_IN_MEMORY = 6;

export async function throughput(sideDoor: SideDoor, { check, measured }: Checks): Promise<void> {
  const family = await openFamily();
  const { found } = await plugInAndFind(sideDoor, family, { kind: 'camera', model: MODEL, serial: 'FAST-1' });
  const { width, height } = CAMERA_MODELS[MODEL];
  const megabytes = (width * height * 2) / 1e6;
  const plainTurns: (readonly number[])[] = [];
  const driverTurns: FrameReading[] = [];

  const read = async () => {
    const driver = startDriver(found.key);
    try {
      await driver.read(WARM_UP_FRAMES);
      for (let turn = 0; turn < TURNS; turn++) {
        plainTurns.push(await readPlainly(width, height));
        driverTurns.push(await driver.read(FRAMES));
      }
    } finally {
      driver.end();
    }
  };
  await check('frames are read by both programs, turn by turn', read, READ_LIMIT_MS);
  if (driverTurns.length < TURNS) return;

  const counted = (turns: readonly (readonly number[])[]) => median(turns.flatMap((frames) => frames.slice(1)));
  const besides = (turns: readonly (readonly number[])[]) => counted(turns) - EXPOSURE_S * 1000;
  const lastByteTurns = driverTurns.map(({ lastByteMs }) => lastByteMs);
  const frameTurns = driverTurns.map(({ frameMs }) => frameMs);
  const rate = (turns: readonly (readonly number[])[]) => {
    const ms = besides(turns);
    return `${ms.toFixed(0)} ms besides the exposure (${((megabytes / ms) * 1000).toFixed(0)} MB/s)`;
  };
  /** The driver's time over the plain reader's: of all frames, and in brackets turn by turn. */
  const ratio = (turns: readonly (readonly number[])[]) => {
    const each = turns.map((turn, index) => (besides([turn]) / besides([plainTurns[index]!])).toFixed(2));
    return `${(besides(turns) / besides(plainTurns)).toFixed(2)} (${each.join(', ')})`;
  };
  const grownBytes = Math.max(...driverTurns.map((turn) => turn.grownBytes));
  await measured(`${width} × ${height}, ${megabytes.toFixed(1)} MB: plain reader, median`, rate(plainTurns));
  await measured('the same through the driver, to the last byte', rate(lastByteTurns));
  await measured('the same, to the pixels in their places and found whole', rate(frameTurns));
  await measured('driver ÷ plain reader, to the last byte', ratio(lastByteTurns));
  await measured('driver ÷ plain reader, to the pixels', ratio(frameTurns));
  await measured(
    'processor time a megabyte in the driver’s process',
    `${(counted(driverTurns.map(({ cpuMs }) => cpuMs)) / megabytes).toFixed(1)} ms (emulated)`,
  );
  await measured('memory that the frames took at most', `${(grownBytes / 1e6 / megabytes).toFixed(1)} frames`);
  await check(`memory stays below ${MOST_FRAMES_IN_MEMORY} frames`, async () => {
    if (grownBytes > MOST_FRAMES_IN_MEMORY * megabytes * 1e6) throw new Error(`${(grownBytes / 1e6).toFixed(0)} MB.`);
  });
}

/** One turn's frames, ms each. */
async function readPlainly(width: number, height: number): Promise<number[]> {
  const program = join(process.env.BENCH_SHARED!, PLAIN_READER);
  const size = [width, height, EXPOSURE_S * 1000, FRAMES].map(String);
  const { stdout } = await promisify(execFile)(program, [deviceNode(), ...size]);
  return stdout.trim().split('\n').map(Number);
}

interface DriverProcess {
  /** A turn of so many frames, with the camera opened before and let go afterwards. */
  read(frames: number): Promise<FrameReading>;
  end(): void;
}

function startDriver(key: string): DriverProcess {
  const reader = [...NODE_FLAGS, guestProgram('read-frames'), key, String(EXPOSURE_S)];
  const child = spawn(process.execPath, reader, { stdio: 'pipe' });
  let complaint = '';
  child.stderr.on('data', (text) => {
    complaint += text;
  });
  const ended = once(child, 'close');
  const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    async read(frames) {
      child.stdin.write(`${frames}\n`);
      const { value, done } = await answers.next();
      if (done) {
        const [code, signal] = await ended;
        throw new Error(`The process that reads through the driver ended with ${code ?? signal}: ${complaint.trim()}`);
      }
      return JSON.parse(value) as FrameReading;
    },
    end: () => child.stdin.end(),
  };
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
