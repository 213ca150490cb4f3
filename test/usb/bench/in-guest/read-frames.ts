/**
 * `read-frames.ts KEY EXPOSURE_S`: takes frames with the project's driver, as an instrument host does, in a process of its
 * own. For each line of its input, a number, it opens the camera, takes that many frames, lets the camera go, and prints
 * what that took as a line of JSON (FrameReading).
 */
import { createInterface } from 'node:readline';
import { createClock } from '../../../../src-main/devices/clock.ts';
import type { CameraPort } from '../../../../src-main/devices/ports.ts';
import { createStarlightXpressFamily } from '../../../../src-main/devices/starlight-xpress/index.ts';
import { createNodeUsbBus } from '../../../../src-main/devices/usb/node-usb-bus.ts';
import type { UsbBus } from '../../../../src-main/devices/usb/usb-ports.ts';
import { settings, takeFrame } from './cameras.ts';

export interface FrameReading {
  /** Each frame's ms from the order to its last byte, and to the pixels in their places, found whole. */
  readonly lastByteMs: readonly number[];
  readonly frameMs: readonly number[];
  /** Processor time of each frame, ms. */
  readonly cpuMs: readonly number[];
  /** By how much the process has grown at most over what it was before its first frame, bytes. */
  readonly grownBytes: number;
}

/** Looking costs the frames processor time. */
const SAMPLE_EVERY_MS = 100;
/** Shorter transfers are answers, not pixels. */
const PIXELS_BYTES = 4096;

/** The bus, and when the last pixels came over it. */
function timedBus(bus: UsbBus): { readonly bus: UsbBus; lastPixelsAt(): number } {
  let lastPixelsAt = 0;
  return {
    lastPixelsAt: () => lastPixelsAt,
    bus: {
      ...bus,
      async open(device) {
        const pipes = await bus.open(device);
        return {
          ...pipes,
          async read(length, timeoutMs) {
            const bytes = await pipes.read(length, timeoutMs);
            if (bytes.length >= PIXELS_BYTES) lastPixelsAt = performance.now();
            return bytes;
          },
        };
      },
    },
  };
}

if (import.meta.main) {
  const [key, exposureS] = process.argv.slice(2);
  const { bus, lastPixelsAt } = timedBus(createNodeUsbBus());
  const family = createStarlightXpressFamily({ clock: createClock(), options: {} }, bus);
  const wanted = settings({ exposureS: Number(exposureS) });
  const residentBefore = process.memoryUsage.rss();
  let resident = residentBefore;
  const look = () => {
    resident = Math.max(resident, process.memoryUsage.rss());
  };

  const takeOne = async (camera: CameraPort) => {
    const cpuBefore = process.cpuUsage();
    const began = performance.now();
    await takeFrame(camera, wanted);
    const frameMs = performance.now() - began;
    const { user, system } = process.cpuUsage(cpuBefore);
    look();
    return { frameMs, lastByteMs: lastPixelsAt() - began, cpuMs: (user + system) / 1000 };
  };
  const takeTurn = async (frames: number): Promise<FrameReading> => {
    const camera = await family.openCamera(key!);
    const sampling = setInterval(look, SAMPLE_EVERY_MS);
    const taken = [];
    for (let frame = 0; frame < frames; frame++) taken.push(await takeOne(camera));
    clearInterval(sampling);
    await camera.close();
    return {
      lastByteMs: taken.map(({ lastByteMs }) => lastByteMs),
      frameMs: taken.map(({ frameMs }) => frameMs),
      cpuMs: taken.map(({ cpuMs }) => cpuMs),
      grownBytes: resident - residentBefore,
    };
  };
  for await (const frames of createInterface({ input: process.stdin })) {
    console.log(JSON.stringify(await takeTurn(Number(frames))));
  }
}
