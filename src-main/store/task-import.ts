/** Takes checked task records into the store, all of them or none. */
import { inArray, sql } from 'drizzle-orm';
import type { ImportRemark, ImportReport } from '../contract/import-report.ts';
import type { TaskRecord } from '../contract/task-record.ts';
import type { LoopOrder } from '../contract/vocabulary.ts';
import type { Worded } from '../contract/worded.ts';
import { importRemark } from '../tasks/import-remarks.ts';
import { decideUpdate } from '../tasks/merge-update.ts';
import { followAdditions } from './change-journal.ts';
import { connectionOf } from './insert-many.ts';
import type { Db } from './open-store.ts';
import { taskHistory, tasks } from './schema/index.ts';
import { reservePlacesAtEnd } from './task-order.ts';
import type { RowContext } from './task-rows.ts';
import { changeStatus } from './task-status.ts';
import { TABLES_OF_NEW_TASKS, taskWriter } from './task-writer.ts';

/** Having the journal take so many new tasks together costs less than its triggers do; for fewer it costs 4 ms more. */
const FOLLOWED_TOGETHER_FROM = 200;

/** Creates and updates tasks in one transaction. */
export function importTasks(db: Db, records: readonly TaskRecord[], now: number, context: RowContext): ImportReport {
  const report = { created: 0, updated: 0, unchanged: 0, warnings: [] as Worded<ImportRemark>[] };
  db.transaction(() => {
    const writer = taskWriter(db, context);
    const fresh: TaskRecord[] = [];
    const present = presentTasks(db, records);
    for (const record of records) {
      const known = present.get(record.uid);
      if (known === undefined) {
        fresh.push(record);
        continue;
      }
      const decision = decideUpdate(
        { ...known, hasFrames: known.framesBegun > 0 },
        { status: record.status, modifiedOn: record.modified_on },
      );
      switch (decision.kind) {
        case 'final':
          report.warnings.push(importRemark({ code: 'final-here', uid: known.uid, status: known.status }));
          report.unchanged++;
          break;
        case 'stale':
          report.unchanged++;
          break;
        case 'replace':
          writer.replace(withOwnFields(record, known), known.queueOrder);
          if (record.status !== known.status) noteChange(db, record, known.status, now);
          report.updated++;
          break;
        case 'merge':
          if (decision.refused !== null) {
            const { uid, status } = known;
            report.warnings.push(importRemark({ code: 'order-not-followed', uid, status, order: decision.refused }));
          }
          writer.replan(withOwnFields(record, known));
          if (decision.order !== null)
            changeStatus(db, record.uid, { to: decision.order, who: 'upstream', why: BY_UPSTREAM, now });
          report.updated++;
          break;
      }
    }
    const place = reservePlacesAtEnd(db, fresh.length);
    const createAll = () => {
      for (const [i, record] of byPlannedOrder(fresh).entries()) writer.create(record, place(i));
    };
    if (fresh.length < FOLLOWED_TOGETHER_FROM) createAll();
    else followAdditions(connectionOf(db), TABLES_OF_NEW_TASKS, createAll);
    report.created = fresh.length;
  });
  return report;
}

const BY_UPSTREAM = { message: 'ordered by upstream', facts: { code: 'upstream' } } as const;

type PresentTask = ReturnType<typeof presentRows>[number];

/** Those of the records' tasks that are here already, by uid. */
function presentTasks(db: Db, records: readonly TaskRecord[]): Map<string, PresentTask> {
  const AT_A_TIME = 500;
  const present = new Map<string, PresentTask>();
  for (let at = 0; at < records.length; at += AT_A_TIME) {
    const uids = records.slice(at, at + AT_A_TIME).map((record) => record.uid);
    for (const row of presentRows(db, uids)) present.set(row.uid, row);
  }
  return present;
}

function presentRows(db: Db, uids: readonly string[]) {
  return db
    .select({
      uid: tasks.uid,
      taskType: tasks.taskType,
      status: tasks.status,
      modifiedOn: tasks.modifiedOn,
      queueOrder: tasks.queueOrder,
      title: tasks.title,
      loopOrder: tasks.loopOrder,
      binning: tasks.binning,
      gainSetting: tasks.gainSetting,
      // Written out, as Drizzle leaves table names out of a selection's columns and `uid` would be the frame's.
      framesBegun: sql<number>`exists (select 1 from frames where frames.task_uid = tasks.uid and frames.purpose = 'task')`,
    })
    .from(tasks)
    .where(inArray(tasks.uid, [...uids]))
    .all();
}

/** Upstream does not know this project's own fields: what it leaves out stays. */
function withOwnFields(record: TaskRecord, here: PresentTask): TaskRecord {
  const { title = here.title, binning = here.binning, gain_setting = here.gainSetting } = record;
  const { loop_order = here.loopOrder as LoopOrder | null } = record;
  return { ...record, title, loop_order, binning, gain_setting };
}

function noteChange(db: Db, record: TaskRecord, fromStatus: string, now: number): void {
  db.insert(taskHistory)
    .values({
      taskUid: record.uid,
      at: now,
      who: 'upstream',
      fromStatus,
      toStatus: record.status,
      why: 'updated by upstream',
      whyFacts: BY_UPSTREAM.facts,
    })
    .run();
}

/**
 * New tasks join the queue in the order of the export that they come from, where they do; else by priority, then by
 * planned start, then as the file has them.
 */
function byPlannedOrder(records: readonly TaskRecord[]): TaskRecord[] {
  const place = (record: TaskRecord) => record.queue_place ?? Number.POSITIVE_INFINITY;
  const priority = (record: TaskRecord) => record.observation?.priority ?? 0;
  const start = (record: TaskRecord) => record.planned_start_time ?? Number.POSITIVE_INFINITY;
  const compare = (a: number, b: number) => (a === b ? 0 : a < b ? -1 : 1);
  return [...records].sort(
    (a, b) => compare(place(a), place(b)) || compare(priority(b), priority(a)) || compare(start(a), start(b)),
  );
}
