/** Puts the night's line together: what was taken, what the queue will do, what happened. */
import type { DoneSpan, DoneState, NightSkyView, PlannedSpan, TimelineView } from '../contract/timeline-view.ts';
import { type SelectionContext, taskHindrance, taskTitle } from '../engine/select-task.ts';
import { framesOfNight, marksBetween } from '../store/night-store.ts';
import { loadTask, runnableTasks, type TaskWithParts } from '../store/queue-store.ts';
import { nightOf, noonBefore } from '../tasks/night.ts';
import { type ForecastTask, forecastNight } from '../tasks/night-forecast.ts';
import { nightSky } from '../tasks/night-sky.ts';
import type { ConsoleCore } from './console-core.ts';

const DAY_MS = 86_400_000;
const MARGIN_MS = 30 * 60_000;
/** Longest list of each; a night of bias frames has thousands. */
const MOST_FRAMES = 2_000;
const MOST_TASKS = 200;
const MOST_MARKS = 200;
/** A longer rest between two frames of a task parts them into two spans. */
const REST_MS = 10 * 60_000;
/** What the queue's tasks cannot be planned for: they wait for a person, not for a time. */
const PLANNABLE = new Set(['not-before', 'no-time-left']);

type NightFrame = ReturnType<typeof framesOfNight>['frames'][number];

/** Tells the line again and again; the night's light is worked out once a night and site. */
export function createNightTimeline(core: ConsoleCore): () => TimelineView {
  let known: { readonly of: string; readonly sky: NightSkyView } | null = null;
  return () =>
    nightTimeline(core, (night, site) => {
      const of = JSON.stringify([night, site]);
      if (known?.of !== of) known = { of, sky: nightSky(night, site) };
      return known.sky;
    });
}

function nightTimeline(core: ConsoleCore, skyOf: typeof nightSky): TimelineView {
  const now = core.clock.now();
  const site = core.site;
  const night = nightOf(now, site.longitudeDeg);
  const noon = noonBefore(night, site.longitudeDeg);
  const sky = skyOf(night, site);
  const { frames, more } = framesOfNight(core.db, night, MOST_FRAMES);
  const done = doneSpans(frames, (uids) => core.titlesOfTasks(uids));
  const plan = planned(core, now, sky, noon + DAY_MS);
  const marks = marksBetween(core.db, noon, noon + DAY_MS, MOST_MARKS);
  const { from, to } = ends(now, sky, noon, [...done, ...plan.planned]);
  return {
    night,
    from: utc(from),
    to: utc(to),
    sky,
    done,
    doneShortened: more,
    ...plan,
    marks: marks.map((mark) => ({ ...mark, at: utc(mark.at) })),
  };
}

const utc = (ms: number) => new Date(ms).toISOString();

/** From sunset to sunrise with a margin, or as far as things reach beyond, within the night's day. */
function ends(
  now: number,
  { sunset, sunrise }: NightSkyView,
  noon: number,
  spans: readonly { readonly from: string; readonly to: string }[],
): { from: number; to: number } {
  const starts = [now, ...(sunset === null ? [] : [Date.parse(sunset)]), ...spans.map(({ from }) => Date.parse(from))];
  const stops = [now, ...(sunrise === null ? [] : [Date.parse(sunrise)]), ...spans.map(({ to }) => Date.parse(to))];
  return {
    from: Math.max(noon, Math.min(...starts) - MARGIN_MS),
    to: Math.min(noon + DAY_MS, Math.max(...stops) + MARGIN_MS),
  };
}

function doneSpans(
  frames: readonly NightFrame[],
  titles: (uids: readonly string[]) => ReadonlyMap<string, string>,
): DoneSpan[] {
  const begun = frames.filter((frame): frame is NightFrame & { startedAt: number } => frame.startedAt !== null);
  const names = titles([...new Set(begun.flatMap(({ taskUid }) => taskUid ?? []))]);
  const groups: (typeof begun)[] = [];
  let end = Number.NEGATIVE_INFINITY;
  for (const frame of begun) {
    const group = groups.at(-1);
    if (group?.[0]?.taskUid === frame.taskUid && frame.startedAt - end < REST_MS) group.push(frame);
    else groups.push([frame]);
    end = frame.startedAt + frame.exposureS * 1000;
  }
  return groups.map((group) => {
    const [first] = group as [NightFrame & { startedAt: number }];
    const states = group.map(doneState);
    const number = (state: DoneState) => states.filter((one) => one === state).length;
    return {
      taskUid: first.taskUid,
      title: first.taskUid === null ? '' : (names.get(first.taskUid) ?? first.taskUid),
      frameType: first.frameType,
      from: utc(first.startedAt),
      to: utc(Math.max(...group.map(({ startedAt, exposureS }) => startedAt + exposureS * 1000))),
      counted: number('counted'),
      rejected: number('rejected'),
      lost: number('lost'),
      frames: group.map(({ uid, startedAt }, i) => ({ uid, at: utc(startedAt), state: states[i]! })),
    };
  });
}

function doneState({ state, purpose }: NightFrame): DoneState {
  if (state === 'rejected' || state === 'lost') return state;
  if (purpose === 'test') return 'test';
  return state === 'counted' ? state : 'under way';
}

function planned(
  core: ConsoleCore,
  now: number,
  sky: NightSkyView,
  horizon: number,
): Pick<TimelineView, 'planned' | 'missed' | 'plannedShortened'> {
  const context = core.selection();
  const items = new Map<string, TaskWithParts>();
  const present = core.runner.view.taskUid;
  const active = present === null ? null : loadTask(core.db, present);
  if (active !== null) items.set(active.task.uid, active);
  let looked = 0;
  for (const item of runnableTasks(core.db, context.setup.id)) {
    if (++looked > MOST_TASKS) break;
    const hindrance = taskHindrance(item, context);
    if (hindrance === null || PLANNABLE.has(hindrance.reason)) items.set(item.task.uid, item);
  }
  const title = (uid: string) => taskTitle(items.get(uid)!, context.filterName);
  const dawn = sky.astronomicalDawn === null ? null : Date.parse(sky.astronomicalDawn);
  const order = { now, horizon, dawn: dawn !== null && dawn > now ? dawn : null };
  const { blocks, neverStarted } = forecastNight(
    [...items.values()].map((item) => forecastTask(item, context)),
    order,
  );
  return {
    planned: blocks.map(
      ({ uid, startsAt, endsAt, misfit }): PlannedSpan => ({
        uid,
        title: title(uid),
        from: utc(startsAt),
        to: utc(Math.min(endsAt, horizon)),
        misfit,
      }),
    ),
    missed: neverStarted.map((uid) => {
      const { expirationTime } = items.get(uid)!.task;
      return { uid, title: title(uid), expiration: expirationTime === null ? null : utc(expirationTime) };
    }),
    plannedShortened: looked > MOST_TASKS,
  };
}

function forecastTask({ task, cells }: TaskWithParts, { overheadS }: SelectionContext): ForecastTask {
  return {
    uid: task.uid,
    remainingS: task.remainingS,
    frameS: (cells[0]?.frameExposureS ?? 0) + overheadS,
    needsDark: task.taskType === 'optical_imaging',
    earliestStart: task.earliestStartTime,
    expiration: task.expirationTime,
  };
}
