import { dirname } from 'node:path';
import { ConsoleError } from '../contract/errors.ts';
import type { FileFault } from '../contract/file-fault.ts';

/**
 * What a file system's refusal means to the person at the console, as a ConsoleError `storage`. Errors that are
 * ConsoleErrors already, and those that no file system gave, come back as they are.
 * `path` is the file that was to be read or written.
 */
export function storageFailure(thrown: unknown, doing: 'read' | 'write', path: string): unknown {
  if (thrown instanceof ConsoleError || !(thrown instanceof Error)) return thrown;
  const code = (thrown as NodeJS.ErrnoException).code;
  if (code === undefined || (thrown as NodeJS.ErrnoException).syscall === undefined) return thrown;
  const [facts, message] = meaning(code, doing, path);
  return new ConsoleError('storage', message, { facts, cause: thrown });
}

function meaning(errno: string, doing: 'read' | 'write', path: string): [FileFault, string] {
  const folder = dirname(path);
  switch (errno) {
    case 'ENOSPC':
      return [
        { code: 'no-space', path },
        `There is no space left for ${path}. Free some on that disk, or move the data folder, then go on.`,
      ];
    case 'EDQUOT':
      return [
        { code: 'no-quota', path },
        `The disk quota leaves no room for ${path}. Free some space or have the quota raised, then go on.`,
      ];
    case 'EFBIG':
      return [
        { code: 'too-large-a-file', path },
        `The file system of ${folder} cannot hold a file as large as ${path}. Use a disk with another file system.`,
      ];
    case 'EACCES':
    case 'EPERM':
      return [
        { code: 'no-permission', path, doing },
        doing === 'write'
          ? `No permission to write ${path}. Give this user write access to ${folder}.`
          : `No permission to read ${path}. Give this user read access to it.`,
      ];
    case 'EROFS':
      return [
        { code: 'read-only', path },
        `${folder} is on a disk that is mounted read-only. Mount it writable (check the disk first), then go on.`,
      ];
    case 'ENOTDIR':
      return [
        { code: 'no-folder', path },
        `${folder} cannot be a folder: a part of that path is a file. Move that file away.`,
      ];
    case 'ENOENT':
      return doing === 'write'
        ? [
            { code: 'folder-went-away', path },
            `${folder} went away while ${path} was written. Is the disk still attached?`,
          ]
        : [{ code: 'no-file', path }, `There is no file ${path}.`];
    case 'EEXIST':
      return [
        { code: 'name-taken', path },
        `${path} is there already and is never overwritten. Move it away if it should not be there.`,
      ];
    case 'EISDIR':
      return [{ code: 'folder-in-place', path }, `${path} is a folder where a file should be. Move it away.`];
    case 'ENAMETOOLONG':
      return [
        { code: 'name-too-long', path },
        `The name ${path} is too long for this file system. Use a data folder with a shorter path.`,
      ];
    case 'EIO':
    case 'ENXIO':
    case 'ENODEV':
    case 'ESTALE':
      return [
        { code: 'disk-failed', path, doing, errno },
        `The disk failed to ${doing} ${path} (${errno}). Check the disk and its cable before going on.`,
      ];
    case 'EMFILE':
    case 'ENFILE':
      return [
        { code: 'too-many-open', path },
        `Too many files are open to ${doing} ${path}. Close other programs or raise the limit (ulimit -n).`,
      ];
    default:
      return [
        { code: 'file-refused', path, doing, errno },
        `The file system refused to ${doing} ${path} (${errno}). Check the disk before going on.`,
      ];
  }
}
