import { count } from '../../format/numbers.ts';
import type { shell as English } from '../en/shell.ts';

export const shell: typeof English = {
  pages: {
    tonight: 'Heute Nacht',
    queue: 'Aufträge',
    frames: 'Aufnahmen',
    calibration: 'Kalibrierung',
    devices: 'Geräte',
    log: 'Protokoll',
    alarms: 'Alarme',
  },
  pagesLabel: 'Seiten',
  openTasks: 'offene Aufträge: ',
  openAlarms: 'unquittierte Alarme: ',
  language: 'Sprache',
  themes: { dark: 'Dunkel', night: 'Rot', light: 'Hell' },
  themeLabel: 'Aussehen der Anzeige',
  brightnessAndDusk: 'Helligkeit und Dämmerung',
  brightness: 'Helligkeit',
  brightnessHint: 'Der dunklen und der Nachtansicht.',
  sunRule: 'Nachtansicht von der Abend- bis zur Morgendämmerung',
  sunRules: {
    never: 'Nie',
    sunset: 'Sonnenuntergang',
    civil: 'Bürgerlich',
    nautical: 'Nautisch',
    astronomical: 'Astronomisch',
  },
  sunRuleHint: 'Nach der Sonnenhöhe am Standort. Was Sie dazwischen wählen, bleibt bis zur nächsten Dämmerung.',
  allShortcuts: 'Alle Tasten',
  reaching: 'Die Konsole wird gerufen …',

  simulated: 'Simuliert',
  night: 'Nacht',
  sun: (altitude) => `Sonne ${altitude}`,
  moon: (altitude, lit) => `Mond ${altitude}, zu ${lit} % beleuchtet`,
  dark: (from, to) => `Dunkel ${from} bis ${to}`,
  siteTime: 'Ort',
  nightSpoken: (night) =>
    `Nacht ${night.name}: Sonnenuntergang ${night.sunset}, dunkel von ${night.dusk} bis ${night.dawn}, Sonnenaufgang ${night.sunrise} UTC`,

  diskUnwritable: 'Platte nicht beschreibbar',
  roomFor: (frames) => `Platz für ${count(frames)} Aufnahmen`,
  needed: (room, frames) => `${room}, nötig sind ${count(frames)}`,

  unknown: 'Unbekannt',
  noConnection: 'keine Verbindung',
  waitingForYou: 'Wartet auf Sie',
  byItself: 'von selbst',
  afterThisFrame: 'nach dieser Aufnahme',

  notConnected: 'Keine Verbindung zur Konsole. Nichts wurde geändert; bald noch einmal versuchen.',
  connectionLost: 'Keine Verbindung zur Konsole.',
  beingReached: 'Sie wird gerade gerufen.',
  reconnecting:
    'Die Verbindung wird neu aufgebaut. Was hier steht, kann veraltet sein; der Ablauf geht ohne diesen Bildschirm weiter.',
  lockedOut: 'Dieser Browser hat keinen Zugang mehr.',
  howToGetIn:
    'Die Adresse öffnen, die die Konsole beim Start ausgegeben hat, oder die Konsole neu starten, um eine neue zu bekommen.',
};
