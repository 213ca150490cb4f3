/** What is wrong with a task, as it is drafted or came, or is worth a look in it: a code, and what its sentence is made of. */
import type { Worded } from './worded.ts';

export const TASK_FAULT_CODES = [
  'filter-twice',
  'no-exposure',
  'no-longest-frame',
  'frame-over-a-day',
  'dark-over-a-day',
  'frames-over-most',
  'counted-over-most',
  'no-frames',
  'no-dark-exposure',
  'total-disagrees',
  'expires-before-start',
  'planned-after-expiry',
  'exposure-over-most',
  'unknown-filter',
  'not-in-wheel',
  'flats-without-filter',
  'right-ascension',
  'declination',
  'no-pointing',
  'binning',
  'gain',
  'temperature',
  'tolerance',
  'flat-level',
  'negative-exposure',
  'flat-exposure',
  'shortest-over-longest',
  'other-type',
  'frames-taken',
] as const;
export type TaskFaultCode = (typeof TASK_FAULT_CODES)[number];

interface TaskFaultFacts extends Record<TaskFaultCode, object> {
  'frame-over-a-day': { readonly exposureS: number };
  'dark-over-a-day': { readonly exposureS: number };
  'frames-over-most': { readonly frames: number; readonly most: number };
  /** Of a bias, dark or flat, whose frames are counted. */
  'counted-over-most': { readonly most: number };
  /** The total that the task came with, and what its plan makes. */
  'total-disagrees': { readonly came: number; readonly planned: number };
  'exposure-over-most': { readonly mostH: number };
  'unknown-filter': { readonly filterId: number };
  'not-in-wheel': { readonly filter: string };
  /** Pointings are counted from 1. */
  'right-ascension': { readonly pointing: number };
  declination: { readonly pointing: number };
  binning: { readonly binnings: readonly number[] };
  gain: { readonly min: number; readonly max: number };
  /** °C */
  temperature: { readonly minC: number; readonly maxC: number };
  /** Fractions of full scale. */
  'flat-level': { readonly min: number; readonly max: number };
  /** Filters that a change would leave out though frames were taken in them; null for a pointing. */
  'frames-taken': { readonly filters: readonly (string | null)[] };
}

export type TaskFault = {
  [Code in TaskFaultCode]: { readonly code: Code } & TaskFaultFacts[Code];
}[TaskFaultCode];

/** A fault with its sentence in English, at the field that has to be changed. */
export interface FieldFault<Field extends string> extends Worded<TaskFault> {
  readonly field: Field;
  readonly facts: TaskFault;
}
