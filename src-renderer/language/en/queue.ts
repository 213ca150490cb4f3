/** The Queue page: the list, a task, and the dialogs. The task form's own texts are in `taskForm`. */
import type { QueueSort } from '../../../src-main/contract/procedures.ts';
import type { LoopOrder } from '../../../src-main/contract/vocabulary.ts';
import { count } from '../../format/numbers.ts';
import { plural } from './plural.ts';

const sorts: Readonly<Record<QueueSort, string>> = {
  place: 'Place in the queue',
  title: 'Name',
  taskType: 'Type',
  status: 'Status',
  progress: 'Progress',
  plannedStart: 'Planned start',
  expiration: 'Expiration',
  modifiedOn: 'Last change',
};
const loopOrders: Readonly<Record<LoopOrder, string>> = {
  tile_outer: 'all filters, then the next tile',
  filter_outer: 'all tiles, then the next filter',
};

export const queue = {
  title: 'Queue',
  shownOf: (shown: number, all: number) =>
    `${count(shown)} of ${count(all)} ${plural(all, { one: 'task', other: 'tasks' })}`,
  selected: (n: number) => `${count(n)} selected`,
  newTask: 'New task',
  import: 'Import …',
  importing: 'Importing …',
  imported: (file: string, created: number, updated: number, unchanged: number) =>
    `${file}: ${created} new, ${updated} updated, ${unchanged} unchanged.`,
  worthALook: (file: string) => `${file}: worth a look`,
  export: 'Export',
  duplicated: 'The task was duplicated.',
  tooManySelected: (most: number) => `At most ${count(most)} tasks can be selected at once.`,

  filter: 'Filter the queue',
  search: 'Search the queue',
  searchHint: 'Name, filter, uid, id',
  status: 'Status',
  type: 'Type',
  allTypes: 'All types',
  order: 'Order',
  sorts,
  descending: 'Descending order',

  tasks: 'Tasks',
  none: 'No task fits. Clear the filters, import a file, or make a new task.',
  tiles: (n: number) => `${count(n)} tiles`,
  progress: 'Progress',

  task: 'Task',
  choose: 'Choose a task to see its plan, its history and its record.',
  framesOf: (have: string, wanted: string, progress: string) => `${have} of ${wanted} frames, ${progress}`,
  edit: 'Edit',
  duplicate: 'Duplicate',
  cancel: 'Cancel …',
  taskParts: 'Parts of the task',
  plan: 'Plan',
  history: 'History',
  record: 'Record',
  firstPointing: 'First pointing, J2000',
  eachFrame: 'Each frame',
  exposureRequired: 'Exposure, required',
  exposureOnDisk: 'Exposure, on disk',
  stillNeeds: 'Still needs',
  loopOrder: 'Order',
  loopOrders,
  notBefore: 'Not before',
  planned: 'Planned',
  notAfter: 'Not after',
  itsFrames: 'Frames of this task',
  nothingHappened: 'Nothing has happened to it yet.',
  calibration: 'Calibration',
  calibrationOf: (sentence: string) => `Calibration: ${sentence}`,

  cells: 'Frames per tile and filter: accepted, acquired, attempted, planned',
  tile: 'Tile',
  frames: 'Frames',
  cellsHint: 'Accepted / planned, and small: acquired (safe on disk) · attempted (begun).',

  cancelTitle: (n: number) => (n === 1 ? 'Cancel this task?' : `Cancel ${count(n)} tasks?`),
  cancelLead: 'A canceled task is final. Its frames stay.',
  why: 'Why',
  usualWhy: 'no longer wanted',
  cancelNow: (n: number) => plural(n, { one: 'Cancel the task', other: 'Cancel the tasks' }),
  keep: 'Keep',
  canceled: (n: number) => (n === 1 ? 'One task was canceled.' : `${count(n)} tasks were canceled.`),
};
