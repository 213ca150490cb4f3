/** Which masters are built from which frames: from the ledger's sets, or from files that a person names. */
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { MastersBuiltView, MasterView } from '../../contract/calibration-views.ts';
import { ConsoleError } from '../../contract/errors.ts';
import { readStoredImage } from '../../frames/fits/image-file.ts';
import type { CountedCalibrationFrame } from '../../store/calibration-store.ts';
import type { CalibrationFrame, CalibrationKind } from '../../tasks/calibration-matching.ts';
import { buildAside } from './build-aside.ts';
import { checkInputs, ENOUGH_INPUTS } from './check-inputs.ts';
import { type CombineMethod, checkEnoughFor, methodText } from './combine-method.ts';
import { correctionsFor } from './corrections.ts';
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
  readonly signal: AbortSignal;
  /** Of the master in hand, 0..1. */
  readonly onProgress: (title: string, done: number) => void;
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
  checkInputs(inputs, settings.kind);
  checkEnoughFor(settings.method, inputs.length);
  const few = inputs.length < ENOUGH_INPUTS;
  const warning = `Only ${inputs.length} frames: with fewer than ${ENOUGH_INPUTS}, outliers stay in.`;
  return { built: [await build(inputs, settings)], skipped: [], warnings: few ? [warning] : [] };
}

/** A master from each set of the ledger's frames that has enough and was not combined before. */
export async function buildFromLedger(
  settings: BuildSettings & { readonly rows: readonly CountedCalibrationFrame[] },
): Promise<MastersBuiltView> {
  const rows = settings.rows.filter(({ frame }) => settings.kind === undefined || frame.frameType === settings.kind);
  const built: MasterView[] = [];
  const skipped: { title: string; why: string }[] = [];
  for (const group of groupFrames(rows, setFacts)) {
    if (settings.signal.aborted) break;
    const title = setTitle(group[0]!);
    const { masters } = await listMasters(settings.dataFolder);
    const names = new Set(group.map(({ frame }) => frame.uid));
    const done = masters.find((master) => isFrom(master, names) && isMadeLike(master, settings));
    if (done !== undefined) {
      skipped.push({ title, why: `Built already: ${done.path}.` });
    } else if (group.length < ENOUGH_INPUTS) {
      skipped.push({ title, why: `Only ${group.length} frames; a master is built from ${ENOUGH_INPUTS}.` });
    } else {
      const inputs = await inputsOf(group, settings.dataFolder);
      const outcome = await build(inputs, settings).catch(refusalOf);
      if (typeof outcome === 'string') skipped.push({ title, why: outcome });
      else built.push(outcome);
    }
  }
  return { built, skipped, warnings: [] };
}

async function inputsOf(group: readonly CountedCalibrationFrame[], dataFolder: string): Promise<MasterInput[]> {
  const inputs: MasterInput[] = [];
  for (const { frame } of group) inputs.push(await readMasterInput(join(dataFolder, frame.path), frame.sha256));
  checkInputs(inputs, group[0]!.frame.frameType as CalibrationKind);
  return inputs;
}

function isFrom(master: MasterView, names: ReadonlySet<string>): boolean {
  return master.inputs.length === names.size && master.inputs.every(({ name }) => names.has(name));
}

/** The same frames may become another master by another method. */
function isMadeLike(master: MasterView, { method, subtractBias }: BuildSettings): boolean {
  return master.method === methodText(method) && (master.kind !== 'dark' || master.biasSubtracted === subtractBias);
}

/** Frames that make no master are no reason to leave the other sets; a disk that fails is. */
function refusalOf(thrown: unknown): string {
  if (thrown instanceof ConsoleError && thrown.reason === 'bad-input') return thrown.message;
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

function setTitle({ frame }: CountedCalibrationFrame): string {
  const parts = [
    frame.frameType === 'flat' ? (frame.filterName ?? 'no filter') : '',
    frame.frameType === 'dark' ? `${Number(frame.exposureS.toPrecision(6))} s, ${frame.setPointC} °C` : '',
    `bin ${frame.binning}`,
    frame.gain === null ? '' : `gain ${frame.gain}`,
  ];
  return `${frame.frameType} ${parts.filter((part) => part !== '').join(', ')}`;
}

async function build(inputs: readonly MasterInput[], settings: BuildSettings): Promise<MasterView> {
  const { dataFolder, now, softwareVersion, method, signal } = settings;
  const { kind, cards } = inputs[0]!;
  const uid = randomUUID();
  const facts = matchingFacts(kind, cards, newestInput(inputs.map(({ takenAt }) => takenAt)));
  const corrections = await correctionsFor(facts, settings);
  const name = masterFileName({
    ...{ uid, kind, builtAt: now },
    filterName: typeof facts.filter === 'string' ? facts.filter : null,
    exposureS: facts.exposureS ?? null,
    temperatureC: facts.temperatureC ?? null,
    binning: facts.binning ?? null,
    gain: typeof facts.gain === 'number' ? facts.gain : null,
  });
  const folder = mastersFolder(dataFolder);
  const onProgress = (done: number) => settings.onProgress(`master ${kind} from ${inputs.length} frames`, done);
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
