/** Building masters as a use case: one build at a time, told of as it goes on, and stopped when that is asked for. */
import { isAbsolute, relative, resolve } from 'node:path';
import { badPixelMap } from '../calibration/bad-pixels/map-from-files.ts';
import { buildFromFiles, buildFromLedger } from '../calibration/masters/build-masters.ts';
import { type CombineMethod, DEFAULT_METHOD } from '../calibration/masters/combine-method.ts';
import { rebuildStale } from '../calibration/rebuild.ts';
import { buildingTitle } from '../calibration/titles.ts';
import type { BeingBuilt } from '../contract/calibration-set.ts';
import type { BadPixelMapView, MastersBuiltView, MastersRebuiltView } from '../contract/calibration-views.ts';
import { ConsoleError } from '../contract/errors.ts';
import type { LogFacts } from '../contract/log-lines.ts';
import type { Caller, CheckedInput } from '../contract/procedures.ts';
import { countedCalibrationFrames, rejectedCalibrationFrames } from '../store/calibration-store.ts';
import { findFrame } from '../store/ledger-store.ts';
import { type ConsoleCore, VERSION } from './console-core.ts';
import type { ConsoleOptions } from './console-options.ts';

/** Steps of progress that screens are told of. */
const STEPS = 50;

export class MasterBuilding {
  readonly #core: ConsoleCore;
  readonly #host: ConsoleOptions['host'];
  #inHand: AbortController | null = null;

  constructor(core: ConsoleCore, host: ConsoleOptions['host']) {
    this.#core = core;
    this.#host = host;
  }

  /** @throws ConsoleError `wrong-state` while another build goes on, else as the building does */
  async build(input: CheckedInput<'masters.build'>, caller: Caller): Promise<MastersBuiltView> {
    const result = await this.#alone((signal) => this.#build(input, signal));
    for (const master of result.built) {
      const { kind, inputs, path } = master;
      const facts = { kind, frames: inputs.length, path, replaces: null };
      this.#log(facts, `Built a master ${kind} from ${inputs.length} frames: ${path}.`, caller);
    }
    return result;
  }

  /** Likewise. */
  async badPixels({ files }: CheckedInput<'masters.badPixels'>, caller: Caller): Promise<BadPixelMapView> {
    const core = this.#core;
    const tell = this.#teller();
    const map = await this.#alone((signal) =>
      badPixelMap({
        ...{ signal, dataFolder: core.store.dataFolder, now: core.clock.now(), softwareVersion: VERSION },
        files: this.filesFrom(files),
        rejected: rejectedCalibrationFrames(core.db),
        onProgress: (done) => tell({ kind: 'bad-pixels', frames: files.length }, done),
      }),
    );
    const facts = { kind: 'bad-pixels', frames: files.length, path: map.path, replaces: null } as const;
    this.#log(facts, `Built a bad-pixel map from ${files.length} frames: ${map.path}.`, caller);
    return map;
  }

  /** Likewise. */
  async rebuild({ uids }: CheckedInput<'masters.rebuild'>, caller: Caller): Promise<MastersRebuiltView> {
    const core = this.#core;
    return this.#alone((signal) =>
      rebuildStale({
        ...{ signal, uids, dataFolder: core.store.dataFolder, now: core.clock.now(), softwareVersion: VERSION },
        rejected: rejectedCalibrationFrames(core.db),
        findFrame: (uid) => findFrame(core.db, uid),
        onProgress: this.#teller(),
        onRebuilt: ({ path, old, movedTo, frames }) => {
          const facts = { kind: null, frames, path, replaces: { path: old, movedTo } };
          this.#log(facts, `Built ${path} from ${frames} frames for ${old}, which is ${movedTo} now.`, caller);
        },
      }),
    );
  }

  /** False when nothing was being built. */
  stop(): boolean {
    this.#inHand?.abort();
    return this.#inHand !== null;
  }

  /**
   * Absolute paths of the files that a caller named. A screen may be anywhere: it gets at this console's own files only.
   * @throws ConsoleError `bad-input` when it names another
   */
  filesFrom(names: readonly string[]): string[] {
    const { dataFolder } = this.#core.store;
    const files = names.map((name) => resolve(dataFolder, name));
    if (this.#host !== 'cli') for (const file of files) mustBeWithin(dataFolder, file);
    return files;
  }

  async #alone<Result>(work: (signal: AbortSignal) => Promise<Result>): Promise<Result> {
    if (this.#inHand !== null) {
      throw new ConsoleError('wrong-state', 'Masters are being built already. Wait until that is done, or stop it.', {
        facts: { code: 'building-going-on' },
      });
    }
    const stopping = new AbortController();
    this.#inHand = stopping;
    try {
      return await work(stopping.signal);
    } finally {
      this.#inHand = null;
    }
  }

  #log(facts: LogFacts['master.built'], message: string, caller: Caller): void {
    this.#core.log({ level: 'info', who: caller.who, what: 'master.built', facts, message });
  }

  #build(input: CheckedInput<'masters.build'>, signal: AbortSignal): Promise<MastersBuiltView> {
    const core = this.#core;
    const { dataFolder } = core.store;
    const settings = {
      ...{ dataFolder, signal, now: core.clock.now(), softwareVersion: VERSION, kind: input.kind },
      method: methodOf(input),
      subtractBias: input.subtractBias ?? false,
      rejected: rejectedCalibrationFrames(core.db),
      onProgress: this.#teller(),
    };
    const files = this.filesFrom(input.files ?? []);
    return files.length === 0
      ? buildFromLedger({ ...settings, rows: countedCalibrationFrames(core.db) })
      : buildFromFiles({ ...settings, files });
  }

  #teller(): (what: BeingBuilt, done: number) => void {
    let told = -1;
    return (what, done) => {
      const step = Math.floor(done * STEPS);
      if (step === told) return;
      told = step;
      this.#core.bus.publish({ type: 'master', title: buildingTitle(what), what, done });
    };
  }
}

function methodOf({ method, sigma, rounds, drop }: CheckedInput<'masters.build'>): CombineMethod {
  return {
    name: method ?? DEFAULT_METHOD.name,
    sigma: sigma ?? DEFAULT_METHOD.sigma,
    rounds: rounds ?? DEFAULT_METHOD.rounds,
    drop: drop ?? DEFAULT_METHOD.drop,
  };
}

function mustBeWithin(folder: string, file: string): void {
  const inner = relative(folder, file);
  if (inner === '' || inner.startsWith('..') || isAbsolute(inner)) {
    throw new ConsoleError('bad-input', `${file} is not in the data folder. Only the command line reads other files.`);
  }
}
