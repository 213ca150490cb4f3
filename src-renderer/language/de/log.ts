import type { log as English } from '../en/log.ts';

export const log: typeof English = {
  title: 'Protokoll',
  filter: 'Protokoll filtern',
  search: 'Protokoll durchsuchen',
  searchHint: 'Suchen, englisch',
  level: 'Stufe',
  allLevels: 'Alle Stufen',
  levels: { info: 'Infos', warning: 'Warnungen', alarm: 'Alarme' },
  entryLevel: { info: 'Info', warning: 'Warnung', alarm: 'Alarm' },
  whoLabel: 'Von wem',
  everyone: 'Alle',
  who: {
    observer: 'Beobachter',
    runner: 'Ablauf',
    cli: 'Befehlszeile',
    import: 'Import',
    console: 'Konsole',
    device: 'Gerät',
  },
  entries: 'Einträge, neueste zuerst',
  task: 'Auftrag',
  none: 'Kein Eintrag passt.',
};
