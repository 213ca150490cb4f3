/** Gathers what the queued lights need from queue and ledger, and holds it against what is there and what will come. */
import { setImmediate } from 'node:timers/promises';
import { cameraReadout } from '../calibration/camera-readout.ts';
import { type Coverage, coverageOf, type LightToServe, type NeedCoverage } from '../calibration/coverage.ts';
import { type ComingFrames, comingFrames, plannedLight, takenFrame } from '../calibration/queued-tasks.ts';
import { OPTICAL_TASK_TYPES } from '../contract/vocabulary.ts';
import { countedCalibrationFrames } from '../store/calibration-store.ts';
import { loadTask, pageQueue, type TaskWithParts } from '../store/queue-store.ts';
import { isFinal } from '../tasks/lifecycle.ts';
import type { ConsoleCore } from './console-core.ts';

/** Tasks read from the store at a time. */
const BATCH = 250;
const CALIBRATION_TYPES = OPTICAL_TASK_TYPES.filter((type) => type !== 'optical_imaging');

export interface QueueCoverage {
  /** The light tasks of the coverage, in the same order. */
  readonly lights: readonly TaskWithParts[];
  /** The last task of the queue; null when it is empty. */
  readonly last: TaskWithParts | null;
  readonly coverage: Coverage;
}

/** The queued lights with what serves them. Lights of other instruments are not this console's to calibrate. */
export function queueCoverage(core: ConsoleCore): QueueCoverage {
  const gathered = new GatheredTasks(core);
  for (const item of tasksToDo(core, OPTICAL_TASK_TYPES)) gathered.add(item);
  return gathered.coverage();
}

/** The same in pieces: a screen asks often, and a queue of 100,000 tasks must not hold up everything else. */
export async function queueCoverageInPieces(core: ConsoleCore): Promise<QueueCoverage> {
  const gathered = new GatheredTasks(core);
  let seen = 0;
  for (const item of tasksToDo(core, OPTICAL_TASK_TYPES)) {
    gathered.add(item);
    if (++seen % BATCH === 0) await setImmediate();
  }
  return gathered.coverage();
}

class GatheredTasks {
  readonly #core: ConsoleCore;
  readonly #ids: { readonly cameraId: number; readonly otaId: number };
  readonly #readout: ReturnType<typeof cameraReadout>;
  readonly #lights: TaskWithParts[] = [];
  readonly #toServe: LightToServe[] = [];
  readonly #coming: ComingFrames[] = [];
  #last: TaskWithParts | null = null;

  constructor(core: ConsoleCore) {
    const { setup, connected } = core.instrument;
    this.#core = core;
    this.#ids = { cameraId: setup.camera.id, otaId: setup.ota.id };
    this.#readout = cameraReadout(core.db, setup.camera, connected ? core.instrument.camera : null);
  }

  add(item: TaskWithParts): void {
    this.#last = item;
    if (item.task.taskType === 'optical_imaging') {
      this.#lights.push(item);
      this.#toServe.push({ uid: item.task.uid, light: plannedLight(item, this.#readout, this.#ids) });
    } else {
      this.#coming.push(...comingFrames(item, this.#readout, this.#ids));
    }
  }

  coverage(): QueueCoverage {
    const taken = countedCalibrationFrames(this.#core.db).map((row) => takenFrame(row, this.#ids));
    const coverage = coverageOf(this.#toServe, taken, this.#coming, this.#core.clock.now());
    return { lights: this.#lights, last: this.#last, coverage };
  }
}

/** Tasks of this instrument that are still to be done, in queue order. */
function* tasksToDo(core: ConsoleCore, taskTypes: readonly string[]): Generator<TaskWithParts> {
  const filter = { statuses: ['pending', 'interrupted', 'active'], taskTypes };
  for (let offset = 0; ; offset += BATCH) {
    const page = pageQueue(core.db, filter, { offset, limit: BATCH, sort: 'place', descending: false });
    for (const item of page.tasks) if (isOurs(core, item)) yield item;
    if (page.tasks.length < BATCH) return;
  }
}

function isOurs(core: ConsoleCore, { task }: TaskWithParts): boolean {
  return task.instrumentId === core.instrument.setup.id;
}

/** Null for a task that needs none: of another type or instrument, or final. */
export function coverageOfTask(core: ConsoleCore, uid: string): readonly NeedCoverage[] | null {
  const item = loadTask(core.db, uid);
  if (item === null || item.task.taskType !== 'optical_imaging') return null;
  if (isFinal(item.task.status) || !isOurs(core, item)) return null;
  const gathered = new GatheredTasks(core);
  gathered.add(item);
  for (const other of tasksToDo(core, CALIBRATION_TYPES)) gathered.add(other);
  return gathered.coverage().coverage.needs;
}
