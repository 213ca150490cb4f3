/** Builds stale masters and bad-pixel maps anew, from those of their frames that still count. */
import { basename, join } from 'node:path';
import type { BadPixelMapView, MasterListView, MastersRebuiltView, MasterView } from '../contract/calibration-views.ts';
import { ConsoleError } from '../contract/errors.ts';
import type { FrameState, FrameType } from '../contract/vocabulary.ts';
import type { WhyNot } from '../contract/why-not.ts';
import { CALIBRATION_KINDS } from '../tasks/calibration-matching.ts';
import { badPixelMap } from './bad-pixels/map-from-files.ts';
import { listMaps } from './bad-pixels/maps-folder.ts';
import {
  type BuildSettings,
  buildFromFrames,
  isFrom,
  isMadeLike,
  type LedgerFrame,
  refusalOf,
} from './masters/build-masters.ts';
import { ENOUGH_INPUTS } from './masters/check-inputs.ts';
import { methodFromText } from './masters/combine-method.ts';
import { listMasters, setAside } from './masters/masters-folder.ts';
import { judgeStaleMaps } from './stale.ts';

/** A frame of the ledger. */
export interface KnownFrame extends LedgerFrame {
  readonly uid: string;
  readonly frameType: FrameType;
  readonly state: FrameState;
}

export interface RebuildSettings extends Omit<BuildSettings, 'kind' | 'method' | 'subtractBias' | 'noLessThan'> {
  /** Null for what the ledger does not know. */
  readonly findFrame: (uid: string) => KnownFrame | null;
  /** Of masters and maps; undefined for all that are stale. */
  readonly uids: readonly string[] | undefined;
  /** Told of each as soon as it is safe and the old one moved: those after it may fail. */
  readonly onRebuilt: (done: MastersRebuiltView['rebuilt'][number]) => void;
}

const STOPPED: WhyNot = {
  why: 'The rebuilding was stopped before it was done.',
  whyFacts: { code: 'stopped' },
};

type Outcome = { readonly path: string; readonly frames: number };

/**
 * Bias before darks before flats, since each has those before it in it; a stale master that is in a named one is built anew
 * with it. An old file is moved aside once the new one is safe.
 * @throws ConsoleError `not-found` for a uid that is no master's or map's, `storage`
 */
export async function rebuildStale(settings: RebuildSettings): Promise<MastersRebuiltView> {
  const { dataFolder, rejected, signal } = settings;
  const { masters } = await listMasters(dataFolder, rejected);
  const maps = judgeStaleMaps((await listMaps(dataFolder)).maps, rejected);
  const wanted = chosen({ masters, maps }, settings.uids);
  const rebuilt: MastersRebuiltView['rebuilt'][number][] = [];
  const skipped: MastersRebuiltView['skipped'][number][] = [];
  const work = [
    ...wanted.masters.map((master) => ({ old: master, build: () => rebuildMaster(master, settings) })),
    ...wanted.maps.map((map) => ({ old: map, build: () => rebuildMap(map, settings) })),
  ];
  for (const { old, build } of work) {
    const outcome = signal.aborted
      ? STOPPED
      : await build().catch((thrown) => (signal.aborted ? STOPPED : refusalOf(thrown)));
    if ('why' in outcome) {
      skipped.push({ path: old.path, ...outcome });
      continue;
    }
    const done = { ...outcome, old: old.path, movedTo: await setAside(dataFolder, old.path) };
    settings.onRebuilt(done);
    rebuilt.push(done);
  }
  return { rebuilt, skipped };
}

type Found = Pick<MasterListView, 'masters' | 'maps'>;

function chosen({ masters, maps }: Found, uids: readonly string[] | undefined): Found {
  const order = ({ kind }: MasterView) => CALIBRATION_KINDS.indexOf(kind);
  const inOrder = masters.toSorted((a, b) => order(a) - order(b));
  const isStale = ({ stale }: Pick<MasterView, 'stale'>) => stale.length > 0;
  if (uids === undefined) return { masters: inOrder.filter(isStale), maps: maps.filter(isStale) };
  const named = new Set<string>();
  const name = (uid: string) => {
    if (named.has(uid)) return;
    const master = masters.find((each) => each.uid === uid);
    if (master === undefined && !maps.some((each) => each.uid === uid)) {
      throw new ConsoleError('not-found', `There is no master or bad-pixel map ${uid}.`);
    }
    named.add(uid);
    const inIt = [master?.biasName ?? null, master?.darkName ?? null];
    for (const each of masters) if (isStale(each) && inIt.includes(basename(each.path))) name(each.uid);
  };
  for (const uid of uids) name(uid);
  const isNamed = ({ uid }: { readonly uid: string }) => named.has(uid);
  return { masters: inOrder.filter(isNamed), maps: maps.filter(isNamed) };
}

async function rebuildMaster(old: MasterView, settings: RebuildSettings): Promise<Outcome> {
  const { dataFolder, rejected } = settings;
  refuseFresh(old);
  const frames = remaining(old, settings);
  if (frames.length < ENOUGH_INPUTS) refuseFew(frames.length, old.inputs.length);
  const method = methodFromText(old.method);
  if (method === null) {
    throw new ConsoleError(
      'bad-input',
      `How it was combined (${old.method}) is not known here. Build masters of its frames.`,
      { facts: { code: 'unknown-method', method: old.method } },
    );
  }
  const how = { method, subtractBias: old.kind === 'dark' && old.biasSubtracted };
  const { masters } = await listMasters(dataFolder, rejected);
  const names = new Set(frames.map(({ uid }) => uid));
  const done = masters.find((each) => each.stale.length === 0 && isFrom(each, names) && isMadeLike(each, how));
  if (done !== undefined) return { path: done.path, frames: done.inputs.length };
  const built = await buildFromFrames(frames, old.kind, { ...settings, ...how, kind: old.kind, noLessThan: old });
  return { path: built.path, frames: built.inputs.length };
}

async function rebuildMap(old: BadPixelMapView, settings: RebuildSettings): Promise<Outcome> {
  refuseFresh(old);
  const frames = remaining(old, settings);
  const darks = frames.filter(({ frameType }) => frameType === 'dark').length;
  if (darks < ENOUGH_INPUTS) {
    throw new ConsoleError(
      'bad-input',
      `Only ${darks} of its darks still count; a bad-pixel map takes ${ENOUGH_INPUTS}. Take more of them first.`,
      { facts: { code: 'too-few-darks-left', left: darks, enough: ENOUGH_INPUTS } },
    );
  }
  if (old.cold !== null && frames.length - darks < 2) {
    throw new ConsoleError(
      'bad-input',
      'Fewer than two of its flats still count, and without flats cold pixels would be lost. Take more flats first.',
      { facts: { code: 'too-few-flats-left' } },
    );
  }
  const map = await badPixelMap({
    ...settings,
    files: frames.map(({ path }) => join(settings.dataFolder, path)),
    onProgress: (done) => settings.onProgress({ kind: 'bad-pixels', frames: frames.length }, done),
  });
  return { path: map.path, frames: map.inputs.length };
}

function remaining(
  { inputs }: Pick<MasterView, 'inputs'>,
  { rejected, findFrame }: Pick<RebuildSettings, 'rejected' | 'findFrame'>,
): KnownFrame[] {
  return inputs
    .filter(({ name }) => !rejected.has(name))
    .map(({ name }) => {
      const frame = findFrame(name);
      if (frame === null) {
        throw new ConsoleError(
          'bad-input',
          `${name} is not a frame of this console’s ledger. Build it from its files again, as it was built first.`,
          { facts: { code: 'not-in-ledger', name } },
        );
      }
      return frame;
    })
    .filter(({ state }) => state === 'counted');
}

function refuseFresh({ stale }: Pick<MasterView, 'stale'>): void {
  if (stale.length === 0)
    throw new ConsoleError('bad-input', 'It is not stale: all its frames count.', { facts: { code: 'not-stale' } });
}

function refuseFew(left: number, before: number): never {
  throw new ConsoleError(
    'bad-input',
    `Only ${left} of its ${before} frames still count; a master is built from ${ENOUGH_INPUTS}. Take more of them, then build masters.`,
    { facts: { code: 'too-few-left', left, before, enough: ENOUGH_INPUTS } },
  );
}
