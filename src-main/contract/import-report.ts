/** What became of an import; and what is worth a look in it: a code, and what its sentence is made of. */
import type { TaskFault } from './task-fault.ts';
import type { TaskStatus } from './vocabulary.ts';
import type { Worded } from './worded.ts';

export interface ImportReport {
  readonly created: number;
  readonly updated: number;
  /** Rows that were older than, or the same as, what the store has; or whose task is final here. */
  readonly unchanged: number;
  /** What is worth a look, though everything was imported. */
  readonly warnings: readonly Worded<ImportRemark>[];
}

export const IMPORT_REMARK_CODES = ['row-fault', 'final-here', 'order-not-followed'] as const;
export type ImportRemarkCode = (typeof IMPORT_REMARK_CODES)[number];

/** `status`: of the task here, maybe one that only upstream knows. */
interface ImportRemarkFacts extends Record<ImportRemarkCode, object> {
  /** Rows are counted from 1. */
  'row-fault': { readonly row: number; readonly fault: TaskFault };
  'final-here': { readonly uid: string; readonly status: string };
  /** The status that upstream ordered. */
  'order-not-followed': { readonly uid: string; readonly status: string; readonly order: TaskStatus };
}

export type ImportRemark = {
  [Code in ImportRemarkCode]: { readonly code: Code } & ImportRemarkFacts[Code];
}[ImportRemarkCode];
