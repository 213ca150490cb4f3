/** What can be done with the queue: look, import, export, create, edit, reorder, cancel. */
import { ConsoleError } from '../contract/errors.ts';
import type { Caller, CheckedInput, Handlers, MoveTarget } from '../contract/procedures.ts';
import type { TaskRecord } from '../contract/task-record.ts';
import type { ImportReport, TaskDetail, TaskDraft } from '../contract/views.ts';
import { planRemarks } from '../engine/select-task.ts';
import { historyOf, loadTask, pageQueue, placeOf } from '../store/queue-store.ts';
import { knownThings } from '../store/setup-store.ts';
import { exportTask, exportTasks } from '../store/task-export.ts';
import { importTasks } from '../store/task-import.ts';
import { moveTasks } from '../store/task-order.ts';
import { changeStatus } from '../store/task-status.ts';
import { taskWriter } from '../store/task-writer.ts';
import { checkRecords, parseRows, problemsError } from '../tasks/check-records.ts';
import { type DraftContext, draftProblems, previewDraft, recordFromDraft } from '../tasks/draft.ts';
import { isFinal } from '../tasks/lifecycle.ts';
import { droppedCells } from '../tasks/record-plan.ts';
import { type ConsoleCore, newUid } from './console-core.ts';
import { draftFromTask } from './draft-from-task.ts';
import { SAMPLE_NIGHT } from './sample-night.ts';
import { cellViews, historyEntries, queueRow } from './views.ts';

type QueueHandlers = Pick<Handlers, Extract<keyof Handlers, `queue.${string}`>>;

export function queueUseCases(core: ConsoleCore): QueueHandlers {
  return {
    'queue.page': (input) => queuePage(core, input),
    'queue.detail': ({ uid }) => taskDetail(core, uid),
    'queue.preview': ({ draft }) => previewDraft(draft, draftContext(core)),
    'queue.create': ({ draft, to }, caller) => ({ uid: createTask(core, draft, to, caller) }),
    'queue.edit': ({ uid, draft }, caller) => editTask(core, uid, draft, caller),
    'queue.duplicate': ({ uid }, caller) => duplicateTask(core, uid, caller),
    'queue.cancel': ({ uids, why }, caller) => ({ canceled: cancelTasks(core, uids, why, caller) }),
    'queue.move': ({ uids, to }, caller) => ({ moved: move(core, uids, to, caller) }),
    'queue.import': ({ text }, caller) => importText(core, text, caller),
    'queue.export': ({ statuses }) => ({ text: JSON.stringify([...exportTasks(core.db, statuses)], null, 1) }),
    'queue.loadSampleNight': (_, caller) => loadSampleNight(core, caller),
  };
}

function queuePage(core: ConsoleCore, input: CheckedInput<'queue.page'>) {
  const { offset, limit, sort, descending, ...filter } = input;
  const page = pageQueue(core.db, filter, { offset, limit, sort, descending });
  const context = core.selection();
  const rows = page.tasks.map((item, i) => queueRow(item, page.places[i]!, context));
  return { total: page.total, revision: core.queueRevision, rows };
}

export function taskDetail(core: ConsoleCore, uid: string): TaskDetail {
  const item = mustLoad(core, uid);
  const { loopOrder, warnings } = planRemarks(item);
  return {
    row: queueRow(item, placeOf(core.db, item.task), core.selection()),
    record: exportTask(core.db, uid) ?? {},
    draft: draftFromTask(item),
    loopOrder,
    cells: cellViews(item, core.filterName),
    history: historyEntries(historyOf(core.db, uid)),
    warnings,
  };
}

/** @throws ConsoleError `bad-input` with the rows and fields at fault; then nothing was imported */
export function importText(core: ConsoleCore, text: string, caller: Caller): ImportReport {
  const checked = checkRecords(parseRows(text), knownThings(core.db));
  if (checked.problems.length > 0) throw problemsError(checked.problems);
  const now = core.clock.now();
  const report = importTasks(core.db, checked.records, now, { cost: core.cost, filterName: core.filterName });
  const { created, updated, unchanged } = report;
  core.log({
    level: 'info',
    who: caller.who,
    what: 'tasks.imported',
    message: `Imported ${created} new tasks, updated ${updated}, left ${unchanged} as they were.`,
  });
  core.tasksChangedByPerson(null);
  return { ...report, warnings: [...checked.warnings, ...report.warnings] };
}

export function move(core: ConsoleCore, uids: readonly string[], to: MoveTarget, caller: Caller): number {
  const moved = moveTasks(core.db, uids, to);
  const message =
    moved === 1 ? `Moved “${core.titleOfTask(uids[0]!)}” in the queue.` : `Moved ${moved} tasks in the queue.`;
  core.log({
    level: 'info',
    who: caller.who,
    what: 'tasks.moved',
    message,
    taskUid: uids.length === 1 ? uids[0]! : null,
  });
  core.tasksChangedByPerson(null);
  return moved;
}

/** Cancels tasks, all of them or none. */
export function cancelTasks(core: ConsoleCore, uids: readonly string[], why: string, caller: Caller): number {
  for (const uid of uids) {
    const { status } = mustLoad(core, uid).task;
    if (isFinal(status))
      throw new ConsoleError('wrong-state', `“${core.titleOfTask(uid)}” is ${status} already; nothing was cancelled.`);
  }
  const now = core.clock.now();
  core.db.transaction(() => {
    for (const uid of uids) changeStatus(core.db, uid, { to: 'canceled', who: caller.who, why, now });
  });
  for (const uid of uids) {
    core.log({
      level: 'info',
      who: caller.who,
      what: 'task.canceled',
      message: `Cancelled “${core.titleOfTask(uid)}”: ${why}.`,
      taskUid: uid,
    });
  }
  core.tasksChangedByPerson(uids);
  return uids.length;
}

function draftContext(core: ConsoleCore): DraftContext {
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
  const first = problems[0];
  if (first !== undefined) throw new ConsoleError('bad-input', first.message, { problems });
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

function createTask(core: ConsoleCore, draft: TaskDraft, to: MoveTarget | undefined, caller: Caller): string {
  checkDraft(core, draft);
  const record = newTask(core, draft);
  importTasks(core.db, [record], core.clock.now(), { cost: core.cost, filterName: core.filterName });
  if (to !== undefined) moveTasks(core.db, [record.uid], to);
  core.log({
    level: 'info',
    who: caller.who,
    what: 'task.created',
    message: `New task “${core.titleOfTask(record.uid)}”.`,
    taskUid: record.uid,
  });
  core.tasksChangedByPerson(to === undefined ? [record.uid] : null);
  return record.uid;
}

function editTask(core: ConsoleCore, uid: string, draft: TaskDraft, caller: Caller): { uid: string } {
  const item = mustLoad(core, uid);
  if (isFinal(item.task.status)) {
    throw new ConsoleError(
      'wrong-state',
      `The task is ${item.task.status}; it does not change any more. Duplicate it to take it again.`,
    );
  }
  if (draft.taskType !== item.task.taskType) {
    const message = 'A task keeps its type. Make a new task for another type.';
    throw new ConsoleError('bad-input', message, { problems: [{ field: 'taskType', message }] });
  }
  checkDraft(core, draft);
  const now = core.clock.now();
  const base = { ...exportTask(core.db, uid), modified_on: new Date(now).toISOString(), cells: null };
  const record = recordFromDraft(draft, base, (id) => core.filterName(id) ?? '');
  const gone = droppedCells(item, record);
  if (gone.length > 0) {
    const names = [
      ...new Set(gone.map((cell) => (cell.filterId === null ? 'a pointing' : core.filterName(cell.filterId)))),
    ].join(', ');
    const message = `Frames were already taken for ${names}. Keep it, or cancel this task and make a new one.`;
    throw new ConsoleError('bad-input', message, { problems: [{ field: 'filterIds', message }] });
  }
  core.db.transaction((tx) =>
    taskWriter(tx, { cost: core.cost, filterName: core.filterName }).replan(record),
  );
  core.log({
    level: 'info',
    who: caller.who,
    what: 'task.edited',
    message: `Edited “${core.titleOfTask(uid)}”.`,
    taskUid: uid,
  });
  core.tasksChangedByPerson([uid]);
  return { uid };
}

function duplicateTask(core: ConsoleCore, uid: string, caller: Caller): { uid: string } {
  const draft = draftFromTask(mustLoad(core, uid));
  if (draft === null)
    throw new ConsoleError('wrong-state', 'Only tasks that this console runs can be duplicated here.');
  return { uid: createTask(core, draft, { after: uid }, caller) };
}

function loadSampleNight(core: ConsoleCore, caller: Caller): ImportReport {
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
    message: `Loaded a sample night of ${report.created} tasks.`,
  });
  core.tasksChangedByPerson(null);
  return report;
}

function mustLoad(core: ConsoleCore, uid: string) {
  const item = loadTask(core.db, uid);
  if (item === null) throw new ConsoleError('not-found', `There is no task ${uid}.`);
  return item;
}
