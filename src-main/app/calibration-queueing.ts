/** Queueing what calibration lacks: one step, in the order that costs least, and one step to take back. */
import { inBestOrder } from '../calibration/missing-order.ts';
import { type MissingTask, missingTasks, whyNoTask } from '../calibration/missing-tasks.ts';
import type { CalibrationQueuedView } from '../contract/calibration-views.ts';
import { ConsoleError } from '../contract/errors.ts';
import type { Caller } from '../contract/procedures.ts';
import type { TaskDraft } from '../contract/views.ts';
import { loadTask } from '../store/queue-store.ts';
import { moveTasks } from '../store/task-order.ts';
import { changeStatus } from '../store/task-status.ts';
import type { CalibrationNeed } from '../tasks/calibration-matching.ts';
import { draftProblems } from '../tasks/draft.ts';
import { isFinal } from '../tasks/lifecycle.ts';
import { type QueueCoverage, queueCoverage } from './calibration-gathering.ts';
import { setOfNeed, titledSets } from './calibration-views.ts';
import type { ConsoleCore } from './console-core.ts';
import { createTask, draftContext, mustLoad } from './queue-changes.ts';

/** The tasks that would take what is lacking, in their order, and what none can be made for. */
export function tasksForMissing(
  core: ConsoleCore,
  { lastUid, coverage: { needs } }: Omit<QueueCoverage, 'lights'>,
): { possible: MissingTask[]; notQueued: CalibrationQueuedView['notQueued'][number][] } {
  const titled = (of: readonly CalibrationNeed[]) => titledSets(of.map((need) => setOfNeed(need, core.filterName)));
  const notQueued: CalibrationQueuedView['notQueued'][number][] = [];
  for (const { need, lacks } of needs) {
    const why = whyNoTask(need);
    if (lacks === 0 || why === null) continue;
    notQueued.push({ ...titled([need]), why: why.message, whyFacts: why.facts });
  }
  const context = draftContext(core);
  const possible = missingTasks(needs).filter(({ draft, needs: served }) => {
    const problem = draftProblems(draft, context)[0];
    if (problem === undefined) return true;
    notQueued.push({
      ...titled(served.map(({ need }) => need)),
      why: problem.message,
      whyFacts: { code: 'task', fault: problem.facts },
    });
    return false;
  });
  const byDefaultC = core.instrument.setup.camera.temperature_setpoint ?? null;
  const temperatureOf = (draft: TaskDraft) => draft.temperatureC ?? byDefaultC;
  // They come at the end of the queue, so camera and wheel stand as its last task leaves them.
  const last = lastUid === null ? null : loadTask(core.db, lastUid);
  const start = {
    temperatureC: last?.request?.ccdTemperatureC ?? byDefaultC,
    filterId: last?.cells.at(-1)?.filterId ?? null,
  };
  return { possible: inBestOrder(possible, start, temperatureOf), notQueued };
}

export function queueMissing(core: ConsoleCore, caller: Caller): CalibrationQueuedView {
  const { possible, notQueued } = tasksForMissing(core, queueCoverage(core));
  return { queued: queueTasks(core, possible, 'last', caller), notQueued };
}

/** Queues the tasks at an end of the queue, in their order; all of them in one step, which one step takes back. */
export function queueTasks(
  core: ConsoleCore,
  tasks: readonly MissingTask[],
  end: 'first' | 'last',
  caller: Caller,
): CalibrationQueuedView['queued'] {
  const queued = core.db.transaction(() =>
    tasks.map(({ draft, needs }) => {
      const uid = createTask(core, draft, undefined, caller);
      return { uid, title: core.titleOfTask(uid), frames: needs.reduce((sum, need) => sum + need.lacks, 0) };
    }),
  );
  if (queued.length === 0) return queued;
  const uids = queued.map(({ uid }) => uid);
  if (end === 'first') {
    moveTasks(core.db, uids, { end });
    core.tasksChangedByPerson(null);
  }
  const title = queued.length === 1 ? queued[0]!.title : null;
  const message = title === null ? `Queued ${queued.length} calibration tasks.` : `Queued “${title}”.`;
  const step = { what: 'tasks.queued', facts: { tasks: queued.length, title }, message } as const;
  core.undo.did(step, core.clock.now(), () => withdraw(core, uids, caller));
  return queued;
}

const TAKEN_BACK = { message: 'the queueing was taken back', facts: { code: 'queueing-taken-back' } } as const;

/** A task is never deleted; one that was queued by mistake is cancelled. @throws ConsoleError when one has begun */
function withdraw(core: ConsoleCore, uids: readonly string[], caller: Caller): void {
  const open = uids.map((uid) => mustLoad(core, uid).task).filter(({ status }) => !isFinal(status));
  const begun = open.find(({ status }) => status !== 'pending');
  if (begun !== undefined) {
    const title = core.titleOfTask(begun.uid);
    const message = `“${title}” has begun by now. Cancel in the queue what is not wanted.`;
    throw new ConsoleError('wrong-state', message, { facts: { code: 'queued-task-begun', title } });
  }
  if (open.length === 0) {
    const facts = { code: 'queued-tasks-over' } as const;
    throw new ConsoleError('wrong-state', 'These tasks are done or cancelled by now.', { facts });
  }
  const now = core.clock.now();
  core.db.transaction(() => {
    for (const { uid } of open) {
      changeStatus(core.db, uid, { to: 'canceled', who: caller.who, why: TAKEN_BACK, now });
    }
  });
  core.tasksChangedByPerson(uids);
}
