import { describe, expect, test } from 'vitest';
import { CrashableFileSystem, type Remains } from './crash-states/file-system.ts';
import { type Operation, readOperations } from './crash-states/operations.ts';
import { seeded } from './seeded.ts';

const hex = (text: string) => [...Buffer.from(text)].map((byte) => `\\x${byte.toString(16).padStart(2, '0')}`).join('');
const fd = (number: number, path: string) => `${number}<${hex(path)}>`;
const cwd = `AT_FDCWD<${hex('/work')}>`;

describe('reading a recording', () => {
  const read = (lines: string[]) => readOperations(lines.join('\n'), '/data', '/promises');

  test('takes the calls on the folder, in the order in which they ended', () => {
    const operations = read([
      `11  openat(${cwd}, "${hex('/data/a')}", O_RDWR|O_CREAT|O_CLOEXEC, 0644) = ${fd(5, '/data/a')}`,
      `11  pwrite64(${fd(5, '/data/a')}, "${hex('say "(x)" = 1')}", 13, 4096 <unfinished ...>`,
      `12  fsync(${fd(6, '/data')}) = 0`,
      '11  <... pwrite64 resumed>) = 13',
      `11  ftruncate(${fd(5, '/data/a')}, 100) = 0`,
      `11  link("${hex('/data/a')}", "${hex('/data/b')}") = 0`,
      `11  unlink("${hex('/data/a')}") = 0`,
      `11  write(${fd(7, '/promises')}, "${hex('{}')}", 2) = 2`,
    ]);
    expect(operations).toEqual([
      { kind: 'create', path: 'a' },
      { kind: 'sync', path: '' },
      { kind: 'write', path: 'a', at: 4096, data: Buffer.from('say "(x)" = 1') },
      { kind: 'resize', path: 'a', length: 100 },
      { kind: 'link', from: 'a', to: 'b' },
      { kind: 'unlink', path: 'a' },
      { kind: 'promise', text: '{}' },
    ]);
  });

  test('leaves out what failed, what is elsewhere, and what SQLite makes anew', () => {
    const operations = read([
      `11  mkdir("${hex('/data/frames')}", 0777) = -1 EEXIST (File exists)`,
      `11  unlink("${hex('/elsewhere/a')}") = 0`,
      `11  pwrite64(${fd(5, '/data/warmroom.db-shm')}, "${hex('x')}", 1, 0) = 1`,
    ]);
    expect(operations).toEqual([]);
  });

  test('takes only what a short write wrote, and refuses calls that it does not know', () => {
    const [write] = read([`11  pwrite64(${fd(5, '/data/a')}, "${hex('abcdef')}", 6, 0) = 2`]);
    expect(write).toMatchObject({ data: Buffer.from('ab') });
    expect(() => read([`11  fallocate(${fd(5, '/data/a')}, 0, 0, 10) = 0`])).toThrow(/fallocate/);
  });
});

describe('a disk after a power cut', () => {
  const write = (path: string, text: string): Operation => ({ kind: 'write', path, at: null, data: Buffer.from(text) });
  const create = (path: string): Operation => ({ kind: 'create', path });
  const sync = (path: string): Operation => ({ kind: 'sync', path });

  function left(operations: readonly Operation[], remains: Remains): Record<string, string> {
    const disk = new CrashableFileSystem(new Map([['old', Buffer.from('old')]]));
    for (const operation of operations) disk.apply(operation);
    return Object.fromEntries([...disk.after(remains, seeded(1))].map(([path, content]) => [path, content.toString()]));
  }

  test('kept: everything is there', () => {
    expect(left([create('a'), write('a', 'x'), write('old', '!')], 'kept')).toEqual({ old: 'old!', a: 'x' });
  });

  test('dropped: a synced file without a synced name is gone, as is what was written after the sync', () => {
    const written = [create('a'), write('a', 'safe'), sync('a')];
    expect(left(written, 'dropped')).toEqual({ old: 'old' });
    expect(left([...written, sync(''), write('a', ' not')], 'dropped')).toEqual({ old: 'old', a: 'safe' });
  });

  test('dropped: a name in a folder that has no safe name itself is gone; a removal that was not synced is undone', () => {
    const made: Operation[] = [{ kind: 'mkdir', path: 'night' }, create('night/a'), sync('night/a'), sync('night')];
    expect(left(made, 'dropped')).toEqual({ old: 'old' });
    expect(left([...made, sync('')], 'dropped')).toEqual({ old: 'old', 'night/': '', 'night/a': '' });
    expect(left([{ kind: 'unlink', path: 'old' }], 'dropped')).toEqual({ old: 'old' });
    expect(left([{ kind: 'unlink', path: 'old' }, sync('')], 'dropped')).toEqual({});
  });

  test('torn: the last write is there in part; hollow: names without what was written', () => {
    const torn = left([create('a'), write('a', 'first'), write('a', 'x'.repeat(2048))], 'torn').a!;
    expect(torn.startsWith('first')).toBe(true);
    expect((torn.length - 5) % 512).toBe(0);
    expect(torn.length).toBeLessThan(5 + 2048);
    expect(left([create('a'), write('a', 'x')], 'hollow')).toEqual({ old: 'old', a: '' });
  });

  test('a shortened file that grows again has zeros where nothing was written', () => {
    const operations: Operation[] = [
      { kind: 'resize', path: 'old', length: 1 },
      { kind: 'resize', path: 'old', length: 3 },
    ];
    expect(left(operations, 'kept')).toEqual({ old: 'o\0\0' });
  });
});
