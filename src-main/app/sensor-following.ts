/**
 * Follows the sensors over the nights: measures what the ledger's calibration frames tell, whenever there are new ones and
 * nothing else to do, keeps it, and warns of what is not as it should be.
 */
import { setImmediate } from 'node:timers/promises';
import { listMasters } from '../calibration/masters/masters-folder.ts';
import { measureSensor } from '../calibration/sensor/measure-sensor.ts';
import { framesOf, measureSet } from '../calibration/sensor/measure-set.ts';
import {
  framesKey,
  type MeasurableFrame,
  measuredSetOf,
  measurementSets,
} from '../calibration/sensor/measurement-sets.ts';
import { warningOf } from '../calibration/sensor/nominal.ts';
import { measurementOfMaster, measurementsOfFiles } from '../calibration/sensor/other-measurements.ts';
import type { SensorView } from '../contract/calibration-views.ts';
import type { LogWords } from '../contract/log-lines.ts';
import type { MeasuredView } from '../contract/trend-views.ts';
import { whyNot } from '../contract/why-not.ts';
import { rejectedCalibrationFrames } from '../store/calibration-store.ts';
import {
  dropMeasurements,
  type FrameToMeasure,
  framesToMeasure,
  keepMeasurements,
  measuredSets,
  type SensorMeasurement,
} from '../store/sensor-store.ts';
import type { ConsoleCore } from './console-core.ts';
import { isAtRest } from './run-at-rest.ts';

export class SensorFollowing {
  readonly #core: ConsoleCore;
  /** False over a folder that belongs to a running console, which does the measuring itself. */
  readonly #keeps: boolean;
  readonly #stop = new AbortController();
  readonly #unsubscribe: () => void;
  #outdated = true;
  #inHand: Promise<MeasuredView> | null = null;

  constructor(core: ConsoleCore, { keeps }: { readonly keeps: boolean } = { keeps: true }) {
    this.#core = core;
    this.#keeps = keeps;
    this.#unsubscribe = core.bus.subscribe((event) => {
      if (event.type === 'frame' && event.frame.frameType !== 'light') this.#outdated ||= settled(event.frame.state);
      if (event.type === 'run') this.catchUp();
      if (event.type === 'log' && event.entry.what === 'master.built') {
        this.#outdated = true;
        this.catchUp();
      }
    });
  }

  /** Measures what is new, in the background; nothing while a run takes frames, which has better things to do. */
  catchUp(): void {
    if (!this.#outdated || !isAtRest(this.#core.runner.view) || this.#stop.signal.aborted) return;
    // What cannot be measured is told to whoever asks for it; the next frames are another chance.
    void this.#measureOnce({ givesWay: true }).catch(() => {});
  }

  /** Measures each set of the ledger's frames that changed since it was measured, and each new master. */
  async measure(): Promise<MeasuredView> {
    if (!this.#keeps) return { measured: 0, warnings: [], skipped: [] };
    return this.#measureOnce({ givesWay: false });
  }

  /** Measures files that a person named, and keeps what was found where it may. */
  async measureFiles(files: readonly string[]): Promise<SensorView> {
    const { sensor, inputs } = await measureSensor(files);
    const measurements = await measurementsOfFiles(sensor, inputs, this.#setup(), this.#core.clock.now());
    if (this.#keeps) {
      keepMeasurements(this.#core.db, measurements);
      this.#core.bus.publish({ type: 'trends' });
    }
    return { ...sensor, kept: this.#keeps, warnings: warningsOf(measurements) };
  }

  async close(): Promise<void> {
    this.#unsubscribe();
    this.#stop.abort();
    await this.#inHand?.catch(() => {});
  }

  #measureOnce(how: { readonly givesWay: boolean }): Promise<MeasuredView> {
    this.#inHand ??= this.#measure(how).finally(() => {
      this.#inHand = null;
    });
    return this.#inHand;
  }

  /** @param givesWay ends when a run begins; the rest is for later */
  async #measure({ givesWay }: { readonly givesWay: boolean }): Promise<MeasuredView> {
    this.#outdated = false;
    const { db } = this.#core;
    const sets = measurementSets(framesToMeasure(db).flatMap(measurable));
    const known = measuredSets(db, 'ledger');
    dropVanished(this.#core, known, new Set(sets.map(({ key }) => key)));
    const warnings: SensorWarning[] = [];
    const skipped: MeasuredView['skipped'][number][] = [];
    let measured = 0;
    const context = { dataFolder: this.#core.store.dataFolder, now: this.#core.clock.now(), camera: this.#setup() };
    for (const set of sets) {
      if (known.get(set.key) === framesKey(framesOf(set))) continue;
      await setImmediate();
      if (this.#stop.signal.aborted) break;
      if (givesWay && !isAtRest(this.#core.runner.view)) {
        this.#outdated = true;
        break;
      }
      try {
        const found = await measureSet(set, context);
        if (found.length === 0) continue;
        keepMeasurements(db, found);
        warnings.push(...found.flatMap((each) => warningAbout(each, set.night) ?? []));
        measured++;
      } catch (thrown) {
        skipped.push({ title: set.title, set: measuredSetOf(set), ...whyNot(thrown) });
      }
    }
    measured += await this.#measureMasters();
    for (const warning of warnings) this.#core.log({ level: 'warning', who: 'console', ...warning });
    if (measured > 0) this.#core.bus.publish({ type: 'trends' });
    return { measured, warnings: warnings.map(({ message }) => message), skipped };
  }

  async #measureMasters(): Promise<number> {
    const { masters } = await listMasters(this.#core.store.dataFolder, rejectedCalibrationFrames(this.#core.db));
    if (this.#stop.signal.aborted) return 0;
    const known = measuredSets(this.#core.db, 'master');
    const found = masters
      .filter(({ stale }) => stale.length === 0)
      .flatMap((master) => measurementOfMaster(master, this.#core.clock.now()) ?? [])
      .filter(({ setKey }) => !known.has(setKey));
    keepMeasurements(this.#core.db, found);
    return found.length;
  }

  #setup() {
    return this.#core.instrument.setup.camera;
  }
}

function settled(state: string): boolean {
  return state === 'counted' || state === 'rejected';
}

function warningsOf(measurements: readonly SensorMeasurement[]): string[] {
  return measurements.flatMap(({ quantity, value, nominal }) => warningOf(quantity, value, nominal) ?? []);
}

type SensorWarning = Extract<LogWords, { what: 'sensor.off' }>;

function warningAbout({ quantity, value, nominal }: SensorMeasurement, night: string): SensorWarning | null {
  const warning = warningOf(quantity, value, nominal);
  if (warning === null) return null;
  return { what: 'sensor.off', facts: { night, quantity, value, nominal }, message: `${night}: ${warning}` };
}

function dropVanished(core: ConsoleCore, known: ReadonlyMap<string, string>, there: ReadonlySet<string>): void {
  dropMeasurements(
    core.db,
    [...known.keys()].filter((key) => !there.has(key)),
  );
}

/** Nothing for a frame without a hash, whose file was never seen whole. */
function measurable({ frame, cameraId, flatLight }: FrameToMeasure): MeasurableFrame[] {
  const { uid, frameType: kind, path, sha256, night, setPointC, filterName, saturationAdu } = frame;
  if (sha256 === null) return [];
  const { readoutMode, gain, offset, binning, width, height } = frame;
  return [
    {
      ...{ uid, kind, path, sha256, night, setPointC, filterName, saturationAdu },
      readout: JSON.stringify([cameraId, readoutMode, gain, offset, binning, width, height]),
      takenAt: frame.startedAt ?? frame.createdAt,
      light: flatLight === 'sky' ? 'sky' : 'panel',
      medianAdu: frame.statistics?.median ?? null,
    },
  ];
}
