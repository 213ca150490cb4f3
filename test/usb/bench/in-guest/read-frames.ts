/**
 * `read-frames.ts KEY EXPOSURE_S FRAMES`: takes frames with the project's driver, as an instrument host does, in a process
 * of its own, and prints what that took as JSON (FrameReading).
 */
import { createClock } from '../../../../src-main/devices/clock.ts';
import { createStarlightXpressFamily } from '../../../../src-main/devices/starlight-xpress/index.ts';
import { createNodeUsbBus } from '../../../../src-main/devices/usb/node-usb-bus.ts';
import type { UsbBus } from '../../../../src-main/devices/usb/usb-ports.ts';
import { settings, takeFrame } from './cameras.ts';

export interface FrameReading {
  /** Each frame's ms from the order to its last byte, and to the pixels in their places, found whole. */
  readonly lastByteMs: readonly number[];
  readonly frameMs: readonly number[];
  /** Processor time of all frames, ms. */
  readonly cpuMs: number;
  /** By how much the process grew over what it was before the first frame, bytes. */
  readonly grownBytes: number;
}

const SAMPLE_EVERY_MS = 20;
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
  const [key, exposureS, frames] = process.argv.slice(2);
  const { bus, lastPixelsAt } = timedBus(createNodeUsbBus());
  const family = createStarlightXpressFamily({ clock: createClock(), options: {} }, bus);
  const camera = await family.openCamera(key!);
  const wanted = settings({ exposureS: Number(exposureS) });
  const residentBefore = process.memoryUsage.rss();
  let resident = residentBefore;
  const sampling = setInterval(() => {
    resident = Math.max(resident, process.memoryUsage.rss());
  }, SAMPLE_EVERY_MS);
  const frameMs: number[] = [];
  const lastByteMs: number[] = [];
  const cpuBefore = process.cpuUsage();
  for (let frame = 0; frame < Number(frames); frame++) {
    const began = performance.now();
    await takeFrame(camera, wanted);
    frameMs.push(performance.now() - began);
    lastByteMs.push(lastPixelsAt() - began);
    resident = Math.max(resident, process.memoryUsage.rss());
  }
  const { user, system } = process.cpuUsage(cpuBefore);
  clearInterval(sampling);
  await camera.close();
  const told: FrameReading = {
    lastByteMs,
    frameMs,
    cpuMs: (user + system) / 1000,
    grownBytes: resident - residentBefore,
  };
  console.log(JSON.stringify(told));
}
