import { dirname } from 'node:path';
import { ConsoleError } from '../contract/errors.ts';

/**
 * What a file system's refusal means to the person at the console, as a ConsoleError `storage`. Errors that are
 * ConsoleErrors already, and those that no file system gave, come back as they are.
 * `path` is the file that was to be read or written.
 */
export function storageFailure(thrown: unknown, doing: 'read' | 'write', path: string): unknown {
  if (thrown instanceof ConsoleError || !(thrown instanceof Error)) return thrown;
  const code = (thrown as NodeJS.ErrnoException).code;
  if (code === undefined || (thrown as NodeJS.ErrnoException).syscall === undefined) return thrown;
  return new ConsoleError('storage', sentence(code, doing, path), { cause: thrown });
}

function sentence(code: string, doing: 'read' | 'write', path: string): string {
  const folder = dirname(path);
  switch (code) {
    case 'ENOSPC':
      return `There is no space left for ${path}. Free some on that disk, or move the data folder, then go on.`;
    case 'EDQUOT':
      return `The disk quota leaves no room for ${path}. Free some space or have the quota raised, then go on.`;
    case 'EFBIG':
      return `The file system of ${folder} cannot hold a file as large as ${path}. Use a disk with another file system.`;
    case 'EACCES':
    case 'EPERM':
      return doing === 'write'
        ? `No permission to write ${path}. Give this user write access to ${folder}.`
        : `No permission to read ${path}. Give this user read access to it.`;
    case 'EROFS':
      return `${folder} is on a disk that is mounted read-only. Mount it writable (check the disk first), then go on.`;
    case 'ENOTDIR':
      return `${folder} cannot be a folder: a part of that path is a file. Move that file away.`;
    case 'ENOENT':
      return doing === 'write'
        ? `${folder} went away while ${path} was written. Is the disk still attached?`
        : `There is no file ${path}.`;
    case 'EEXIST':
      return `${path} is there already and is never overwritten. Move it away if it should not be there.`;
    case 'EISDIR':
      return `${path} is a folder where a file should be. Move it away.`;
    case 'ENAMETOOLONG':
      return `The name ${path} is too long for this file system. Use a data folder with a shorter path.`;
    case 'EIO':
    case 'ENXIO':
    case 'ENODEV':
    case 'ESTALE':
      return `The disk failed to ${doing} ${path} (${code}). Check the disk and its cable before going on.`;
    case 'EMFILE':
    case 'ENFILE':
      return `Too many files are open to ${doing} ${path}. Close other programs or raise the limit (ulimit -n).`;
    default:
      return `The file system refused to ${doing} ${path} (${code}). Check the disk before going on.`;
  }
}
