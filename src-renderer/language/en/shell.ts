/** What stands around the pages: their names, the language switch. */
import type { Page } from '../../state/route.svelte.ts';

const pages: Readonly<Record<Page, string>> = {
  tonight: 'Tonight',
  queue: 'Queue',
  frames: 'Frames',
  calibration: 'Calibration',
  devices: 'Devices',
  log: 'Log',
};

export const shell = {
  pages,
  pagesLabel: 'Pages',
  openTasks: 'open tasks: ',
  language: 'Language',
};
