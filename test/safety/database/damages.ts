/** Ways in which a database comes to harm while no console has it open, each drawn from a seed. */
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { listBackups } from '../../../src-main/store/backup-files.ts';
import type { Seeded } from '../seeded.ts';

export interface Damage {
  readonly name: string;
  /** Whether the change journal, too, is gone: then what headers do not hold can be lost. */
  readonly losesJournal?: boolean;
  do(folder: string, random: Seeded): void;
}

const database = (folder: string) => join(folder, 'warmroom.db');
const journal = (folder: string) => join(folder, 'changes.db');

function flip(file: string, count: number, random: Seeded, from = 0, to = statSync(file).size): void {
  const bytes = readFileSync(file);
  for (let i = 0; i < count; i++) {
    const at = from + random.below(to - from);
    bytes[at] = bytes[at]! ^ (1 << random.below(8));
  }
  writeFileSync(file, bytes);
}

function garbage(length: number, random: Seeded): Buffer {
  return Buffer.from(Array.from({ length }, () => random.below(256)));
}

/** What can happen to a folder whose console was closed in order. */
export const DAMAGES: readonly Damage[] = [
  { name: 'one bit flipped anywhere', do: (folder, random) => flip(database(folder), 1, random) },
  { name: 'a hundred bits flipped anywhere', do: (folder, random) => flip(database(folder), 101, random) },
  { name: 'a bit flipped in the header', do: (folder, random) => flip(database(folder), 1, random, 0, 100) },
  {
    name: 'cut off at a page',
    do: (folder, random) => {
      const pages = statSync(database(folder)).size / 4096;
      truncateSync(database(folder), random.below(pages) * 4096);
    },
  },
  {
    name: 'cut off anywhere',
    do: (folder, random) => truncateSync(database(folder), random.below(statSync(database(folder)).size)),
  },
  { name: 'of no length', do: (folder) => truncateSync(database(folder), 0) },
  { name: 'gone', do: (folder) => rmSync(database(folder)) },
  {
    name: 'a folder in its place',
    do: (folder) => {
      rmSync(database(folder));
      mkdirSync(database(folder));
    },
  },
  {
    name: 'random bytes in its place',
    do: (folder, random) => writeFileSync(database(folder), garbage(20_000, random)),
  },
  {
    name: 'a page of random bytes',
    do: (folder, random) => {
      const bytes = readFileSync(database(folder));
      const page = random.below(bytes.length / 4096);
      garbage(4096, random).copy(bytes, page * 4096);
      writeFileSync(database(folder), bytes);
    },
  },
  {
    name: 'an older backup in its place',
    do: (folder) => {
      const [oldest] = listBackups(folder).slice(-1);
      copyFileSync(oldest!.path, database(folder));
    },
  },
  {
    name: 'another file’s write-ahead log beside it',
    do: (folder, random) => writeFileSync(`${database(folder)}-wal`, garbage(9000, random)),
  },
  {
    name: 'a flipped bit, and the newest backup damaged as well',
    do: (folder, random) => {
      flip(database(folder), 1, random);
      flip(listBackups(folder)[0]!.path, 200, random);
    },
  },
  {
    name: 'gone, and every backup with it',
    do: (folder) => {
      rmSync(database(folder));
      rmSync(join(folder, 'backups'), { recursive: true });
    },
    losesJournal: true,
  },
  {
    name: 'damaged, and the change journal gone',
    do: (folder, random) => {
      flip(database(folder), 1000, random);
      for (const file of [journal(folder), `${journal(folder)}-wal`]) if (existsSync(file)) rmSync(file);
    },
    losesJournal: true,
  },
  {
    name: 'everything but the frames gone',
    do: (folder) => {
      for (const name of ['warmroom.db', 'changes.db', 'backups']) rmSync(join(folder, name), { recursive: true });
    },
    losesJournal: true,
  },
];

const log = (folder: string) => `${database(folder)}-wal`;

/** What can happen to a folder whose console ended by a power cut: its latest changes are in the write-ahead log alone. */
export const DAMAGES_AFTER_A_CRASH: readonly Damage[] = [
  { name: 'after a crash, nothing', do: () => {} },
  { name: 'after a crash, the write-ahead log gone', do: (folder) => rmSync(log(folder)) },
  {
    name: 'after a crash, the write-ahead log cut off anywhere',
    do: (folder, random) => truncateSync(log(folder), random.below(statSync(log(folder)).size)),
  },
  { name: 'after a crash, a bit of the write-ahead log flipped', do: (folder, random) => flip(log(folder), 1, random) },
  {
    name: 'after a crash, the journal’s log in the place of the database’s',
    do: (folder) => copyFileSync(`${journal(folder)}-wal`, log(folder)),
  },
  {
    name: 'after a crash, the database cut off anywhere',
    do: (folder, random) => truncateSync(database(folder), random.below(statSync(database(folder)).size)),
  },
  {
    name: 'after a crash, the database gone and its log left',
    do: (folder) => rmSync(database(folder)),
  },
  {
    name: 'after a crash, the change journal damaged',
    do: (folder, random) => flip(journal(folder), 500, random),
  },
];
