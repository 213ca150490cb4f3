/** A real disk of a few hundred megabytes, so that it can really be filled. Needs Linux and the right to mount. */
import { spawnSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface SmallDisk {
  readonly folder: string;
  /** Writes a file of other people's data until the disk has no byte left. */
  fill(): void;
  /** Leaves so many bytes free. */
  fillBut(bytes: number): void;
  /** Takes the other people's data away again. */
  makeRoom(): void;
  /** Makes the whole disk read-only, as a kernel does that has met an error. Nobody may have a file open for writing. */
  setReadOnly(readOnly: boolean): void;
  remove(): void;
}

const PIECE = Buffer.alloc(1 << 20);

/** Null where disks cannot be mounted. */
export function mountSmallDisk(megabytes: number): SmallDisk | null {
  const folder = mkdtempSync(join(tmpdir(), 'warmroom-disk-'));
  if (!mount(['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', folder])) {
    rmSync(folder, { recursive: true });
    return null;
  }
  const ballast = join(folder, 'other-data');
  return {
    folder,
    fill() {
      const file = openSync(ballast, 'a');
      for (let size = PIECE.length; size >= 1; size >>= 1) while (writes(file, size));
      closeSync(file);
    },
    fillBut(bytes) {
      this.makeRoom();
      const file = openSync(ballast, 'w');
      for (let left = megabytes * PIECE.length - bytes; left > 0 && writes(file, Math.min(left, PIECE.length)); )
        left -= PIECE.length;
      closeSync(file);
    },
    makeRoom: () => rmSync(ballast, { force: true }),
    setReadOnly(readOnly) {
      if (!mount(['-o', `remount,${readOnly ? 'ro' : 'rw'}`, folder])) throw new Error('The disk cannot be remounted.');
    },
    remove() {
      spawnSync('umount', ['--lazy', folder], { stdio: 'ignore' });
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function mount(args: readonly string[]): boolean {
  return process.platform === 'linux' && spawnSync('mount', [...args], { stdio: 'ignore' }).status === 0;
}

function writes(file: number, bytes: number): boolean {
  try {
    return writeSync(file, PIECE, 0, bytes) === bytes;
  } catch {
    return false;
  }
}
