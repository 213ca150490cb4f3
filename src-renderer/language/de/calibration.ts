import { count } from '../../format/numbers.ts';
import type { calibration as English } from '../en/calibration.ts';
import { plural } from './plural.ts';

const frames = (n: number) => `${count(n)} ${plural(n, { one: 'Aufnahme', other: 'Aufnahmen' })}`;

export const calibration: typeof English = {
  needStates: { ready: 'Bereit', queued: 'Eingereiht', lacking: 'Fehlt' },
  bias: 'Bias',
  dark: (exposure) => `Dark ${exposure}`,
  flat: (filter) => `Flat ${filter ?? 'ohne Filter'}`,
  master: (need) => `Master-${need}`,
  binning: (binning) => `Binning ${binning}`,
  gain: (gain) => `Gain ${gain}`,
  andMore: (n) => `und ${count(n)} weitere`,
  has: (needs) => `Vorhanden: ${needs}.`,
  queued: (needs) => `Eingereiht: ${needs}.`,
  lacks: (needs) => `Es fehlt: ${needs}.`,
  ofSaturation: (level) => `${level} der Sättigung`,
  atTemperature: (level, temperature) => `${level} bei ${temperature}`,

  title: 'Kalibrierung',
  looking: 'Sieht nach …',
  noLights: 'Es sind keine Lights eingereiht.',
  readyOf: (ready, all, queued) => `${ready} von ${all} bereit${queued > 0 ? `, ${queued} eingereiht` : ''}`,
  missing: (n, duration) => `${plural(n, { one: 'Es fehlt', other: 'Es fehlen' })} ${frames(n)}, etwa ${duration}`,
  queueMissing: 'Fehlendes einreihen',
  queueing: 'Reiht ein …',
  queuedNow: (tasks, n) =>
    `${count(tasks)} ${plural(tasks, { one: 'Auftrag', other: 'Aufträge' })} mit ${frames(n)} am Ende eingereiht.`,
  notAllQueued: 'Nicht alles ließ sich einreihen.',

  needsLabel: 'Was die eingereihten Lights brauchen',
  explain: 'Sobald Lights eingereiht sind, steht hier, welche Bias, Darks und Flats sie brauchen.',
  needed: 'Gebraucht',
  state: 'Stand',
  frames: 'Aufnahmen',
  age: 'Alter',
  quality: 'Güte, oder was im Wege steht',
  for: 'für',
  of: (have, wanted) => `${have} von ${wanted}`,
  ofWanted: (wanted) => `von ${wanted}`,
  plusQueued: (n) => `+ ${n} eingereiht`,
  onDisk: (need) => `${need} auf der Platte`,
  noMaster: 'Noch kein Master daraus',
  inMaster: 'In einem Master',
  noneOnDisk: 'Keine auf der Platte.',
  oneDoesNotServe: (reasons) => `Eine auf der Platte passt nicht. ${reasons}`,
  doNotServe: (n, reasons) => `${n} auf der Platte passen nicht. Die neueste: ${reasons}`,

  morning: 'Was den Lights der Nacht fehlt, wenn sie vorbei ist:',
  morningChoices: { off: 'Nichts', queue: 'Einreihen', queue_and_run: 'Einreihen und aufnehmen' },

  libraryLabel: 'Bibliothek der Master',
  masters: 'Master',
  build: 'Master erstellen',
  stopBuilding: 'Erstellen abbrechen',
  building: 'Master werden erstellt',
  lookingThrough: 'Aufnahmen werden durchgesehen',
  built: (n) =>
    n === 0
      ? 'Kein neuer Master.'
      : plural(n, { one: 'Ein Master ist erstellt.', other: `${count(n)} Master sind erstellt.` }),
  framesOf: frames,
  newestFrame: 'neueste Aufnahme: ',
  noMasters: 'Noch keine Master.',
  masterLabel: 'Der Master',
  fromWhat: 'Master entstehen aus den Aufnahmen auf der Platte, ab fünf einer Art.',

  noise: 'Rauschen je Pixel',
  leftOut: 'Ausgelassene Werte',
  combinedBy: 'Verfahren',
  newest: 'Neueste Aufnahme',
  builtAt: 'Erstellt',
  camera: 'Kamera',
  sizeBinning: 'Größe, Binning',
  gainOffset: 'Gain, Offset',
  setPoint: 'Sollwert',
  takenOff: 'Abgezogen',
  scales: 'Skaliert mit Belichtung',
  scalesYes: 'ja',
  scalesNo: 'nein, der Bias ist enthalten',
};
