/** Which masters are built from which frames: from the ledger's sets, or from files that a person names. */
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { BeingBuilt, CalibrationSet } from '../../contract/calibration-set.ts';
import type { MastersBuiltView, MasterView } from '../../contract/calibration-views.ts';
import { ConsoleError } from '../../contract/errors.ts';
import { type WhyNot, whyNot } from '../../contract/why-not.ts';
import { readStoredImage } from '../../frames/fits/image-file.ts';
import type { CountedCalibrationFrame, RejectedFrames } from '../../store/calibration-store.ts';
import type { CalibrationFrame, CalibrationKind } from '../../tasks/calibration-matching.ts';
import { setTitle } from '../titles.ts';
import { buildAside } from './build-aside.ts';
import { checkInputs, ENOUGH_INPUTS } from './check-inputs.ts';
import { type CombineMethod, checkEnoughFor, methodText } from './combine-method.ts';
import { correctionsFor, mustTakeOffAsMuch } from './corrections.ts';
import { groupFrames } from './group-frames.ts';
import { type MasterInput, matchingFacts, readMasterInput } from './input-facts.ts';
import { masterView, newestInput } from './master-header.ts';
import { listMasters, masterFileName, mastersFolder } from './masters-folder.ts';

export interface BuildSettings {
  /** Absolute. */
  readonly dataFolder: string;
  /** UTC, ms. */
  readonly now: number;
  readonly softwareVersion: string;
  /** Only masters of this kind. */
  readonly kind: CalibrationKind | undefined;
  readonly method: CombineMethod;
  /** Take the master bias that fits off darks, so that they scale with the exposure. */
  readonly subtractBias: boolean;
  /** Frames that do not count any more: no master is built from them, nor with a master that was. */
  readonly rejected: RejectedFrames;
  /** The master that is built anew: bias and dark have to be taken off as they were of it. */
  readonly noLessThan?: MasterView;
  readonly signal: AbortSignal;
  /** Of the master in hand, 0..1. */
  readonly onProgress: (what: BeingBuilt, done: number) => void;
}

/** One master from the files named. @throws ConsoleError naming the file that is at fault; then nothing was written */
export async function buildFromFiles(
  settings: BuildSettings & { readonly files: readonly string[] },
): Promise<MastersBuiltView> {
  const inputs: MasterInput[] = [];
  for (const file of settings.files) {
    if (!existsSync(file)) throw new ConsoleError('bad-input', `There is no file ${file}. Check its name.`);
    inputs.push(await readMasterInput(file, null));
  }
  refuseRejected(inputs, settings.rejected);
  checkInputs(inputs, settings.kind);
  checkEnoughFor(settings.method, inputs.length);
  const few = inputs.length < ENOUGH_INPUTS;
  const warning = `Only ${inputs.length} frames: with fewer than ${ENOUGH_INPUTS}, outliers stay in.`;
  return { built: [await buildOne(inputs, settings)], skipped: [], warnings: few ? [warning] : [] };
}

/** A master from each set of the ledger's frames that has enough and was not combined before. */
export async function buildFromLedger(
  settings: BuildSettings & { readonly rows: readonly CountedCalibrationFrame[] },
): Promise<MastersBuiltView> {
  const rows = settings.rows.filter(({ frame }) => settings.kind === undefined || frame.frameType === settings.kind);
  const built: MasterView[] = [];
  const skipped: MastersBuiltView['skipped'][number][] = [];
  for (const group of groupFrames(rows, setFacts)) {
    if (settings.signal.aborted) break;
    const set = setOf(group[0]!);
    const titled = { title: setTitle(set), sets: [set] };
    const { masters } = await listMasters(settings.dataFolder, settings.rejected);
    const names = new Set(group.map(({ frame }) => frame.uid));
    const done = masters.find(
      (master) => master.stale.length === 0 && isFrom(master, names) && isMadeLike(master, settings),
    );
    if (done !== undefined) {
      const facts = { code: 'built-already', path: done.path } as const;
      skipped.push({ ...titled, why: `Built already: ${done.path}.`, whyFacts: facts });
    } else if (group.length < ENOUGH_INPUTS) {
      const why = `Only ${group.length} frames; a master is built from ${ENOUGH_INPUTS}.`;
      skipped.push({ ...titled, why, whyFacts: { code: 'too-few', frames: group.length, enough: ENOUGH_INPUTS } });
    } else {
      const frames = group.map(({ frame }) => frame);
      const outcome = await buildFromFrames(frames, group[0]!.frame.frameType as CalibrationKind, settings).catch(
        refusalOf,
      );
      if ('why' in outcome) skipped.push({ ...titled, ...outcome });
      else built.push(outcome);
    }
  }
  return { built, skipped, warnings: [] };
}

/** A frame's file as the ledger knows it. */
export interface LedgerFrame {
  /** Relative to the data folder. */
  readonly path: string;
  readonly sha256: string | null;
}

/** @throws ConsoleError `bad-input` for frames that make no master, `storage` for a file that is not what was written */
export async function buildFromFrames(
  frames: readonly LedgerFrame[],
  kind: CalibrationKind,
  settings: BuildSettings,
): Promise<MasterView> {
  const inputs: MasterInput[] = [];
  for (const { path, sha256 } of frames) inputs.push(await readMasterInput(join(settings.dataFolder, path), sha256));
  checkInputs(inputs, kind);
  return buildOne(inputs, settings);
}

/** @throws ConsoleError `bad-input` naming the first file whose frame does not count any more */
export function refuseRejected(inputs: readonly MasterInput[], rejected: RejectedFrames): void {
  for (const { file, frameUid } of inputs) {
    const found = frameUid === null ? undefined : rejected.get(frameUid);
    if (found === undefined) continue;
    throw new ConsoleError(
      'bad-input',
      `${file.path} was rejected (${found.why.message}). Restore that frame, or leave it out.`,
      { facts: { code: 'was-rejected', path: file.path, why: found.why } },
    );
  }
}

export function isFrom(master: MasterView, names: ReadonlySet<string>): boolean {
  return master.inputs.length === names.size && master.inputs.every(({ name }) => names.has(name));
}

/** The same frames may become another master by another method. */
export function isMadeLike(
  master: MasterView,
  { method, subtractBias }: Pick<BuildSettings, 'method' | 'subtractBias'>,
): boolean {
  return master.method === methodText(method) && (master.kind !== 'dark' || master.biasSubtracted === subtractBias);
}

/** Frames that make no master are no reason to leave the other sets; a disk that fails is. */
export function refusalOf(thrown: unknown): WhyNot {
  if (thrown instanceof ConsoleError && thrown.reason === 'bad-input') {
    return whyNot(thrown);
  }
  throw thrown;
}

/** What must agree within a set. Temperature is the set point: the sensor's own wanders within its tolerance. */
function setFacts({ frame, cameraId, otaId }: CountedCalibrationFrame): CalibrationFrame {
  const { readoutMode, gain, offset, binning, width, height, exposureS } = frame;
  return {
    kind: frame.frameType as CalibrationKind,
    ...{ readoutMode, gain, offset, binning, width, height, exposureS },
    // Tasks that name none were taken with the only one there is.
    camera: cameraId ?? 'unnamed',
    telescope: otaId ?? 'unnamed',
    temperatureC: frame.setPointC ?? undefined,
    filter: frame.filterId,
    takenAt: frame.startedAt ?? frame.createdAt,
  };
}

/** What a set is told of by. */
function setOf({ frame }: CountedCalibrationFrame): CalibrationSet {
  const { frameType, filterName, exposureS, setPointC, binning, gain } = frame;
  const kind = frameType as CalibrationKind;
  return {
    kind,
    filterName: kind === 'flat' ? filterName : null,
    ...(kind === 'dark' ? { exposureS, temperatureC: setPointC } : { exposureS: null, temperatureC: null }),
    ...{ binning, gain },
  };
}

async function buildOne(inputs: readonly MasterInput[], settings: BuildSettings): Promise<MasterView> {
  const { dataFolder, now, softwareVersion, method, signal } = settings;
  const { kind, cards } = inputs[0]!;
  const uid = randomUUID();
  const facts = matchingFacts(kind, cards, newestInput(inputs.map(({ takenAt }) => takenAt)));
  const corrections = await correctionsFor(facts, settings);
  if (settings.noLessThan !== undefined) mustTakeOffAsMuch(corrections, settings.noLessThan);
  const name = masterFileName({
    ...{ uid, kind, builtAt: now },
    filterName: typeof facts.filter === 'string' ? facts.filter : null,
    exposureS: facts.exposureS ?? null,
    temperatureC: facts.temperatureC ?? null,
    binning: facts.binning ?? null,
    gain: typeof facts.gain === 'number' ? facts.gain : null,
  });
  const folder = mastersFolder(dataFolder);
  const onProgress = (done: number) => settings.onProgress({ kind, frames: inputs.length }, done);
  await buildAside(
    {
      what: 'master',
      job: { uid, kind, inputs, ...corrections, method, folder, name, builtAt: now, softwareVersion },
    },
    { signal, onProgress },
  );
  const { header } = await readStoredImage(join(folder, name));
  const master = masterView(header.cards, `masters/${name}`);
  if (master === null) throw new ConsoleError('internal', `The master ${name} cannot be read back.`);
  return master;
}
