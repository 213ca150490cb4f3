/** The form for a new task, and for one that is edited. */
import type { FlatLightSource, LoopOrder } from '../../../src-main/contract/vocabulary.ts';
import { count } from '../../format/numbers.ts';
import { plural } from './plural.ts';

const flatLights: Readonly<Record<FlatLightSource, string>> = { panel: 'Panel', sky: 'Twilight sky' };
const loopOrders: Readonly<Record<LoopOrder, string>> = {
  tile_outer: 'All filters, then next tile',
  filter_outer: 'All tiles, then next filter',
};

export const taskForm = {
  newTitle: 'New task',
  editTitle: 'Edit task',
  type: 'Type',
  name: 'Name',
  addToQueue: 'Add to the queue',
  save: 'Save',
  discard: 'Discard',
  created: 'The task is at the end of the queue.',
  changed: 'The task was changed.',

  exposureInAll: 'Exposure in all',
  exposureInAllHint: 'Over all filters and tiles',
  longestFrame: 'Longest frame',
  longestFrameHint: 'Empty: one frame each',
  order: 'Order',
  loopOrders,

  frames: 'Frames',
  framesPerFilter: 'Frames per filter',
  exposureOfEach: 'Exposure of each',
  exposureOfEachHint: 'As the lights they serve',
  level: 'Level to reach',
  ofFullScale: '% of full scale',
  shortest: 'Shortest exposure',
  longest: 'Longest exposure',
  light: 'Light',
  flatLights,

  setPoint: 'Set point',
  tolerance: 'Tolerance',
  asCamera: 'Empty: as the camera',
  gain: 'Gain setting',
  gainHint: 'Empty: default',
  binning: 'Binning',

  filters: 'Filters, in the order they are pressed',
  noFilters: 'None: the wheel stays where it is',
  filterOf: (id: number) => `filter ${id}`,

  pointings: 'Pointings, J2000: right ascension (h m s, or degrees) and declination (° ′ ″, or degrees)',
  raOf: (tile: number) => `Right ascension of tile ${tile}`,
  decOf: (tile: number) => `Declination of tile ${tile}`,
  nameOf: (tile: number) => `Name of tile ${tile}`,
  nameHint: 'Name',
  removeTile: (tile: number) => `Remove tile ${tile}`,
  addTile: 'Add a tile',
  mosaic: 'Mosaic …',
  rows: 'Rows',
  columns: 'Columns',
  overlap: 'Overlap',
  frameWidth: 'Frame width',
  frameHeight: 'Frame height',
  layOut: 'Lay out the tiles',
  centreMissing: 'Write the centre into the first tile.',
  aroundFirst: 'Around the first tile, in its place.',

  earliestStart: 'Not before',
  plannedStart: 'Planned start',
  expiration: 'Not after',
  timeExample: '2026-11-22 23:05 or 23:05',
  atTheSite: (date: string, time: string) => `${date}, at the site ${time}`,

  frameWord: (n: number) => plural(n, { one: 'frame', other: 'frames' }),
  each: 'Each',
  cells: 'Cells',
  exposure: 'Exposure',
  takes: 'Takes',
  fromNow: 'From now until',
  toPutRight: (n: number) => (n === 1 ? 'One thing to put right.' : `${count(n)} things to put right.`),
};
