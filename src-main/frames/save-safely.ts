/** Files that are there whole or not at all, whatever happens meanwhile. */
import type { FileHandle } from 'node:fs/promises';
import { link, mkdir, open, rename, stat, unlink } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { storageFailure } from './storage-failure.ts';

/** Folders that this process has seen to be there after a power cut. */
const safeFolders = new Set<string>();

/**
 * Has a FITS file written so that, once this resolves, it survives a power cut under its final name, and so that before that
 * no file of that name exists: written as `<name>.part`, synced, then put under its name, folder synced. Never overwrites.
 * On failure the `.part` is removed.
 * @param folder absolute; made if missing
 * @param name without folder, ending in `.fits`
 * @throws ConsoleError `storage` when the file system refuses, and whatever `write` throws
 */
export async function saveSafely<Written>(
  folder: string,
  name: string,
  write: (file: FileHandle) => Promise<Written>,
): Promise<Written & { readonly path: string }> {
  if (resolve(folder) !== folder) throw new RangeError(`The frame's folder must be absolute: ${folder}`);
  if (!/^[^/\\]+\.fits$/.test(name)) {
    throw new RangeError(`A frame's file name has no folder and ends in .fits: ${name}`);
  }
  const path = join(folder, name);
  const partPath = `${path}.part`;
  try {
    await makeFolder(folder);
    const written = await writePart(partPath, write);
    await putUnderFinalName(partPath, path);
    await syncFolder(folder).catch(async (thrown) => {
      // Not known to be safe, so it must not look as if it were.
      await unlink(path).catch(() => undefined);
      throw thrown;
    });
    return { ...written, path };
  } catch (thrown) {
    throw storageFailure(thrown, 'write', path);
  }
}

/**
 * Moves a file so that a power cut leaves it under its old name, its new one, or both. Never overwrites.
 * @param from absolute, as `to`, whose folder is made if missing, on the same disk
 * @throws ConsoleError `storage` when the file system refuses
 */
export async function moveSafely(from: string, to: string): Promise<void> {
  try {
    await makeFolder(dirname(to));
    await giveName(from, to).catch(async (thrown) => {
      // A power cut in mid move: it has both names, and loses the old one now.
      if (!(await isSameFile(from, to))) throw thrown;
    });
    await syncFolder(dirname(to));
    await unlink(from).catch(unlessGone);
    await syncFolder(dirname(from));
  } catch (thrown) {
    throw storageFailure(thrown, 'write', to);
  }
}

async function isSameFile(one: string, other: string): Promise<boolean> {
  const [a, b] = await Promise.all([one, other].map((path) => stat(path, { bigint: true }).catch(() => null)));
  return a != null && b != null && a.ino === b.ino && a.dev === b.dev;
}

/** After a rename the old name is gone already. */
function unlessGone(thrown: NodeJS.ErrnoException): void {
  if (thrown.code !== 'ENOENT') throw thrown;
}

async function writePart<Written>(partPath: string, write: (file: FileHandle) => Promise<Written>): Promise<Written> {
  // `wx`: a .part of that name belongs to another writer or to a crash; neither is ours to truncate.
  const file = await open(partPath, 'wx').catch((thrown) => {
    throw storageFailure(thrown, 'write', partPath);
  });
  try {
    try {
      const written = await write(file);
      await file.sync();
      return written;
    } finally {
      await file.close();
    }
  } catch (thrown) {
    await unlink(partPath).catch(() => undefined);
    throw thrown;
  }
}

async function putUnderFinalName(partPath: string, path: string): Promise<void> {
  try {
    await giveName(partPath, path);
  } finally {
    // Gone already after a rename; of no more use after a failure.
    await unlink(partPath).catch(() => undefined);
  }
}

/**
 * Linking fails when the name is taken, in one step that nothing can come between; renaming would replace the other
 * file without a word. File systems without hard links (exFAT sticks, some network shares) get a look before the rename,
 * after which the old name is gone.
 */
async function giveName(from: string, path: string): Promise<void> {
  await link(from, path).catch(async (thrown) => {
    if (!NO_HARD_LINKS.has(thrown.code)) throw thrown;
    if (await isTaken(path)) throw Object.assign(thrown, { code: 'EEXIST' });
    await rename(from, path);
  });
}

const NO_HARD_LINKS = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK']);

function isTaken(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

/**
 * Makes a folder that survives a power cut: each new folder's entry is synced in the one above it. One by one, because
 * Node's recursive way says ENOENT on a read-only disk.
 */
async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder);
  } catch (thrown) {
    const { code } = thrown as NodeJS.ErrnoException;
    if (code === 'EEXIST' && safeFolders.has(folder)) return;
    if (code !== 'EEXIST') {
      if (code !== 'ENOENT' || dirname(folder) === folder) throw thrown;
      await makeFolder(dirname(folder));
      await mkdir(folder).catch((failure) => {
        // Another camera's frame may just have made it.
        if (failure.code !== 'EEXIST') throw failure;
      });
    }
  }
  // Also where it was there: who made it may have died before its name, or its parent's, was synced.
  await syncFolder(dirname(folder));
  // The data folder's own parent need not be ours to read.
  await syncFolder(dirname(dirname(folder))).catch(() => {});
  safeFolders.add(folder);
}

/**
 * Makes the names in a folder survive a power cut. Windows has no way to sync a folder, and its file systems keep names in
 * a journal anyway.
 */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
