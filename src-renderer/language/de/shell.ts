import type { shell as English } from '../en/shell.ts';

export const shell: typeof English = {
  pages: {
    tonight: 'Heute Nacht',
    queue: 'Aufträge',
    frames: 'Aufnahmen',
    calibration: 'Kalibrierung',
    devices: 'Geräte',
    log: 'Protokoll',
  },
  pagesLabel: 'Seiten',
  openTasks: 'offene Aufträge: ',
  language: 'Sprache',
};
