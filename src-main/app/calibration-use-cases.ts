/** Calibration: what the queued lights have and lack, queueing what is missing, building and listing masters. */
import { cameraReadout } from '../calibration/camera-readout.ts';
import { type Coverage, coverageOf, type LightToServe } from '../calibration/coverage.ts';
import { listMasters } from '../calibration/masters/masters-folder.ts';
import { missingTasks, whyNoTask } from '../calibration/missing-tasks.ts';
import { type ComingFrames, comingFrames, plannedLight, takenFrame } from '../calibration/queued-tasks.ts';
import { measureSensor } from '../calibration/sensor/measure-sensor.ts';
import type { CalibrationQueuedView, CalibrationStatusView } from '../contract/calibration-views.ts';
import type { Caller, Handlers } from '../contract/procedures.ts';
import { OPTICAL_TASK_TYPES } from '../contract/vocabulary.ts';
import { countedCalibrationFrames } from '../store/calibration-store.ts';
import { pageQueue, type TaskWithParts } from '../store/queue-store.ts';
import { draftProblems } from '../tasks/draft.ts';
import { needTitle, needView } from './calibration-views.ts';
import type { ConsoleCore } from './console-core.ts';
import type { ConsoleOptions } from './console-options.ts';
import { MasterBuilding } from './master-building.ts';
import { createTask, draftContext } from './queue-changes.ts';

type CalibrationHandlers = Pick<Handlers, Extract<keyof Handlers, `calibration.${string}` | `masters.${string}`>>;

export function calibrationUseCases(core: ConsoleCore, host: ConsoleOptions['host']): CalibrationHandlers {
  const building = new MasterBuilding(core, host);
  return {
    'calibration.status': () => status(core),
    'calibration.queue': (_, caller) => queueMissing(core, caller),
    'masters.build': (input, caller) => building.build(input, caller),
    'calibration.sensor': ({ files }) => measureSensor(building.filesFrom(files)),
    'masters.badPixels': (input, caller) => building.badPixels(input, caller),
    'masters.stop': () => ({ stopped: building.stop() }),
    'masters.list': () => listMasters(core.store.dataFolder),
  };
}

/** The queued lights with what serves them. Lights of other instruments are not this console's to calibrate. */
function queueCoverage(core: ConsoleCore): { items: TaskWithParts[]; coverage: Coverage } {
  const { setup } = core.instrument;
  const ids = { cameraId: setup.camera.id, otaId: setup.ota.id };
  const readout = cameraReadout(core.db, setup.camera, core.instrument.connected ? core.instrument.camera : null);
  const items: TaskWithParts[] = [];
  const lights: LightToServe[] = [];
  const coming: ComingFrames[] = [];
  for (const item of tasksToDo(core)) {
    if (item.task.taskType !== 'optical_imaging') coming.push(...comingFrames(item, readout, ids));
    else {
      items.push(item);
      lights.push({ uid: item.task.uid, light: plannedLight(item, readout, ids) });
    }
  }
  const taken = countedCalibrationFrames(core.db).map((row) => takenFrame(row, ids));
  return { items, coverage: coverageOf(lights, taken, coming, core.clock.now()) };
}

function* tasksToDo(core: ConsoleCore): Generator<TaskWithParts> {
  const BATCH = 500;
  const filter = { statuses: ['pending', 'interrupted', 'active'], taskTypes: OPTICAL_TASK_TYPES };
  for (let offset = 0; ; offset += BATCH) {
    const page = pageQueue(core.db, filter, { offset, limit: BATCH, sort: 'place', descending: false });
    for (const item of page.tasks) if (item.task.instrumentId === core.instrument.setup.id) yield item;
    if (page.tasks.length < BATCH) return;
  }
}

function status(core: ConsoleCore): CalibrationStatusView {
  const { items, coverage } = queueCoverage(core);
  return {
    lights: coverage.lights.map(({ uid, needs }, i) => ({
      uid,
      title: core.titleOfTask(uid),
      status: items[i]!.task.status,
      complete: needs.every((need) => need.have >= need.wanted),
      needs: needs.map((need) => needView(need, core.filterName)),
    })),
  };
}

function queueMissing(core: ConsoleCore, caller: Caller): CalibrationQueuedView {
  const { needs } = queueCoverage(core).coverage;
  const queued: CalibrationQueuedView['queued'][number][] = [];
  const notQueued: CalibrationQueuedView['notQueued'][number][] = [];
  for (const { need, lacks } of needs) {
    const why = whyNoTask(need);
    if (lacks > 0 && why !== null) notQueued.push({ title: needTitle(need, core.filterName), why });
  }
  for (const { draft, needs: served } of missingTasks(needs)) {
    const problem = draftProblems(draft, draftContext(core))[0];
    if (problem === undefined) {
      const uid = createTask(core, draft, undefined, caller);
      const frames = served.reduce((sum, need) => sum + need.lacks, 0);
      queued.push({ uid, title: core.titleOfTask(uid), frames });
    } else {
      const title = served.map(({ need }) => needTitle(need, core.filterName)).join('; ');
      notQueued.push({ title, why: problem.message });
    }
  }
  return { queued, notQueued };
}
