/** Builds one master from files that go together: combines, hashes, writes. Runs in a worker thread. */
import { BYTES_PER_FLOAT } from '../../frames/fits/float-data.ts';
import { hashAndSum } from '../../frames/inspect-frame.ts';
import { saveStoredRows } from '../../frames/save-rows.ts';
import type { CalibrationKind } from '../../tasks/calibration-matching.ts';
import { type CombinedFacts, type CombineWatch, combineToStored } from './combine-files.ts';
import type { CombineMethod } from './combine-method.ts';
import { exposureOf, type MasterInput, mustBeAsTaken } from './input-facts.ts';
import { type InputFile, mustBeUnchanged } from './input-reader.ts';
import { masterCards } from './master-header.ts';
import { propagatedNoise } from './propagated-noise.ts';
import { RowsToCome } from './rows-to-come.ts';

/** A master to take off the frames before they are combined. */
export interface CorrectingMaster {
  readonly file: InputFile;
  /** Of the file, without folder. */
  readonly name: string;
  /** Standard error of its pixels, ADU; null when its header does not say. */
  readonly noise: number | null;
}

export interface CorrectingDark extends CorrectingMaster {
  /**
   * s; the dark is multiplied by a frame's exposure over this. Null for a dark as long as the frames, which is taken off
   * as it is.
   */
  readonly scaledFromS: number | null;
}

export interface MasterJob {
  readonly uid: string;
  readonly kind: CalibrationKind;
  readonly inputs: readonly MasterInput[];
  readonly bias: CorrectingMaster | null;
  readonly dark: CorrectingDark | null;
  readonly method: CombineMethod;
  /** Absolute. */
  readonly folder: string;
  readonly name: string;
  /** UTC, ms. */
  readonly builtAt: number;
  readonly softwareVersion: string;
}

/**
 * Writes the master while it is combined, safe under its final name once this resolves; on any failure nothing is left of it.
 * @throws ConsoleError or FitsError naming the file at fault
 */
export async function buildMaster(job: MasterJob, watch: CombineWatch): Promise<void> {
  const { kind, method, folder, name, inputs } = job;
  const corrections = { bias: await hashed(job.bias), dark: await hashed(job.dark) };
  const files = inputs.map((input) => ({ ...input.file, darkScale: darkScaleOf(input, job.dark) }));
  const { width, height } = inputs[0]!.file.layout;
  const notWritten = new AbortController();
  const rows = new RowsToCome(width * BYTES_PER_FLOAT);
  const combining = combineToStored(
    { files, method, normalise: kind === 'flat', bias: job.bias?.file ?? null, dark: job.dark?.file ?? null },
    { signal: AbortSignal.any([watch.signal, notWritten.signal]), onProgress: watch.onProgress },
    (stored, count) => rows.arrive(stored, count),
  );
  const combined = combining.then((facts) => checked(facts, job));
  combined.catch((why) => rows.fail(why));
  const cardsFrom = (facts: CombinedFacts) =>
    cardsOf(facts, job, corrections, mean(files.map((file) => file.darkScale)));
  try {
    await saveStoredRows({
      ...{ folder, name, width, height },
      draft: cardsFrom(draftOf(inputs.length)),
      rows: (first, count) => rows.take(first, count),
      finish: async () => {
        const facts = await combined;
        return { cards: cardsFrom(facts), dataSum: facts.dataSum };
      },
    });
  } catch (thrown) {
    notWritten.abort();
    // Its threads are to have ended before the failure is told.
    await combining.catch(() => {});
    throw thrown;
  }
}

/** What the header is first laid out with, before anything is known. */
function draftOf(files: number): CombinedFacts {
  const each = <Value>(value: Value) => new Array<Value>(files).fill(value);
  return { hashes: each('0'.repeat(64)), levels: each(1), rejectedFraction: 0, standardError: 1 };
}

/** @throws ConsoleError when a file is not what it was, or was not taken as the ledger says */
function checked<Facts extends CombinedFacts>(facts: Facts, { inputs, bias, dark }: MasterJob): Facts {
  for (const master of [bias, dark]) if (master !== null) mustBeUnchanged(master.file);
  for (const [i, input] of inputs.entries()) mustBeAsTaken(input, facts.hashes[i]!);
  return facts;
}

function cardsOf(facts: CombinedFacts, job: MasterJob, corrections: HashedCorrections, darkScale: number) {
  const { uid, kind, method, inputs, builtAt, softwareVersion } = job;
  const level = mean(facts.levels);
  return masterCards({
    ...{ uid, kind, method, ...corrections, builtAt, softwareVersion },
    inputs: inputs.map((input, i) => ({ input, sha256: facts.hashes[i]! })),
    darkScaled: (job.dark?.scaledFromS ?? null) !== null,
    level: kind === 'flat' ? level : null,
    rejectedFraction: facts.rejectedFraction,
    noise: propagatedNoise({
      ofCombined: facts.standardError,
      ofBias: job.bias?.noise ?? null,
      ofDark: job.dark?.noise ?? null,
      darkScale,
      level,
    }),
  });
}

type HashedMaster = { readonly name: string; readonly sha256: string };

interface HashedCorrections {
  readonly bias: HashedMaster | null;
  readonly dark: HashedMaster | null;
}

async function hashed(master: CorrectingMaster | null): Promise<HashedMaster | null> {
  if (master === null) return null;
  return { name: master.name, sha256: (await hashAndSum(master.file.path)).sha256 };
}

function darkScaleOf(input: MasterInput, dark: CorrectingDark | null): number {
  if (dark === null || dark.scaledFromS === null) return 1;
  return exposureOf(input) / dark.scaledFromS;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
