/** Exporting calibrated lights as a use case: one export at a time, told of as it goes on, and stopped when that is asked for. */
import { realpathSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, relative, resolve } from 'node:path';
import type { CalibrationLibrary } from '../calibration/library.ts';
import type { ExportOutcome, LightToExport } from '../calibration/lights/export-lights.ts';
import { type PlannedCalibration, planCalibration } from '../calibration/lights/plan-calibration.ts';
import { buildAside } from '../calibration/masters/build-aside.ts';
import type { CalibrationStepView, LightsExportedView } from '../contract/calibration-views.ts';
import { ConsoleError } from '../contract/errors.ts';
import type { Caller, CheckedInput } from '../contract/procedures.ts';
import { inEnglish } from '../contract/worded.ts';
import { type FrameRow, mustFindFrame, pageFrames } from '../store/ledger-store.ts';
import { type ConsoleCore, VERSION } from './console-core.ts';
import type { ConsoleOptions } from './console-options.ts';

type Wishes = CheckedInput<'frames.exportCalibrated'>;

/** Steps of progress that screens are told of. */
const STEPS = 100;
/** Most lights at a time. */
const MOST = 10_000;
/** Lights that an error names; of the others it tells how many. */
const MOST_NAMED = 3;

export class LightExporting {
  readonly #core: ConsoleCore;
  readonly #library: CalibrationLibrary;
  readonly #host: ConsoleOptions['host'];
  #inHand: AbortController | null = null;

  constructor(core: ConsoleCore, library: CalibrationLibrary, host: ConsoleOptions['host']) {
    this.#core = core;
    this.#library = library;
    this.#host = host;
  }

  /**
   * @throws ConsoleError `bad-input` for a folder that may not be, `not-found` without a light, `wrong-state` when a master is
   * missing, while another export goes on and when it is stopped before the first light, `storage` when the disk refuses
   */
  async export(wishes: Wishes, caller: Caller): Promise<LightsExportedView> {
    if (this.#inHand !== null) {
      throw new ConsoleError('wrong-state', 'Lights are being exported already. Wait until that is done, or stop it.', {
        facts: { code: 'export-going-on' },
      });
    }
    const stopping = new AbortController();
    this.#inHand = stopping;
    try {
      return await this.#export(wishes, stopping.signal, caller);
    } finally {
      this.#inHand = null;
      this.#core.bus.publish({ type: 'export', frames: 0, done: 1 });
    }
  }

  /** False when nothing was being exported. */
  stop(): boolean {
    this.#inHand?.abort();
    return this.#inHand !== null;
  }

  async #export(wishes: Wishes, signal: AbortSignal, caller: Caller): Promise<LightsExportedView> {
    const core = this.#core;
    const { dataFolder } = core.store;
    const own = this.#folderOf(wishes.to);
    const frames = lightsWanted(core, wishes);
    const planned = await this.#plan(frames, signal);
    refuseMissing(planned, wishes.allowMissing);
    const lights: LightToExport[] = [];
    const skipped: LightsExportedView['skipped'][number][] = [];
    for (const { frame, plan } of planned) {
      const correction = wishes.keepBadPixels ? withoutMap(plan) : plan.correction;
      if (correction === null) {
        const whyFacts = { code: 'none-serves' } as const;
        skipped.push({ uid: frame.uid, name: basename(frame.path), why: 'No master serves it.', whyFacts });
        continue;
      }
      lights.push({
        ...{ uid: frame.uid, path: join(dataFolder, frame.path), knownSha256: frame.sha256, correction },
        biasIsInDark: plan.steps.some(({ state }) => state === 'in-dark'),
        folder: own ?? join(dataFolder, 'calibrated', frame.night),
      });
    }
    const outcomes = await buildAside<ExportOutcome[]>(
      { what: 'lights', job: { lights, madeAt: core.clock.now(), softwareVersion: VERSION } },
      { signal, onProgress: this.#teller(lights.length) },
    );
    const files = outcomes.filter((outcome) => 'path' in outcome);
    const filesThat = (were: boolean) =>
      files.filter(({ wasThere }) => wasThere === were).map(({ uid, path }) => ({ uid, path }));
    const [written, alreadyThere] = [filesThat(false), filesThat(true)];
    skipped.push(...outcomes.filter((outcome) => 'why' in outcome));
    if (written.length > 0) {
      const facts = { frames: written.length, folder: dirname(written[0]!.path) };
      const message = `Exported ${facts.frames} calibrated lights to ${facts.folder}.`;
      core.log({ level: 'info', who: caller.who, what: 'frames.exported', facts, message });
    }
    return { written, alreadyThere, skipped, notReached: lights.length - outcomes.length };
  }

  async #plan(frames: readonly FrameRow[], signal: AbortSignal): Promise<PlannedLight[]> {
    const { dataFolder } = this.#core.store;
    const context = { dataFolder, library: await this.#library.list(), now: this.#core.clock.now() };
    const planned: PlannedLight[] = [];
    for (const frame of frames) {
      if (signal.aborted) {
        const facts = { code: 'export-stopped' } as const;
        throw new ConsoleError('wrong-state', 'The export was stopped; nothing was written.', { facts });
      }
      planned.push({ frame, plan: await planCalibration(join(dataFolder, frame.path), context) });
    }
    return planned;
  }

  /** Null for the data folder's own. A screen may be anywhere, and has no business in other folders. */
  #folderOf(to: string | undefined): string | null {
    if (to === undefined) return null;
    const folder = resolve(to);
    if (this.#host !== 'cli') {
      throw new ConsoleError('bad-input', 'Only the command line writes into other folders than the console’s own.');
    }
    for (const kept of ['frames', 'masters', 'backups']) {
      if (!isWithin(join(this.#core.store.dataFolder, kept), folder)) continue;
      throw new ConsoleError('bad-input', `${folder} belongs to the console’s own ${kept}. Choose another folder.`);
    }
    return folder;
  }

  #teller(frames: number): (done: number) => void {
    let told = -1;
    return (done) => {
      const step = Math.floor(done * STEPS);
      if (step === told) return;
      told = step;
      this.#core.bus.publish({ type: 'export', frames, done });
    };
  }
}

interface PlannedLight {
  readonly frame: FrameRow;
  readonly plan: PlannedCalibration;
}

function lightsWanted(core: ConsoleCore, { uids, taskUid, night, filterName }: Wishes): FrameRow[] {
  const isFiltered = [taskUid, night, filterName].some((each) => each !== undefined);
  if ((uids !== undefined) === isFiltered) {
    throw new ConsoleError('bad-input', 'Name frames; or else a task, a night or a filter.');
  }
  if (uids !== undefined) {
    return uids.map((uid) => mustFindFrame(core.db, uid));
  }
  const filter = { taskUid, night, filterName, frameTypes: ['light'], states: ['counted'] } as const;
  const { rows, total } = pageFrames(core.db, filter, { offset: 0, limit: MOST, ascending: true });
  if (total > MOST) {
    throw new ConsoleError(
      'bad-input',
      `${total} lights are too many at a time; the most is ${MOST}. Name a night, too.`,
      { facts: { code: 'too-many-lights', lights: total, most: MOST } },
    );
  }
  if (rows.length > 0) return rows;
  const of = [
    taskUid === undefined ? '' : ' of that task',
    night === undefined ? '' : ` of the night ${night}`,
    filterName === undefined ? '' : ` in ${filterName}`,
  ];
  throw new ConsoleError('not-found', `There are no counted lights${of.join('')}.`, {
    facts: { code: 'no-lights', ofTask: taskUid !== undefined, night: night ?? null, filter: filterName ?? null },
  });
}

function withoutMap({ correction }: PlannedCalibration): PlannedCalibration['correction'] {
  if (correction === null) return null;
  const { bias, dark, flat } = correction;
  return bias === null && dark === null && flat === null ? null : { ...correction, badPixels: null };
}

function refuseMissing(planned: readonly PlannedLight[], allowed: readonly string[]): void {
  const lacksOf = ({ kind, state, reasons }: CalibrationStepView) =>
    state === 'missing' && kind !== 'bad-pixels' && !allowed.includes(kind) ? { kind, reasons } : [];
  const lacking = planned
    .map(({ frame, plan }) => ({ name: basename(frame.path), lacks: plan.steps.flatMap(lacksOf) }))
    .filter(({ lacks }) => lacks.length > 0);
  if (lacking.length === 0) return;
  const kinds = [...new Set(lacking.flatMap(({ lacks }) => lacks.map(({ kind }) => kind)))];
  const problems = lacking.slice(0, MOST_NAMED).flatMap(({ name, lacks }) =>
    lacks.map(({ kind, reasons }) => ({
      ...{ field: kind, message: `${name}: ${inEnglish(reasons)}` },
      facts: { code: 'lacking-light', name, reasons } as const,
    })),
  );
  const { name, reasons } = problems[0]!.facts;
  const lights = lacking.length === 1 ? 'One light lacks' : `${lacking.length} of ${planned.length} lights lack`;
  throw new ConsoleError(
    'wrong-state',
    `${lights} a master ${kinds.join(', ')}; nothing was written. ${problems[0]!.message} Build what is missing, or allow it to be missing.`,
    {
      facts: {
        ...{ code: 'lights-lack-masters', lights: lacking.length, of: planned.length },
        ...{ kinds, first: { name, reasons } },
      },
      problems,
    },
  );
}

/** Also through links. The folder itself need not be there yet. */
function isWithin(folder: string, path: string): boolean {
  const inner = relative(realPath(folder), realPath(path));
  return !inner.startsWith('..') && !isAbsolute(inner);
}

function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return dirname(path) === path ? path : join(realPath(dirname(path)), basename(path));
  }
}
