/**
 * A file system as it may be found after the power went away. What is taken of a real one:
 * - What was written to a file survives for certain once the file was synced. Before that each write may have reached the
 *   disk or not, in any order, the last one also in part, in whole sectors.
 * - A name (made, linked, renamed, removed) survives for certain once its folder was synced, and only if the names of
 *   the folders above it do. Syncing a file says nothing about its name. Before that it may be as it was or as it is.
 */
import { posix } from 'node:path';
import type { Seeded } from '../seeded.ts';
import type { Operation } from './operations.ts';

/** Path → content; folders have a path that ends in '/'. */
export type Snapshot = ReadonlyMap<string, Buffer>;

/** What may be left of what was not synced. */
export const REMAINS = ['kept', 'dropped', 'torn', 'scattered', 'hollow'] as const;
export type Remains = (typeof REMAINS)[number];

type Change = { readonly at: number; readonly data: Buffer } | { readonly length: number };

interface Inode {
  readonly folder: boolean;
  /** As it is on disk for certain. */
  synced: Buffer;
  /** Since then. */
  pending: Change[];
}

const SECTOR = 512;
const NOTHING = Buffer.alloc(0);

export class CrashableFileSystem {
  readonly #names = new Map<string, Inode>();
  readonly #durable = new Map<string, Inode>();
  #lastWritten: Inode | null = null;

  /** @param files all of it safe, as after a shutdown */
  constructor(files: Snapshot) {
    for (const [path, content] of files) {
      const folder = path.endsWith('/');
      this.#names.set(folder ? path.slice(0, -1) : path, { folder, synced: content, pending: [] });
    }
    for (const [path, inode] of this.#names) this.#durable.set(path, inode);
  }

  apply(operation: Operation): void {
    const names = this.#names;
    switch (operation.kind) {
      case 'create':
        if (!names.has(operation.path)) names.set(operation.path, { folder: false, synced: NOTHING, pending: [] });
        break;
      case 'mkdir':
        names.set(operation.path, { folder: true, synced: NOTHING, pending: [] });
        break;
      case 'unlink':
      case 'rmdir':
        names.delete(operation.path);
        break;
      case 'link':
        names.set(operation.to, this.#at(operation.from));
        break;
      case 'rename':
        names.set(operation.to, this.#at(operation.from));
        names.delete(operation.from);
        break;
      case 'truncate':
        this.#change(operation.path, { length: 0 });
        break;
      case 'resize':
        this.#change(operation.path, { length: operation.length });
        break;
      case 'write':
        this.#change(operation.path, {
          at: operation.at ?? contentOf(this.#at(operation.path)).length,
          data: operation.data,
        });
        break;
      case 'sync':
        this.#sync(operation.path);
        break;
      case 'promise':
        break;
    }
  }

  /** What the next start finds. `random` decides what is left to chance. */
  after(remains: Remains, random: Seeded): Snapshot {
    const names = remains === 'dropped' ? this.#durableNames() : this.#names;
    const found = new Map<string, Buffer>();
    for (const [path, inode] of names) {
      if (inode.folder) found.set(`${path}/`, NOTHING);
      else found.set(path, this.#remainsOf(inode, remains, random));
    }
    return found;
  }

  #remainsOf(inode: Inode, remains: Remains, random: Seeded): Buffer {
    switch (remains) {
      case 'kept':
        return contentOf(inode);
      case 'dropped':
      case 'hollow':
        return inode.synced;
      case 'scattered':
        return contentOf({ ...inode, pending: inode.pending.filter(() => random.next() < 0.5) });
      case 'torn': {
        const last = inode.pending.at(-1);
        if (inode !== this.#lastWritten || last === undefined || !('data' in last)) return contentOf(inode);
        return contentOf({
          ...inode,
          pending: [...inode.pending.slice(0, -1), { at: last.at, data: torn(last.data, random) }],
        });
      }
    }
  }

  #at(path: string): Inode {
    const inode = this.#names.get(path);
    if (inode === undefined) throw new Error(`The recording uses ${path}, which it never made.`);
    return inode;
  }

  #change(path: string, change: Change): void {
    const inode = this.#at(path);
    inode.pending.push(change);
    this.#lastWritten = inode;
  }

  #sync(path: string): void {
    const inode = this.#names.get(path);
    if (path !== '' && inode !== undefined && !inode.folder) {
      inode.synced = contentOf(inode);
      inode.pending = [];
      return;
    }
    const inFolder = (name: string) => parentOf(name) === path;
    for (const name of [...this.#durable.keys()]) if (inFolder(name)) this.#durable.delete(name);
    for (const [name, entry] of this.#names) if (inFolder(name)) this.#durable.set(name, entry);
  }

  /** Those names that all folders above them are durable for. */
  #durableNames(): Map<string, Inode> {
    const reachable = (path: string): boolean => path === '' || (this.#durable.has(path) && reachable(parentOf(path)));
    return new Map([...this.#durable].filter(([path]) => reachable(path)));
  }
}

function parentOf(path: string): string {
  const parent = posix.dirname(path);
  return parent === '.' ? '' : parent;
}

function contentOf({ synced, pending }: Pick<Inode, 'synced' | 'pending'>): Buffer {
  if (pending.length === 0) return synced;
  let length = synced.length;
  let longest = length;
  for (const change of pending) {
    length = 'length' in change ? change.length : Math.max(length, change.at + change.data.length);
    longest = Math.max(longest, length);
  }
  const content = Buffer.alloc(longest);
  synced.copy(content);
  let end = synced.length;
  for (const change of pending) {
    if ('length' in change) {
      if (change.length < end) content.fill(0, change.length, end);
      end = change.length;
    } else {
      change.data.copy(content, change.at);
      end = Math.max(end, change.at + change.data.length);
    }
  }
  return content.subarray(0, end);
}

/** The first sectors of a write; of one that fits into a sector the first half. */
function torn(data: Buffer, random: Seeded): Buffer {
  const sectors = Math.floor(data.length / SECTOR);
  return data.subarray(0, sectors > 1 ? SECTOR * (1 + random.below(sectors - 1)) : data.length >> 1);
}
