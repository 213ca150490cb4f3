/** What a person changes in the queue: new, edited, moved, cancelled tasks. Each step is logged and can be taken back. */
import { ConsoleError } from '../contract/errors.ts';
import type { ImportReport } from '../contract/import-report.ts';
import type { SomeTasks } from '../contract/log-lines.ts';
import type { Caller, MoveTarget } from '../contract/procedures.ts';
import type { FieldFault } from '../contract/task-fault.ts';
import { type TaskRecord, taskRecord } from '../contract/task-record.ts';
import type { TaskDraft } from '../contract/views.ts';
import { noSuchTask } from '../store/no-such-task.ts';
import { loadTask } from '../store/queue-store.ts';
import { exportTask } from '../store/task-export.ts';
import { importTasks } from '../store/task-import.ts';
import { moveTasks, ordersOf, putBack } from '../store/task-order.ts';
import { changeStatus, takeCancelBack } from '../store/task-status.ts';
import { replanTask } from '../store/task-writer.ts';
import { type DraftContext, draftProblems, recordFromDraft } from '../tasks/draft.ts';
import { isFinal } from '../tasks/lifecycle.ts';
import { droppedCells } from '../tasks/record-plan.ts';
import { faultAt } from '../tasks/task-faults.ts';
import { type ConsoleCore, newUid } from './console-core.ts';
import { draftFromTask } from './draft-from-task.ts';
import { SAMPLE_NIGHT } from './sample-night.ts';

export function move(core: ConsoleCore, uids: readonly string[], to: MoveTarget, caller: Caller): number {
  const before = ordersOf(core.db, uids);
  const moved = moveTasks(core.db, uids, to);
  const facts = someTasks(core, uids);
  const what = facts.title === null ? `${facts.tasks} tasks` : `“${facts.title}”`;
  const message = `Moved ${what} in the queue.`;
  const step = { what: 'tasks.moved', facts, message } as const;
  core.log({ level: 'info', who: caller.who, ...step, taskUid: uids.length === 1 ? uids[0]! : null });
  core.undo.did(step, core.clock.now(), () => {
    putBack(core.db, before);
    core.tasksChangedByPerson(null);
  });
  core.tasksChangedByPerson(null);
  return moved;
}

/** A task that is named twice is one. */
function someTasks(core: ConsoleCore, uids: readonly string[]): SomeTasks {
  const [first, ...others] = new Set(uids);
  return { tasks: 1 + others.length, title: others.length === 0 ? core.titleOfTask(first!) : null };
}

/** Cancels tasks, all of them or none. */
export function cancelTasks(core: ConsoleCore, uids: readonly string[], why: string, caller: Caller): number {
  const before = uids.map((uid) => ({ uid, status: mustLoad(core, uid).task.status }));
  for (const { uid, status } of before) {
    if (isFinal(status)) {
      const title = core.titleOfTask(uid);
      const facts = { code: 'task-over-to-cancel', title, status } as const;
      throw new ConsoleError('wrong-state', `“${title}” is ${status} already; nothing was cancelled.`, { facts });
    }
  }
  const now = core.clock.now();
  core.db.transaction(() => {
    for (const uid of uids)
      changeStatus(core.db, uid, { to: 'canceled', who: caller.who, why: { message: why, facts: null }, now });
  });
  for (const uid of uids) {
    const title = core.titleOfTask(uid);
    core.log({
      ...{ level: 'info', who: caller.who, what: 'task.canceled', facts: { title, why } },
      ...{ message: `Cancelled “${title}”: ${why}.`, taskUid: uid },
    });
  }
  const facts = someTasks(core, uids);
  const message = facts.title === null ? `Cancelled ${facts.tasks} tasks.` : `Cancelled “${facts.title}”.`;
  core.undo.did({ what: 'tasks.canceled', facts, message }, now, () => {
    core.db.transaction(() => {
      for (const task of before) takeCancelBack(core.db, task.uid, task.status, caller.who, core.clock.now());
    });
    core.tasksChangedByPerson(uids);
  });
  core.tasksChangedByPerson(uids);
  return uids.length;
}

export function draftContext(core: ConsoleCore): DraftContext {
  const inWheel = new Set(core.instrument.setup.wheel?.slots.map((slot) => slot.filter_id));
  const filters = core.setup.filters.map(
    (filter) => [filter.id, { name: filter.name, inWheel: inWheel.has(filter.id) }] as const,
  );
  const camera = core.instrument.connected ? core.instrument.camera : null;
  return {
    filters: new Map(filters),
    binnings: camera?.binnings ?? [1, 2, 4],
    gain: camera?.gainSetting ?? null,
    cost: { ...core.cost, wheelMoveS: 3 },
  };
}

function checkDraft(core: ConsoleCore, draft: TaskDraft): void {
  const problems = draftProblems(draft, draftContext(core));
  if (problems.length > 0) throw refusal(problems);
}

/** One error for all that is wrong; its sentence is the first one's. */
function refusal(problems: readonly FieldFault<keyof TaskDraft>[]): ConsoleError {
  return new ConsoleError('bad-input', problems[0]!.message, { problems });
}

function newTask(core: ConsoleCore, draft: TaskDraft): TaskRecord {
  const { setup } = core.instrument;
  const references = {
    uid: newUid(),
    status: 'pending',
    ota_id: setup.ota.id,
    camera_id: setup.camera.id,
    instrument_id: setup.id,
    instrument_configuration_version: setup.configurationVersion,
    modified_on: new Date(core.clock.now()).toISOString(),
  };
  return recordFromDraft(draft, references, (id) => core.filterName(id) ?? '');
}

export function createTask(core: ConsoleCore, draft: TaskDraft, to: MoveTarget | undefined, caller: Caller): string {
  checkDraft(core, draft);
  const record = newTask(core, draft);
  importTasks(core.db, [record], core.clock.now(), { cost: core.cost, filterName: core.filterName });
  if (to !== undefined) moveTasks(core.db, [record.uid], to);
  const title = core.titleOfTask(record.uid);
  core.log({
    ...{ level: 'info', who: caller.who, what: 'task.created', facts: { title } },
    ...{ message: `New task “${title}”.`, taskUid: record.uid },
  });
  core.tasksChangedByPerson(to === undefined ? [record.uid] : null);
  return record.uid;
}

export function editTask(core: ConsoleCore, uid: string, draft: TaskDraft, caller: Caller): { uid: string } {
  const item = mustLoad(core, uid);
  if (isFinal(item.task.status)) {
    throw new ConsoleError(
      'wrong-state',
      `The task is ${item.task.status}; it does not change any more. Duplicate it to take it again.`,
      { facts: { code: 'task-over-to-edit', status: item.task.status } },
    );
  }
  if (draft.taskType !== item.task.taskType) throw refusal([faultAt('taskType', { code: 'other-type' })]);
  checkDraft(core, draft);
  const before = exportTask(core.db, uid) ?? {};
  const record = recordFromDraft(draft, { ...before, cells: null }, (id) => core.filterName(id) ?? '');
  const title = core.titleOfTask(uid);
  const step = { what: 'task.edited', facts: { title }, message: `Edited “${title}”.` } as const;
  replan(core, record);
  core.log({ level: 'info', who: caller.who, ...step, taskUid: uid });
  core.undo.did(step, core.clock.now(), () => replan(core, taskRecord.parse({ ...before, cells: null })));
  return { uid };
}

/** Gives a task another plan, now. @throws ConsoleError when frames were taken that the plan has no place for */
function replan(core: ConsoleCore, record: TaskRecord): void {
  const { uid } = record;
  const item = mustLoad(core, uid);
  const { status } = item.task;
  if (isFinal(status))
    throw new ConsoleError('wrong-state', `The task is ${status} by now.`, { facts: { code: 'task-over', status } });
  const gone = droppedCells(item, record);
  if (gone.length > 0) {
    const names = gone.map(({ filterId: id }) => (id === null ? null : (core.filterName(id) ?? `filter ${id}`)));
    throw refusal([faultAt('filterIds', { code: 'frames-taken', filters: [...new Set(names)] })]);
  }
  const changed = { ...record, modified_on: core.clock.now() };
  replanTask(core.db, changed, { cost: core.cost, filterName: core.filterName });
  core.tasksChangedByPerson([uid]);
}

export function duplicateTask(core: ConsoleCore, uid: string, caller: Caller): { uid: string } {
  const draft = draftFromTask(mustLoad(core, uid));
  if (draft === null) {
    const facts = { code: 'not-run-here' } as const;
    throw new ConsoleError('wrong-state', 'Only tasks that this console runs can be duplicated here.', { facts });
  }
  return { uid: createTask(core, draft, { after: uid }, caller) };
}

/** A sample night's simulated waiting is shortened at least so much: the first frame then comes within seconds. */
const SAMPLE_NIGHT_SPEED = 20;

/** Fills an empty queue for trying the console out, and lets simulated time pass faster. */
export async function loadSampleNight(core: ConsoleCore, caller: Caller): Promise<ImportReport> {
  const drafts = SAMPLE_NIGHT.filter((draft) => draftProblems(draft, draftContext(core)).length === 0);
  const records = drafts.map((draft) => newTask(core, draft));
  const report = importTasks(core.db, records, core.clock.now(), {
    cost: core.cost,
    filterName: core.filterName,
  });
  core.log({
    level: 'info',
    who: caller.who,
    what: 'tasks.sample',
    facts: { tasks: report.created },
    message: `Loaded a sample night of ${report.created} tasks.`,
  });
  core.tasksChangedByPerson(null);
  if (core.instrument.simulated && core.clock.speed < SAMPLE_NIGHT_SPEED) {
    await core.setSimulationSpeed(SAMPLE_NIGHT_SPEED, caller.who);
  }
  return report;
}

export function mustLoad(core: ConsoleCore, uid: string) {
  const item = loadTask(core.db, uid);
  if (item === null) throw noSuchTask(uid);
  return item;
}
