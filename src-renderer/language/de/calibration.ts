import type { CalibrationSet } from '../../../src-main/contract/calibration-set.ts';
import { exposure } from '../../format/durations.ts';
import { celsius, count } from '../../format/numbers.ts';
import type { calibration as English } from '../en/calibration.ts';
import { plural } from './plural.ts';
import { words } from './words.ts';

const frames = (n: number) => `${count(n)} ${plural(n, { one: 'Aufnahme', other: 'Aufnahmen' })}`;

function setName({ kind, exposureS, temperatureC, filterName, binning, gain }: CalibrationSet): string {
  const { bias, dark, flat } = calibration;
  const parts = [
    kind === 'dark' ? dark(exposure(exposureS)) : kind === 'flat' ? flat(filterName) : bias,
    temperatureC === null ? '' : celsius(temperatureC),
    calibration.binning(binning),
    gain === null ? '' : calibration.gain(gain),
  ];
  return parts.filter((part) => part !== '').join(', ');
}

export const calibration: typeof English = {
  needStates: { ready: 'Bereit', queued: 'Eingereiht', lacking: 'Fehlt' },
  bias: 'Bias',
  dark: (exposure) => `Dark ${exposure}`,
  flat: (filter) => `Flat ${filter ?? 'ohne Filter'}`,
  setTitle: ({ title, sets }) => (sets === undefined ? title : sets.map(setName).join('; ')),
  beingBuilt: (_title, { kind, frames: n }) => {
    const what = kind === 'bad-pixels' ? 'Pixelkarte' : calibration.master(words.frameTypes[kind]);
    return `${what} aus ${frames(n)}`;
  },
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
  staleMaster: (reasons) => `Ihr Master ist überholt. ${reasons}`,
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
  stale: 'Überholt',
  rebuildStale: (n) => `${count(n)} überholte neu erstellen`,
  rebuild: 'Neu erstellen',
  rebuilt: (n) =>
    `${plural(n, { one: 'Eine Datei ist', other: `${count(n)} Dateien sind` })} aus den Aufnahmen neu erstellt, die noch zählen. ${plural(n, { one: 'Die alte liegt', other: 'Die alten liegen' })} in masters/replaced.`,
  notAllRebuilt: 'Nicht alles ließ sich neu erstellen.',
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
  look: 'Ansehen',
  noPreview: 'Das Bild ist unterwegs.',
  level: 'Pegel, Median',
  scatter: 'Streuung von Pixel zu Pixel',
  rangeOfMost: 'Alle bis auf zwei von tausend in',
  ofLevel: 'Geteilt durch',
  map: 'Karte defekter Pixel',
  mapsLabel: 'Karten defekter Pixel',
  badPixels: 'Defekte Pixel',
  hot: 'Heiß',
  noisy: 'Verrauscht',
  cold: 'Kalt',
  notLookedFor: 'nicht gesucht (keine Flats)',
  mapLegend: 'Weiße Pixel sind defekt. Der Wert sagt, warum: 1 heiß, 2 kalt, 4 verrauscht, oder die Summe davon.',
};
