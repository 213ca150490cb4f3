import type { words as English } from '../en/words.ts';

export const words: typeof English = {
  taskTypes: {
    optical_imaging: 'Light',
    optical_imaging_bias_calibration: 'Bias',
    optical_imaging_dark_calibration: 'Dark',
    optical_imaging_flat_calibration: 'Flat',
    radio_tracking: 'Radio, nachführen',
    radio_mapping: 'Radio, kartieren',
  },
  statuses: {
    unassigned: 'Nicht zugeteilt',
    pending: 'Offen',
    active: 'In Arbeit',
    completed: 'Fertig',
    failed: 'Gescheitert',
    not_attempted: 'Nie begonnen',
    interrupted: 'Unterbrochen',
    canceled: 'Storniert',
  },
  frameTypes: { light: 'Light', bias: 'Bias', dark: 'Dark', flat: 'Flat' },
  frameStates: {
    intended: 'Vorgesehen',
    exposing: 'Wird belichtet',
    reading: 'Auslesen',
    written: 'Gespeichert',
    counted: 'Gezählt',
    rejected: 'Verworfen',
    lost: 'Verloren',
  },
  phases: { exposing: 'Belichtung', reading: 'Auslesen', writing: 'Speichern' },
  steps: {
    none: '',
    cooling: 'Kühlen',
    filter: 'Filterwechsel',
    exposing: 'Belichtung',
    reading: 'Auslesen',
    writing: 'Speichern',
    waiting: 'Warten',
    searching: 'Belichtungszeit suchen',
    asking: 'Antwort nötig',
  },
  runStates: {
    idle: 'Bereit',
    running: 'Läuft',
    pausing: 'Pausiert gleich',
    paused: 'Pausiert',
    stopping: 'Wird gestoppt',
  },
  cooling: {
    off: 'Kühlung aus',
    cooling: 'Kühlt ab',
    settling: 'Pendelt sich ein',
    stable: 'Stabil',
    warming: 'Wärmt auf',
  },
  shutter: { open: 'Verschluss offen', closed: 'Verschluss zu', none: 'Kein Verschluss' },
  connections: {
    disconnected: 'Nicht verbunden',
    connecting: 'Verbindet',
    connected: 'Verbunden',
    failed: 'Gestört',
  },
};

/** One that only upstream knows is shown as it is. */
export function statusWord(status: string): string {
  return words.statuses[status] ?? status;
}
