/** Builds one master from files that go together: combines, hashes, writes. Runs in a worker thread. */
import { hashAndSum } from '../../frames/inspect-frame.ts';
import { saveFrame } from '../../frames/save-frame.ts';
import type { CalibrationKind } from '../../tasks/calibration-matching.ts';
import { type CombineWatch, combineFiles } from './combine-files.ts';
import type { CombineMethod } from './combine-method.ts';
import { exposureOf, type MasterInput, mustBeAsTaken } from './input-facts.ts';
import { type InputFile, mustBeUnchanged } from './input-reader.ts';
import { masterCards } from './master-header.ts';
import { propagatedNoise } from './propagated-noise.ts';

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
 * Writes the master, safe under its final name once this resolves; on any failure nothing is left of it.
 * @throws ConsoleError or FitsError naming the file at fault
 */
export async function buildMaster(job: MasterJob, watch: CombineWatch): Promise<void> {
  const { kind, method, folder, name } = job;
  const bias = await hashed(job.bias);
  const dark = await hashed(job.dark);
  const files = job.inputs.map((input) => ({ ...input.file, darkScale: darkScaleOf(input, job.dark) }));
  const combined = await combineFiles(
    { files, method, normalise: kind === 'flat', bias: job.bias?.file ?? null, dark: job.dark?.file ?? null },
    watch,
  );
  for (const master of [job.bias, job.dark]) if (master !== null) mustBeUnchanged(master.file);
  for (const [i, input] of job.inputs.entries()) mustBeAsTaken(input, combined.hashes[i]!);
  const { width, height, pixels, levels } = combined;
  const level = mean(levels);
  const cards = masterCards({
    ...{ uid: job.uid, kind, method, bias, dark },
    ...{ builtAt: job.builtAt, softwareVersion: job.softwareVersion },
    inputs: job.inputs.map((input, i) => ({ input, sha256: combined.hashes[i]! })),
    darkScaled: (job.dark?.scaledFromS ?? null) !== null,
    level: kind === 'flat' ? level : null,
    rejectedFraction: combined.rejectedFraction,
    noise: propagatedNoise({
      ofCombined: combined.standardError,
      ofBias: job.bias?.noise ?? null,
      ofDark: job.dark?.noise ?? null,
      darkScale: mean(files.map((file) => file.darkScale)),
      level,
    }),
  });
  await saveFrame({ folder, name, cards, width, height, pixels });
}

async function hashed(master: CorrectingMaster | null): Promise<{ name: string; sha256: string } | null> {
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
