/** Takes checked task records into the store, all of them or none. */
import { eq, sql } from 'drizzle-orm';
import type { TaskRecord } from '../contract/task-record.ts';
import type { ImportReport } from '../contract/views.ts';
import { decideUpdate } from '../tasks/merge-update.ts';
import type { Db } from './open-store.ts';
import { taskCells, taskHistory, tasks } from './schema/index.ts';
import { reservePlacesAtEnd } from './task-order.ts';
import type { RowContext } from './task-rows.ts';
import { taskWriter } from './task-writer.ts';

/** Creates and updates tasks in one transaction. */
export function importTasks(db: Db, records: readonly TaskRecord[], now: number, context: RowContext): ImportReport {
  const report = { created: 0, updated: 0, unchanged: 0, warnings: [] as string[] };
  db.transaction((tx) => {
    const writer = taskWriter(tx, context);
    const present = tx
      .select({
        taskType: tasks.taskType,
        status: tasks.status,
        modifiedOn: tasks.modifiedOn,
        queueOrder: tasks.queueOrder,
        attempted: sql<number>`(select coalesce(sum(${taskCells.attempted}), 0) from ${taskCells} where ${taskCells.taskUid} = ${tasks.uid})`,
      })
      .from(tasks)
      .where(eq(tasks.uid, sql.placeholder('uid')))
      .prepare();

    const fresh: TaskRecord[] = [];
    for (const record of records) {
      const known = present.get({ uid: record.uid });
      if (known === undefined) {
        fresh.push(record);
        continue;
      }
      const decision = decideUpdate(known, { status: record.status, modifiedOn: record.modified_on });
      switch (decision.kind) {
        case 'final':
          report.warnings.push(`Task ${record.uid} is ${known.status} here; final tasks are not changed.`);
          report.unchanged++;
          break;
        case 'stale':
          report.unchanged++;
          break;
        case 'replace':
          writer.replace(record, known.queueOrder);
          report.updated++;
          break;
        case 'merge':
          if (decision.refused !== null) report.warnings.push(`Task ${record.uid}: ${decision.refused}.`);
          writer.replan(record, decision.status);
          if (decision.status !== known.status) {
            const why = 'ordered by upstream';
            tx.insert(taskHistory)
              .values({
                taskUid: record.uid,
                at: now,
                who: 'upstream',
                fromStatus: known.status,
                toStatus: decision.status,
                why,
              })
              .run();
          }
          report.updated++;
          break;
      }
    }
    const place = reservePlacesAtEnd(tx, fresh.length);
    for (const [i, record] of byPlannedOrder(fresh).entries()) writer.create(record, place(i));
    report.created = fresh.length;
  });
  return report;
}

/** New tasks join the queue by priority, then by planned start, then as the file has them. */
function byPlannedOrder(records: readonly TaskRecord[]): TaskRecord[] {
  const priority = (record: TaskRecord) => record.observation?.priority ?? 0;
  const start = (record: TaskRecord) => record.planned_start_time ?? Number.POSITIVE_INFINITY;
  const compare = (a: number, b: number) => (a === b ? 0 : a < b ? -1 : 1);
  return [...records].sort((a, b) => compare(priority(b), priority(a)) || compare(start(a), start(b)));
}
