/** Builds one master from files that go together: hashes, combines, writes. Runs in a worker thread. */
import { stat } from 'node:fs/promises';
import { ConsoleError } from '../../contract/errors.ts';
import { hashAndSum } from '../../frames/inspect-frame.ts';
import { saveFrame } from '../../frames/save-frame.ts';
import { storageFailure } from '../../frames/storage-failure.ts';
import type { CalibrationKind } from '../../tasks/calibration-matching.ts';
import { combineFiles } from './combine-files.ts';
import type { MasterInput } from './input-facts.ts';
import { masterCards } from './master-header.ts';

export interface MasterJob {
  readonly uid: string;
  readonly kind: CalibrationKind;
  readonly inputs: readonly MasterInput[];
  /** Master bias to take off a flat. */
  readonly bias: { readonly path: string; readonly name: string } | null;
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
export async function buildMaster(job: MasterJob): Promise<void> {
  const { kind, bias, folder, name } = job;
  const before: FileMark[] = [];
  const inputs: { input: MasterInput; sha256: string }[] = [];
  for (const input of job.inputs) {
    before.push(await markOf(input.path));
    inputs.push({ input, sha256: await hashOf(input) });
  }
  const biasHash = bias === null ? null : (await hashAndSum(bias.path)).sha256;
  const combined = await combineFiles({
    paths: job.inputs.map((input) => input.path),
    normalise: kind === 'flat',
    biasPath: bias?.path ?? null,
  });
  for (const mark of before) await mustBeUnchanged(mark);
  const cards = masterCards({
    ...{ uid: job.uid, kind, inputs, builtAt: job.builtAt, softwareVersion: job.softwareVersion },
    bias: bias === null || biasHash === null ? null : { name: bias.name, sha256: biasHash },
    rejectedFraction: combined.rejectedFraction,
  });
  const { width, height, pixels } = combined;
  await saveFrame({ folder, name, cards, width, height, pixels });
}

async function hashOf({ path, knownSha256 }: MasterInput): Promise<string> {
  const { sha256 } = await hashAndSum(path);
  if (knownSha256 === null || knownSha256 === sha256) return sha256;
  throw new ConsoleError(
    'storage',
    `${path} is not what was written when the frame was taken. Reject that frame, then build again.`,
  );
}

interface FileMark {
  readonly path: string;
  readonly bytes: number;
  readonly modifiedMs: number;
}

async function markOf(path: string): Promise<FileMark> {
  try {
    const { size: bytes, mtimeMs: modifiedMs } = await stat(path);
    return { path, bytes, modifiedMs };
  } catch (thrown) {
    throw storageFailure(thrown, 'read', path);
  }
}

/** The hashes in the header must be those of what was combined. */
async function mustBeUnchanged(before: FileMark): Promise<void> {
  const now = await markOf(before.path);
  if (now.bytes === before.bytes && now.modifiedMs === before.modifiedMs) return;
  throw new ConsoleError('storage', `${before.path} changed while it was read. Build again when it is finished.`);
}
