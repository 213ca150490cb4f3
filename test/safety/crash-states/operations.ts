/** What a program did to the files of one folder, read from strace's recording of it. */
import { posix } from 'node:path';

/** Paths are relative to the recorded folder, '' being the folder itself. */
export type Operation =
  | { readonly kind: 'create' | 'truncate' | 'mkdir' | 'unlink' | 'rmdir' | 'sync'; readonly path: string }
  | { readonly kind: 'resize'; readonly path: string; readonly length: number }
  /** `at` null: at the end of the file. */
  | { readonly kind: 'write'; readonly path: string; readonly at: number | null; readonly data: Buffer }
  | { readonly kind: 'link' | 'rename'; readonly from: string; readonly to: string }
  /** A line that the recorded program wrote to its file of promises. */
  | { readonly kind: 'promise'; readonly text: string };

/** The calls to record: everything that changes a file or a name, or makes such a change durable. */
export const RECORDED_CALLS = [
  ...['open', 'openat', 'creat', 'write', 'writev', 'pwrite64', 'pwritev', 'pwritev2', 'sendfile', 'copy_file_range'],
  ...['truncate', 'ftruncate', 'fallocate', 'fsync', 'fdatasync', 'sync_file_range'],
  ...['rename', 'renameat', 'renameat2', 'link', 'linkat', 'symlink', 'symlinkat', 'unlink', 'unlinkat'],
  ...['mkdir', 'mkdirat', 'rmdir'],
];

/** SQLite makes its index of the log anew after a crash, and the lock holds nothing. */
const OF_NO_MATTER = /(-shm|console\.lock(-\w+)?)$/;

/**
 * @param trace written by `strace -f -y -xx` of RECORDED_CALLS, strings not shortened
 * @param promises absolute path of the file of promises
 * @throws Error for a call that changes the folder in a way that is not known here
 */
export function readOperations(trace: string, folder: string, promises: string): Operation[] {
  const within = (absolute: string): string | null => {
    if (absolute === folder) return '';
    return absolute.startsWith(`${folder}/`) ? absolute.slice(folder.length + 1) : null;
  };
  return wholeCalls(trace).flatMap((call) => operationsOf(call, within, promises));
}

interface Call {
  readonly name: string;
  /** Strings and paths of file descriptors still in hexadecimal. */
  readonly args: string;
  readonly result: string;
}

/** Calls in the order in which they ended; those that failed are left out. */
function wholeCalls(trace: string): Call[] {
  const begun = new Map<string, string>();
  const calls: Call[] = [];
  for (const line of trace.split('\n')) {
    const [, pid, text] = /^(\d+)\s+(.*)$/.exec(line) ?? [];
    if (pid === undefined || text === undefined) continue;
    if (text.endsWith('<unfinished ...>')) {
      begun.set(pid, text.slice(0, -'<unfinished ...>'.length));
      continue;
    }
    const resumed = /^<\.\.\. \w+ resumed>(.*)$/.exec(text);
    const whole = resumed === null ? text : (begun.get(pid) ?? '') + resumed[1];
    const [, name, args, result] = /^(\w+)\((.*)\)\s+= (\d+.*)$/.exec(whole) ?? [];
    if (name !== undefined && args !== undefined && result !== undefined) calls.push({ name, args, result });
  }
  return calls;
}

function operationsOf(
  { name, args, result }: Call,
  within: (absolute: string) => string | null,
  promises: string,
): Operation[] {
  const strings = [...args.matchAll(/"((?:\\x[0-9a-f]{2})*)"/g)].map((match) => bytesOf(match[1]!));
  const descriptors = [...args.matchAll(/<((?:\\x[0-9a-f]{2})+)>/g)].map((match) => bytesOf(match[1]!).toString());
  const file = descriptors[0] === undefined ? null : within(descriptors[0]);
  /** A path argument: relative ones start from the descriptor before them. */
  const named = (index: number) =>
    within(
      posix.resolve(descriptors[Math.min(index, descriptors.length - 1)] ?? '/', strings[index]?.toString() ?? ''),
    );
  const only = (path: string | null, operation: (path: string) => Operation): Operation[] =>
    path === null || OF_NO_MATTER.test(path) ? [] : [operation(path)];

  switch (name) {
    case 'open':
    case 'openat':
    case 'creat': {
      const path = named(0);
      const creates = name === 'creat' || args.includes('O_CREAT');
      const empties = name === 'creat' || args.includes('O_TRUNC');
      return [
        ...(creates ? only(path, (it) => ({ kind: 'create', path: it })) : []),
        ...(empties ? only(path, (it) => ({ kind: 'truncate', path: it })) : []),
      ];
    }
    case 'write':
    case 'pwrite64': {
      const data = strings[0]!.subarray(0, Number.parseInt(result, 10));
      if (descriptors[0] === promises) return [{ kind: 'promise', text: data.toString() }];
      const at = name === 'write' ? null : Number(/, (\d+)\s*$/.exec(args)![1]);
      return only(file, (path) => ({ kind: 'write', path, at, data }));
    }
    case 'ftruncate':
      return only(file, (path) => ({ kind: 'resize', path, length: Number(/, (\d+)\s*$/.exec(args)![1]) }));
    case 'fsync':
    case 'fdatasync':
      return only(file, (path) => ({ kind: 'sync', path }));
    case 'mkdir':
    case 'mkdirat':
      return only(named(0), (path) => ({ kind: 'mkdir', path }));
    case 'rmdir':
      return only(named(0), (path) => ({ kind: 'rmdir', path }));
    case 'unlink':
    case 'unlinkat':
      return only(named(0), (path) => ({ kind: args.includes('AT_REMOVEDIR') ? 'rmdir' : 'unlink', path }));
    case 'link':
    case 'linkat':
    case 'rename':
    case 'renameat':
    case 'renameat2': {
      const [from, to] = [named(0), named(1)];
      if (from === null && to === null) return [];
      if (from === null || to === null) throw new Error(`The folder and its surroundings were mixed: ${name}(${args})`);
      return [{ kind: name.startsWith('link') ? 'link' : 'rename', from, to }];
    }
    default:
      if (file !== null || named(0) !== null)
        throw new Error(`Nothing is known here of ${name}(${args.slice(0, 200)})`);
      return [];
  }
}

/** `\x2f\x74` → bytes. */
function bytesOf(hexadecimal: string): Buffer {
  return Buffer.from(hexadecimal.replaceAll('\\x', ''), 'hex');
}
