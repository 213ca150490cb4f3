/** What a writer that died in mid frame leaves behind: `<name>.fits.part`, see save-frame.ts. */
import { link, open, unlink } from 'node:fs/promises';
import { dirname } from 'node:path';
import { inspectFrame } from './inspect-frame.ts';
import { syncFolder } from './save-safely.ts';

/**
 * Gives a frame that was written whole, but not yet put under its final name, that name; survives a power cut once this
 * resolves. What is not whole is removed, so that a writer that is still about cannot put it under the final name later.
 * @param path where the frame belongs; no such file is there
 */
export async function finishPart(path: string, frameUid: string): Promise<void> {
  const partPath = `${path}.part`;
  const found = await inspectFrame(partPath).catch(() => null);
  if (found?.intact && found.facts.frameUid === frameUid) {
    await syncFile(partPath);
    await link(partPath, path);
    await syncFolder(dirname(path));
  }
  await unlink(partPath).catch((thrown) => {
    if (thrown.code !== 'ENOENT') throw thrown;
  });
}

async function syncFile(path: string): Promise<void> {
  const file = await open(path, 'r+');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}
