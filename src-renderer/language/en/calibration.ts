/** Calibration in words, and the Calibration page. */
import type { BeingBuilt, CalibrationSet } from '../../../src-main/contract/calibration-set.ts';
import type { MorningChoice } from '../../../src-main/contract/vocabulary.ts';
import { count } from '../../format/numbers.ts';
import { plural } from './plural.ts';

const needStates = { ready: 'Ready', queued: 'Queued', lacking: 'Lacking' };
const morningChoices: Readonly<Record<MorningChoice, string>> = {
  off: 'Nothing',
  queue: 'Queue it',
  queue_and_run: 'Queue and run it',
};
const frames = (n: number) => `${count(n)} ${plural(n, { one: 'frame', other: 'frames' })}`;

export const calibration = {
  needStates,
  bias: 'bias',
  dark: (exposure: string) => `dark ${exposure}`,
  flat: (filter: string | null) => `flat ${filter ?? 'without filter'}`,
  /** Sets of frames that are told of together. */
  setTitle: ({ title }: { readonly title: string; readonly sets?: readonly CalibrationSet[] }) => title,
  beingBuilt: (title: string, _what: BeingBuilt) => title,
  master: (need: string) => `Master ${need}`,
  binning: (binning: number) => `bin ${binning}`,
  gain: (gain: number) => `gain ${gain}`,
  andMore: (n: number) => `and ${count(n)} more`,
  has: (needs: string) => `Has ${needs}.`,
  queued: (needs: string) => `Queued ${needs}.`,
  lacks: (needs: string) => `Lacks ${needs}.`,
  ofSaturation: (level: string) => `${level} of saturation`,
  atTemperature: (level: string, temperature: string) => `${level} at ${temperature}`,

  title: 'Calibration',
  looking: 'Looking …',
  noLights: 'No light tasks are queued.',
  readyOf: (ready: number, all: number, queued: number) =>
    `${ready} of ${all} ready${queued > 0 ? `, ${queued} queued` : ''}`,
  missing: (n: number, duration: string) =>
    `${frames(n)} ${plural(n, { one: 'is', other: 'are' })} missing, about ${duration}`,
  queueMissing: 'Queue what is missing',
  queueing: 'Queueing …',
  queuedNow: (tasks: number, n: number) =>
    `${count(tasks)} ${plural(tasks, { one: 'task', other: 'tasks' })} of ${frames(n)} ${plural(tasks, { one: 'is', other: 'are' })} at the end of the queue.`,
  notAllQueued: 'Not everything could be queued.',

  needsLabel: 'What the queued lights need',
  explain: 'Queue light tasks, and what they need of bias, darks and flats stands here.',
  needed: 'Needed',
  state: 'State',
  frames: 'Frames',
  age: 'Age',
  quality: 'Quality, or what is in the way',
  for: 'for',
  of: (have: number, wanted: number) => `${have} of ${wanted}`,
  ofWanted: (wanted: number) => `of ${wanted}`,
  plusQueued: (n: number) => `+ ${n} queued`,
  onDisk: (need: string) => `${need} on disk`,
  noMaster: 'No master of them yet',
  inMaster: 'In a master',
  staleMaster: (reasons: string) => `Their master is stale. ${reasons}`,
  noneOnDisk: 'None on disk.',
  oneDoesNotServe: (reasons: string) => `One on disk does not serve. ${reasons}`,
  doNotServe: (n: number, reasons: string) => `${n} on disk do not serve. The newest: ${reasons}`,

  morning: 'What the night’s lights lack, when it is over:',
  morningChoices,

  libraryLabel: 'Library of masters',
  masters: 'Masters',
  build: 'Build masters',
  stopBuilding: 'Stop building',
  building: 'Building masters',
  lookingThrough: 'Looking through the frames',
  built: (n: number) =>
    n === 0 ? 'No new master.' : plural(n, { one: 'Built a master.', other: `Built ${count(n)} masters.` }),
  stale: 'Stale',
  rebuildStale: (n: number) => `Rebuild ${count(n)} stale`,
  rebuild: 'Rebuild it',
  rebuilt: (n: number) =>
    `${plural(n, { one: 'One is built', other: `${count(n)} are built` })} anew from the frames that still count. The old ${plural(n, { one: 'file is', other: 'files are' })} in masters/replaced.`,
  notAllRebuilt: 'Not everything could be rebuilt.',
  framesOf: frames,
  newestFrame: 'newest frame: ',
  noMasters: 'No masters yet.',
  masterLabel: 'The master',
  fromWhat: 'Masters are built from the frames on disk, five or more of a sort.',

  noise: 'Noise of a pixel',
  leftOut: 'Values left out',
  combinedBy: 'Combined by',
  newest: 'Newest frame',
  builtAt: 'Built',
  camera: 'Camera',
  sizeBinning: 'Size, binning',
  gainOffset: 'Gain, offset',
  setPoint: 'Set point',
  takenOff: 'Taken off',
  scales: 'Scales with exposure',
  scalesYes: 'yes',
  scalesNo: 'no, the bias is in it',
  look: 'Look at it',
  noPreview: 'The picture is on its way.',
  level: 'Level, median',
  scatter: 'Scatter from pixel to pixel',
  rangeOfMost: 'All but two in a thousand within',
  ofLevel: 'Divided by',
  map: 'Bad-pixel map',
  mapsLabel: 'Bad-pixel maps',
  badPixels: 'Bad pixels',
  hot: 'Hot',
  noisy: 'Noisy',
  cold: 'Cold',
  notLookedFor: 'not looked for (no flats)',
  mapLegend: 'White pixels are bad. The value says why: 1 hot, 2 cold, 4 noisy, or their sum.',
};
