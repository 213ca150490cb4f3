/** What crosses between the thread that leads a combination and those that read and combine. */
import type { Failure } from '../../contract/errors.ts';
import type { BandTask } from './band-schedule.ts';
import type { CombineMethod } from './combine-method.ts';
import type { CombinePlan } from './combine-plan.ts';
import type { InputFile } from './input-reader.ts';

/** A file of the stack, and how much of the dark goes off it. */
export interface StackFile extends InputFile {
  /** Its exposure over the dark's; 1 where the dark is as long. */
  readonly darkScale: number;
}

/** Masters to take off, each as doubles at the pixel. */
export interface Corrections {
  readonly bias: InputFile | null;
  readonly dark: InputFile | null;
}

export interface CombineJob extends Corrections {
  readonly files: readonly StackFile[];
  readonly width: number;
  readonly height: number;
  readonly values: 'stored' | 'doubles';
  /** What becomes of the result: single floats to reckon with, or bytes as FITS stores them. */
  readonly result: 'floats' | 'stored';
  readonly method: CombineMethod;
  readonly plan: CombinePlan;
  readonly memory: WebAssembly.Memory;
}

export interface ThreadJob extends CombineJob {
  /** This thread's number, from 0. */
  readonly thread: number;
  /** Indices of the files that are its own to read. */
  readonly own: readonly number[];
}

export type ThreadTask =
  /** Each file's central level; replies with them in that order. */
  | { readonly do: 'levels'; readonly files: readonly number[] }
  /** By file, what each is divided by. */
  | { readonly do: 'take-levels'; readonly levels: readonly number[] }
  | BandTask
  /** Replies with the hashes of its own files, in their order. */
  | { readonly do: 'finish' };

export interface PartCounts {
  readonly rejected: number;
  readonly squaredErrors: number;
  /** One's complement sum of the result's stored words; 0 for floats. */
  readonly dataSum: number;
}

export type ThreadReply =
  | { readonly ok: true; readonly levels?: number[]; readonly counts?: PartCounts; readonly hashes?: string[] }
  | { readonly ok: false; readonly failure: Failure };
