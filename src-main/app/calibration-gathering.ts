/** Gathers what the queued lights need from queue and ledger, and holds it against what is there and what will come. */
import { setImmediate } from 'node:timers/promises';
import { type CameraReadout, cameraReadout } from '../calibration/camera-readout.ts';
import { type Coverage, coverageOf, type LightToServe, type NeedCoverage } from '../calibration/coverage.ts';
import { comingFrames, type InstrumentIds, plannedLight, takenFrame, takenLight } from '../calibration/queued-tasks.ts';
import { OPTICAL_TASK_TYPES } from '../contract/vocabulary.ts';
import { countedCalibrationFrames, type WayOfLight, waysOfCountedLights } from '../store/calibration-store.ts';
import { type TaskPlan, type TaskToDo, tasksToDo, taskToDo } from '../store/frames-to-take.ts';
import type { PlannedLight } from '../tasks/calibration-matching.ts';
import type { ConsoleCore } from './console-core.ts';

const LIGHT_TYPE = 'optical_imaging';
const CALIBRATION_TYPES = OPTICAL_TASK_TYPES.filter((type) => type !== LIGHT_TYPE);

export interface QueueCoverage {
  /** The light tasks of the coverage, in the same order. */
  readonly lights: readonly TaskToDo[];
  /** The last task of the queue; null when it is empty. */
  readonly lastUid: string | null;
  readonly coverage: Coverage;
}

/** The queued lights with what serves them. Lights of other instruments are not this console's to calibrate. */
export function queueCoverage(core: ConsoleCore): QueueCoverage {
  const gathered = new GatheredTasks(core);
  for (const page of pagesToDo(core, OPTICAL_TASK_TYPES)) gathered.add(page);
  return gathered.coverage();
}

/** The same in pieces: a screen asks often, and a queue of 100,000 tasks must not hold up everything else. */
export async function queueCoverageInPieces(core: ConsoleCore): Promise<QueueCoverage> {
  const gathered = new GatheredTasks(core);
  for (const page of pagesToDo(core, OPTICAL_TASK_TYPES)) {
    gathered.add(page);
    await setImmediate();
  }
  return gathered.coverage();
}

/** Also in pieces. Null for a task that needs none: of another type or instrument, or final. */
export async function coverageOfTask(core: ConsoleCore, uid: string): Promise<readonly NeedCoverage[] | null> {
  const task = taskToDo(core.db, core.instrument.setup.id, uid);
  if (task?.plan.taskType !== LIGHT_TYPE) return null;
  const gathered = new GatheredTasks(core);
  gathered.add([task]);
  for (const page of pagesToDo(core, CALIBRATION_TYPES)) {
    gathered.add(page);
    await setImmediate();
  }
  return gathered.coverage().coverage.needs;
}

/**
 * What the lights that a night took need, at the exposures that they really have, with what serves them and what queued
 * calibration will take.
 */
export function nightCoverage(core: ConsoleCore, night: string): Omit<QueueCoverage, 'lights'> {
  const gathered = new GatheredTasks(core);
  gathered.addTaken(waysOfCountedLights(core.db, night));
  for (const page of pagesToDo(core, CALIBRATION_TYPES)) gathered.add(page);
  return gathered.coverage();
}

function pagesToDo(core: ConsoleCore, taskTypes: readonly string[]): Iterable<readonly TaskToDo[]> {
  return tasksToDo(core.db, core.instrument.setup.id, taskTypes);
}

class GatheredTasks {
  readonly #core: ConsoleCore;
  readonly #ids: InstrumentIds;
  readonly #readout: CameraReadout;
  readonly #lights: TaskToDo[] = [];
  readonly #toServe: LightToServe[] = [];
  readonly #lightsOfPlans = new Map<TaskPlan, PlannedLight>();
  /** Calibration tasks, by what they plan. */
  readonly #calibrating = new Map<TaskPlan, number>();
  #lastUid: string | null = null;

  constructor(core: ConsoleCore) {
    const { setup, connected } = core.instrument;
    this.#core = core;
    this.#ids = { cameraId: setup.camera.id, otaId: setup.ota.id };
    this.#readout = cameraReadout(core.db, setup.camera, connected ? core.instrument.camera : null);
  }

  add(tasks: readonly TaskToDo[]): void {
    for (const task of tasks) {
      const { uid, plan } = task;
      if (plan.taskType === LIGHT_TYPE) {
        this.#lights.push(task);
        this.#toServe.push({ uid, light: this.#lightOf(plan) });
      } else {
        this.#calibrating.set(plan, (this.#calibrating.get(plan) ?? 0) + 1);
      }
    }
    this.#lastUid = tasks.at(-1)?.uid ?? this.#lastUid;
  }

  addTaken(ways: readonly WayOfLight[]): void {
    const { temperature_setpoint_tolerance: toleranceC } = this.#core.instrument.setup.camera;
    for (const [i, way] of ways.entries()) {
      this.#toServe.push({ uid: `taken ${i}`, light: takenLight(way, toleranceC, this.#ids) });
    }
  }

  coverage(): QueueCoverage {
    const taken = countedCalibrationFrames(this.#core.db).map((row) => takenFrame(row, this.#ids));
    const coming = [...this.#calibrating].flatMap(([plan, tasks]) =>
      comingFrames(plan, tasks, this.#readout, this.#ids),
    );
    const coverage = coverageOf(this.#toServe, taken, coming, this.#core.clock.now());
    return { lights: this.#lights, lastUid: this.#lastUid, coverage };
  }

  #lightOf(plan: TaskPlan): PlannedLight {
    const light = this.#lightsOfPlans.get(plan) ?? plannedLight(plan, this.#readout, this.#ids);
    this.#lightsOfPlans.set(plan, light);
    return light;
  }
}
