/** What is wrong with a task, said in English. Pure. */
import type { FieldFault, TaskFault, TaskFaultCode } from '../contract/task-fault.ts';

export function faultAt<Field extends string>(field: Field, facts: TaskFault): FieldFault<Field> {
  return { field, message: faultSentence(facts), facts };
}

export function faultSentence(facts: TaskFault): string {
  // A fault has the facts of its own code.
  const sentence = SENTENCES[facts.code] as (facts: TaskFault) => string;
  return sentence(facts);
}

const percent = (fraction: number) => `${Math.round(fraction * 100)} %`;

const SENTENCES: { readonly [Code in TaskFaultCode]: (facts: Extract<TaskFault, { code: Code }>) => string } = {
  'filter-twice': () => 'A filter is named twice; name each once.',
  'no-exposure': () => 'A light task needs a total exposure above 0 s.',
  'no-longest-frame': () => 'The longest single frame must be above 0 s.',
  'frame-over-a-day': ({ exposureS }) =>
    `A single frame would take ${Math.round(exposureS)} s, more than a day. Give a shorter longest frame.`,
  'dark-over-a-day': ({ exposureS }) => `${exposureS} s is more than a day for a single frame.`,
  'frames-over-most': ({ frames, most }) => `That makes ${frames} frames; the most is ${most}.`,
  'counted-over-most': ({ most }) => `The most is ${most} frames in one task.`,
  'no-frames': () => 'Say how many frames: a whole number from 1.',
  'no-dark-exposure': () => 'Darks need an exposure above 0 s, that of the lights they serve.',
  'total-disagrees': ({ came, planned }) =>
    `The task came with ${came} exposures in total; its plan makes ${planned}. The plan is run.`,
  'expires-before-start': () =>
    'The task would expire before it may start. Make the expiration later than the earliest start.',
  'planned-after-expiry': () => 'The planned start is after the expiration. Plan it earlier, or let it expire later.',
  'exposure-over-most': ({ mostH }) =>
    `That is more than ${String(mostH).replace(/\B(?=(\d{3})+$)/g, ' ')} hours of exposure. Make it less.`,
  'unknown-filter': ({ filterId }) => `There is no filter ${filterId} here.`,
  'not-in-wheel': ({ filter }) => `${filter} is in no slot of the wheel.`,
  'flats-without-filter': () => 'Choose the filters to take flats in.',
  'right-ascension': ({ pointing }) => `Pointing ${pointing}: right ascension must be 0 to 360° (0h to 24h).`,
  declination: ({ pointing }) => `Pointing ${pointing}: declination must be −90° to +90°.`,
  'no-pointing': () => 'Say where the telescope points: at least one pointing.',
  binning: ({ binnings }) => `The camera bins ${binnings.join(', ')}.`,
  gain: ({ min, max }) => `The camera’s gain setting goes from ${min} to ${max}.`,
  temperature: ({ minC, maxC }) => `Sensors are cooled to between ${signed(minC)} and ${signed(maxC)} °C.`,
  tolerance: () => 'The tolerance must be above 0 °C.',
  'flat-level': ({ min, max }) => `Aim between ${percent(min)} and ${percent(max)} of full scale.`,
  'negative-exposure': () => 'The shortest exposure must not be negative.',
  'flat-exposure': () => 'The longest exposure must be above 0 s and at most a day.',
  'shortest-over-longest': () => 'The shortest exposure is longer than the longest.',
  'other-type': () => 'A task keeps its type. Make a new task for another type.',
  'frames-taken': ({ filters }) => {
    const names = filters.map((filter) => filter ?? 'a pointing').join(', ');
    return `Frames were already taken for ${names}. Keep it, or cancel this task and make a new one.`;
  },
};

function signed(value: number): string {
  return value < 0 ? `−${-value}` : `+${value}`;
}
