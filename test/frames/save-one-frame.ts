/**
 * Saves a frame in a process of its own: `save-one-frame.ts <folder> <megapixels> [kill]`. With `kill` the process dies,
 * as in a power cut, as soon as something of the frame is in its file.
 */
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { saveFrame } from '../../src-main/frames/save-frame.ts';

const [folder, megapixels, kill] = process.argv.slice(2) as [string, string, string?];
const [width, height] = [1000, 1000 * Number(megapixels)];

if (kill === 'kill') {
  setInterval(() => {
    const size = statSync(join(folder, 'frame.fits.part'), { throwIfNoEntry: false })?.size ?? 0;
    if (size > 100_000) process.kill(process.pid, 'SIGKILL');
  }, 1);
}
try {
  await saveFrame({ folder, name: 'frame.fits', cards: [], width, height, pixels: new Uint16Array(width * height) });
  console.log('saved');
} catch (thrown) {
  const { reason, message } = thrown as { reason?: string; message: string };
  console.log(JSON.stringify({ reason, message }));
}
