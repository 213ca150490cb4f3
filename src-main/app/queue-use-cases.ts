/** What can be done with the queue: look, import, export, create, edit, reorder, cancel. */
import type { ImportReport } from '../contract/import-report.ts';
import type { Caller, CheckedInput, Handlers } from '../contract/procedures.ts';
import type { TaskDetail } from '../contract/views.ts';
import { planRemarks } from '../engine/select-task.ts';
import { historyOf, pageQueue, placeOf } from '../store/queue-store.ts';
import { knownThings } from '../store/setup-store.ts';
import { exportTask, exportTasks } from '../store/task-export.ts';
import { importTasks } from '../store/task-import.ts';
import { checkRecords, parseRows, problemsError } from '../tasks/check-records.ts';
import { previewDraft } from '../tasks/draft.ts';
import type { ConsoleCore } from './console-core.ts';
import { draftFromTask } from './draft-from-task.ts';
import {
  cancelTasks,
  createTask,
  draftContext,
  duplicateTask,
  editTask,
  loadSampleNight,
  move,
  mustLoad,
} from './queue-changes.ts';
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
    facts: { created, updated, unchanged },
    message: `Imported ${created} new tasks, updated ${updated}, left ${unchanged} as they were.`,
  });
  core.tasksChangedByPerson(null);
  return { ...report, warnings: [...checked.warnings, ...report.warnings] };
}
