/** What the tasks that are still to be done will take: page by page, so that a queue of 100,000 tasks holds up nobody. */
import { and, asc, eq, gt, inArray, type SQL, sql } from 'drizzle-orm';
import type { Db } from './open-store.ts';
import { IS_TO_DO } from './queue-store.ts';
import { taskRequests, tasks } from './schema/index.ts';

/** Frames of a task that differ in nothing that calibration depends on. */
export interface PlannedFrames {
  readonly filterId: number | null;
  /** s; null while a flat's exposure is not known. */
  readonly exposureS: number | null;
  readonly planned: number;
  /** Of these, not accepted yet. */
  readonly missing: number;
}

/** Null where the task leaves it to the instrument. */
export interface TaskPlan {
  readonly taskType: string;
  readonly cameraId: number | null;
  readonly otaId: number | null;
  readonly binning: number | null;
  readonly gain: number | null;
  /** °C. */
  readonly temperatureC: number | null;
  readonly toleranceC: number | null;
  /** In the order in which they are first taken. */
  readonly frames: readonly PlannedFrames[];
}

export interface TaskToDo {
  readonly uid: string;
  readonly status: string;
  /** One object for all tasks that plan the same: a long queue has few different ones. */
  readonly plan: TaskPlan;
}

/** Tasks in a page: read in a few ms. */
const PAGE = 250;

const FRAMES = sql`(
  select json_group_array(json_array(filter_id, frame_exposure_s, planned, missing))
  from (
    select filter_id, frame_exposure_s, sum(planned_frames) planned, sum(max(0, planned_frames - accepted)) missing
    from task_cells where task_uid = ${tasks.uid}
    group by filter_id, frame_exposure_s order by min(cell_index)
  ))`;
const PLAN = sql<string>`json_array(
  ${tasks.taskType}, ${tasks.cameraId}, ${tasks.otaId}, ${tasks.binning}, ${tasks.gainSetting},
  ${taskRequests.ccdTemperatureC}, ${taskRequests.temperatureBand}, json(${FRAMES}))`;

/** Tasks of the instrument that are still to be done, in queue order. */
export function* tasksToDo(db: Db, instrumentId: number, taskTypes: readonly string[]): Generator<TaskToDo[]> {
  const read = planReader();
  const wanted = and(inArray(tasks.taskType, [...taskTypes]), gt(tasks.queueOrder, sql.placeholder('after')));
  const page = selectToDo(db, instrumentId, wanted).orderBy(asc(tasks.queueOrder)).limit(PAGE).prepare();
  for (let after = -Number.MAX_VALUE; ; ) {
    const rows = page.all({ after });
    yield rows.map(({ uid, status, plan }) => ({ uid, status, plan: read(plan) }));
    const last = rows.at(-1);
    if (last === undefined || rows.length < PAGE) return;
    after = last.queueOrder;
  }
}

/** One of them; null when it is another instrument's, or not to be done any more. */
export function taskToDo(db: Db, instrumentId: number, uid: string): TaskToDo | null {
  const row = selectToDo(db, instrumentId, eq(tasks.uid, uid)).get();
  return row === undefined ? null : { uid, status: row.status, plan: planReader()(row.plan) };
}

function selectToDo(db: Db, instrumentId: number, which: SQL | undefined) {
  return db
    .select({ uid: tasks.uid, status: tasks.status, queueOrder: tasks.queueOrder, plan: PLAN })
    .from(tasks)
    .leftJoin(taskRequests, eq(taskRequests.taskUid, tasks.uid))
    .where(and(IS_TO_DO, eq(tasks.instrumentId, instrumentId), which));
}

/** Equal texts give the same object. */
function planReader(): (text: string) => TaskPlan {
  const plans = new Map<string, TaskPlan>();
  return (text) => {
    const plan = plans.get(text) ?? readPlan(text);
    plans.set(text, plan);
    return plan;
  };
}

type PlanText = [
  ...[taskType: string, cameraId: number | null, otaId: number | null, binning: number | null, gain: number | null],
  ...[temperatureC: number | null, toleranceC: number | null],
  frames: [filterId: number | null, exposureS: number | null, planned: number, missing: number][],
];

function readPlan(text: string): TaskPlan {
  const [taskType, cameraId, otaId, binning, gain, temperatureC, toleranceC, frames]: PlanText = JSON.parse(text);
  return {
    ...{ taskType, cameraId, otaId, binning, gain, temperatureC, toleranceC },
    frames: frames.map(([filterId, exposureS, planned, missing]) => ({ filterId, exposureS, planned, missing })),
  };
}
