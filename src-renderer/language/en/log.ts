import type { LogLevel } from '../../../src-main/contract/vocabulary.ts';

const levels: Readonly<Record<LogLevel, string>> = { info: 'Info', warning: 'Warnings', alarm: 'Alarms' };
/** Spoken before an entry's sentence by screen readers. */
const level: Readonly<Record<LogLevel, string>> = { info: 'info', warning: 'warning', alarm: 'alarm' };
/** Who wrote an entry; others' words are shown as they are. */
const who: Readonly<Record<string, string>> = {
  observer: 'observer',
  runner: 'runner',
  cli: 'cli',
  import: 'import',
  console: 'console',
  device: 'device',
};

export const log = {
  title: 'Log',
  filter: 'Filter the log',
  search: 'Search the log',
  searchHint: 'Search',
  level: 'Level',
  allLevels: 'All levels',
  levels,
  entryLevel: level,
  whoLabel: 'Who',
  everyone: 'Everyone',
  who,
  entries: 'Entries, newest first',
  task: 'task',
  none: 'No entry fits.',
};
