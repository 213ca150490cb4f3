/** From a frame's last byte to its file being safe, without anything else going on. */

import { randomBytes, randomUUID } from 'node:crypto';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { DEFAULT_SETUP } from '../../src-main/app/default-setup.ts';
import { createClock } from '../../src-main/devices/clock.ts';
import { createInstrumentLink } from '../../src-main/devices/instrument-link.ts';
import { type Bench, newDataFolder, timed } from './bench.ts';
import { type Figure, spreadFigures } from './figures.ts';

export const AIM_MS = 400;
const SECTION = 'A frame of 4096 × 4096, nothing else going on';
const BYTES = 4096 * 4096 * 2;

export async function frameBench(bench: Bench): Promise<Figure[]> {
  const folder = newDataFolder(bench, 'frames');
  bench.say(`saving ${bench.size.frames} frames`);
  const saving = await savingTimes(folder, bench.size.frames);
  const disk = await repeatedWrites(folder, bench.size.frames);
  return [
    ...spreadFigures(
      {
        section: SECTION,
        what: 'last byte to file safe',
        unit: 'ms',
        aim: AIM_MS,
        note: 'simulated camera; measured, hashed, written and synced by the instrument’s process',
      },
      saving,
    ),
    ...spreadFigures(
      {
        section: SECTION,
        what: 'of which this disk needs',
        unit: 'ms',
        aim: null,
        note: '32 MiB written and synced, no more',
      },
      disk,
    ),
  ];
}

async function savingTimes(folder: string, count: number): Promise<number[]> {
  const camera = DEFAULT_SETUP.cameras[0]?.device;
  if (!camera) throw new Error('The default set-up has no camera.');
  const link = createInstrumentLink({ clock: createClock(600), onEvent() {}, onExit() {} });
  await link.start();
  try {
    await link.open({ instrumentId: 1, camera, wheel: null });
    const times: number[] = [];
    for (let i = 0; i < count; i++) {
      const { savingMs } = await link.expose({
        frameUid: randomUUID(),
        settings: {
          frameType: 'bias',
          exposureS: 0,
          binning: 1,
          readoutMode: 0,
          gain: null,
          offset: null,
          subFrame: null,
          pointing: null,
        },
        file: { folder, name: `saved-${i}.fits`, cards: [] },
        setPointC: null,
      });
      times.push(savingMs);
    }
    return times;
  } finally {
    await link.stop();
  }
}

async function repeatedWrites(folder: string, count: number): Promise<number[]> {
  const bytes = randomBytes(BYTES);
  const times: number[] = [];
  for (let i = 0; i < count; i++) {
    const ms = await timed(async () => {
      const file = await open(join(folder, `plain-${i}`), 'wx');
      await file.writeFile(bytes);
      await file.sync();
      await file.close();
    });
    times.push(ms);
  }
  return times;
}
