/** The Tonight page. */
import { count } from '../../format/numbers.ts';
import { plural } from './plural.ts';

export const tonight = {
  title: 'Tonight',
  newestFrame: 'Newest frame',
  firstFrameHere: 'The first frame appears here.',
  lastFrames: 'Last frames',
  run: 'Run',

  firstTitle: 'A clear night, and an empty queue',
  firstText:
    'The observatory here is simulated: a cooled camera and a wheel with seven filters. Nothing can be damaged. Load a sample night, then press Run.',
  loadSample: 'Load a sample night',
  importTasks: 'Import tasks …',
  newTask: 'New task',
  sampleLoaded: (n: number) =>
    `${count(n)} sample ${plural(n, { one: 'task is', other: 'tasks are' })} in the queue. Press Run.`,

  newest: 'Newest',
  saturated: 'saturated',
  test: 'test',
  noFrames: 'No frames tonight.',

  nextLabel: 'What comes next',
  next: 'Next',
  nothingNext: 'Nothing more that can run now.',

  now: 'Now',
  noExposure: 'No exposure',
  thisFrame: 'This frame',
  thisTask: 'This task',
  tile: 'tile',
  frame: 'frame',
  of: 'of',
  framesOf: (have: string, wanted: string) => `${have} of ${wanted} frames`,
  noTask: 'No task',
  pressRun: 'Press Run to take the queue from the top.',
  taskEnds: 'Task ends',
  queueEnds: 'Queue ends',
  in: (duration: string) => `in ${duration}`,

  question: 'Question',
  afterUnexpectedEnd: 'After an unexpected end',
  putNoteAway: 'Put this note away',

  controls: 'Run controls',
  pause: 'Pause after this frame',
  start: 'Run',
  resume: 'Resume',
  stop: 'Stop now',
  stopAgain: 'Again: frame is lost',
  skip: 'Skip task',
  abort: 'Abort frame',
  abortAgain: 'Again: take it anew',

  sensorFigure: 'sensor',
  setPointFigure: 'set point',
  off: 'off',
  coolerFigure: 'cooler',
  wheelTo: (slot: number) => `Wheel → ${slot}`,
  slot: (slot: string, filter: string) => `Slot ${slot} ${filter}`,
};
