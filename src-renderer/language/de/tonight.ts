import { count } from '../../format/numbers.ts';
import type { tonight as English } from '../en/tonight.ts';
import { plural } from './plural.ts';

export const tonight: typeof English = {
  title: 'Heute Nacht',
  newestFrame: 'Neueste Aufnahme',
  firstFrameHere: 'Hier erscheint die erste Aufnahme.',
  lastFrames: 'Letzte Aufnahmen',
  run: 'Ablauf',

  firstTitle: 'Eine klare Nacht, und keine Aufträge',
  firstText:
    'Die Sternwarte hier ist simuliert: eine gekühlte Kamera und ein Filterrad mit sieben Filtern. Nichts kann kaputtgehen. Eine Beispielnacht laden, dann auf Start drücken.',
  loadSample: 'Beispielnacht laden',
  importTasks: 'Aufträge importieren …',
  newTask: 'Neuer Auftrag',
  sampleLoaded: (n) =>
    `${count(n)} ${plural(n, { one: 'Beispielauftrag ist', other: 'Beispielaufträge sind' })} eingereiht. Jetzt auf Start drücken.`,

  newest: 'Neueste',
  saturated: 'gesättigt',
  test: 'Test',
  noFrames: 'Heute Nacht noch keine Aufnahmen.',

  nextLabel: 'Was als Nächstes kommt',
  next: 'Als Nächstes',
  nothingNext: 'Nichts mehr, was jetzt laufen kann.',

  now: 'Jetzt',
  noExposure: 'Keine Belichtung',
  thisFrame: 'Diese Aufnahme',
  thisTask: 'Dieser Auftrag',
  tile: 'Teilbild',
  frame: 'Aufnahme',
  of: 'von',
  framesOf: (have, wanted) => `${have} von ${wanted} Aufnahmen`,
  noTask: 'Kein Auftrag',
  pressRun: 'Start arbeitet die Aufträge von oben ab.',
  taskEnds: 'Auftrag endet',
  queueEnds: 'Alles endet',
  in: (duration) => `in ${duration}`,

  question: 'Frage',
  afterUnexpectedEnd: 'Nach einem unerwarteten Ende',
  putNoteAway: 'Hinweis schließen',

  controls: 'Ablauf steuern',
  pause: 'Pause nach Bild',
  start: 'Start',
  resume: 'Weiter',
  stop: 'Sofort stoppen',
  stopAgain: 'Nochmal: Bild verloren',
  skip: 'Überspringen',
  abort: 'Bild abbrechen',
  abortAgain: 'Nochmal: neu belichten',

  sensorFigure: 'Sensor',
  setPointFigure: 'Sollwert',
  off: 'aus',
  coolerFigure: 'Kühlung',
  wheelTo: (slot) => `Filterrad → ${slot}`,
  slot: (slot, filter) => `Platz ${slot} ${filter}`,
};
