/** Why a request, or a part of it, was refused: a code, and what its sentence is made of. */
import type { CalibrationReason, Objection } from './calibration-reason.ts';
import type { FileFault } from './file-fault.ts';
import type { InputFault } from './input-fault.ts';
import type { SetupFault } from './setup-fault.ts';
import type { StepRefusal } from './step-refusal.ts';
import type { TaskFault } from './task-fault.ts';
import type { FrameState, FrameType } from './vocabulary.ts';

export const REFUSAL_CODES = [
  'no-such-frame',
  'no-file-yet',
  'file-away',
  'master-away',
  'masters-changed',
  'outside-frame',
  'only-lights',
  'not-a-light',
  'too-small',
  'export-going-on',
  'export-stopped',
  'lights-lack-masters',
  'too-many-lights',
  'no-lights',
  'building-going-on',
  'no-master-file',
  'no-map-file',
  'nothing-imported',
  'not-a-list',
  'not-json',
  'setup-not-saved',
  // The disk that the database is on.
  'database-full',
  'database-read-only',
  'database-folder',
  'database-disk-failed',
] as const;
export type RefusalCode = (typeof REFUSAL_CODES)[number];

/** px */
interface Extent {
  readonly width: number;
  readonly height: number;
}

/** Where a text stops being JSON, counted from 1; or that it ends before it is complete. */
export type JsonEnd = { readonly line: number; readonly column: number } | 'too-early';

/** A light, by its file's name, and why no master of a kind serves it. */
export interface LackingLight {
  readonly name: string;
  readonly reasons: readonly Objection[];
}

interface RefusalFacts extends Record<RefusalCode, object> {
  'no-file-yet': { readonly state: FrameState };
  'outside-frame': Extent;
  'only-lights': { readonly frameType: Exclude<FrameType, 'light'> };
  'too-small': Extent;
  /** Kinds of masters that are missing, and the first light without one. */
  'lights-lack-masters': {
    readonly lights: number;
    readonly of: number;
    readonly kinds: readonly ('bias' | 'dark' | 'flat')[];
    readonly first: LackingLight;
  };
  'too-many-lights': { readonly lights: number; readonly most: number };
  /** Which were asked for; null where that did not matter. */
  'no-master-file': { readonly path: string };
  'no-map-file': { readonly path: string };
  /** `end`: null where the parser does not say. */
  'not-json': { readonly what: 'tasks' | 'setup'; readonly end: JsonEnd | null };
  'no-lights': { readonly ofTask: boolean; readonly night: string | null; readonly filter: string | null };
}

export type Refusal = {
  [Code in RefusalCode]: { readonly code: Code } & RefusalFacts[Code];
}[RefusalCode];

/** No two of them share a code. */
export type FailureFacts = Refusal | StepRefusal | FileFault | CalibrationReason;

/** What one of several problems is made of. */
export type ProblemFacts = TaskFault | InputFault | SetupFault | ({ readonly code: 'lacking-light' } & LackingLight);
