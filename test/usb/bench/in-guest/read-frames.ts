/**
 * `read-frames.ts KEY EXPOSURE_S FRAMES`: takes frames with the project's driver, as an instrument host does, in a process
 * of its own, and prints what that took as JSON (FrameReading).
 */
import { openFamily, settings, takeFrame } from './cameras.ts';

export interface FrameReading {
  /** Each frame's ms from the order to the pixels. */
  readonly frameMs: readonly number[];
  /** Processor time of all frames, ms. */
  readonly cpuMs: number;
  /** By how much the process grew over what it was before the first frame, bytes. */
  readonly grownBytes: number;
}

const SAMPLE_EVERY_MS = 20;

if (import.meta.main) {
  const [key, exposureS, frames] = process.argv.slice(2);
  const family = await openFamily();
  const camera = await family.openCamera(key!);
  const wanted = settings({ exposureS: Number(exposureS) });
  const residentBefore = process.memoryUsage.rss();
  let resident = residentBefore;
  const sampling = setInterval(() => {
    resident = Math.max(resident, process.memoryUsage.rss());
  }, SAMPLE_EVERY_MS);
  const frameMs: number[] = [];
  const cpuBefore = process.cpuUsage();
  for (let frame = 0; frame < Number(frames); frame++) {
    const began = performance.now();
    await takeFrame(camera, wanted);
    frameMs.push(performance.now() - began);
    resident = Math.max(resident, process.memoryUsage.rss());
  }
  const { user, system } = process.cpuUsage(cpuBefore);
  clearInterval(sampling);
  await camera.close();
  const told: FrameReading = {
    frameMs,
    cpuMs: (user + system) / 1000,
    grownBytes: resident - residentBefore,
  };
  console.log(JSON.stringify(told));
}
