/** In which order missing calibration is taken: fewest changes of temperature, then fewest moves of the wheel. Pure. */
import type { TaskDraft } from '../contract/views.ts';

/** Where camera and wheel stand before the first of the tasks. */
export interface OrderStart {
  /** °C; null where the sensor is not cooled to a set point. */
  readonly temperatureC: number | null;
  /** Null: not known, or none in the light path. */
  readonly filterId: number | null;
}

/** Trying every order is quick up to here; lists as long as this have other troubles than a move of the wheel. */
const MOST_FLATS = 8;

/**
 * The drafts in the best order, those of flats with the best order of their filters.
 * Each temperature is visited once, in a sweep; within one, flats that share a filter meet at it.
 * @param temperatureOf what the sensor is cooled to for a draft, °C; null for none
 */
export function inBestOrder<Task extends { readonly draft: TaskDraft }>(
  tasks: readonly Task[],
  start: OrderStart,
  temperatureOf: (draft: TaskDraft) => number | null,
): Task[] {
  const groups = Map.groupBy(tasks, ({ draft }) => temperatureOf(draft));
  const uncooled = groups.get(null) ?? [];
  const sweep = sweepFrom(
    start.temperatureC,
    [...groups.keys()].filter((temperature) => temperature !== null),
  );
  const ordered: Task[] = [];
  let filterId = start.filterId;
  for (const group of [uncooled, ...sweep.map((temperature) => groups.get(temperature)!)]) {
    const flats = group.filter(({ draft }) => draft.filterIds.length > 0);
    const ways = flats.length > MOST_FLATS ? flats.map(asItIs) : shortestWay(flats, filterId);
    ordered.push(...group.filter(({ draft }) => draft.filterIds.length === 0));
    for (const { task, filterIds } of ways) ordered.push({ ...task, draft: { ...task.draft, filterIds } });
    filterId = ways.at(-1)?.filterIds.at(-1) ?? filterId;
  }
  return ordered;
}

/** What the sensor is at already comes first, then coldest to warmest or the other way, beginning at the nearer end. */
function sweepFrom(fromC: number | null, temperatures: readonly number[]): number[] {
  const here = temperatures.filter((temperature) => temperature === fromC);
  const rising = temperatures.filter((temperature) => temperature !== fromC).sort((a, b) => a - b);
  const coldest = rising[0] ?? 0;
  const warmest = rising.at(-1) ?? 0;
  const from = fromC ?? warmest;
  const coldFirst = Math.abs(from - coldest) < Math.abs(from - warmest);
  return [...here, ...(coldFirst ? rising : rising.toReversed())];
}

interface Visit<Task> {
  readonly task: Task;
  readonly filterIds: readonly number[];
}

interface Way<Task> {
  /** Tasks that begin with the filter that is in place already. */
  readonly joins: number;
  readonly visits: readonly Visit<Task>[];
}

function asItIs<Task extends { readonly draft: TaskDraft }>(task: Task): Visit<Task> {
  return { task, filterIds: task.draft.filterIds };
}

/** Each filter of each task costs a move but those that a task finds in place: the way with the most of these. */
function shortestWay<Task extends { readonly draft: TaskDraft }>(
  tasks: readonly Task[],
  startFilter: number | null,
): readonly Visit<Task>[] {
  const known = new Map<string, Way<Task>>();
  const best = (left: readonly number[], at: number | null): Way<Task> => {
    const key = `${left.join()} ${at}`;
    const found = known.get(key) ?? bestOf(left, at);
    known.set(key, found);
    return found;
  };
  const bestOf = (left: readonly number[], at: number | null): Way<Task> => {
    let most: Way<Task> = { joins: -1, visits: [] };
    if (left.length === 0) return { joins: 0, visits: [] };
    for (const index of left) {
      const task = tasks[index]!;
      const others = left.filter((other) => other !== index);
      for (const visit of visitsOf(task, at)) {
        const rest = best(others, visit.filterIds.at(-1)!);
        const joins = rest.joins + (visit.filterIds[0] === at ? 1 : 0);
        if (joins > most.joins) most = { joins, visits: [visit, ...rest.visits] };
      }
    }
    return most;
  };
  return best([...tasks.keys()], startFilter).visits;
}

/** The filter in place first where the task has it, and any of the others last; between them the task's own order. */
function visitsOf<Task extends { readonly draft: TaskDraft }>(task: Task, at: number | null): Visit<Task>[] {
  const own = task.draft.filterIds;
  const first = at !== null && own.includes(at) ? [at] : [];
  const others = own.filter((id) => !first.includes(id));
  if (others.length === 0) return [{ task, filterIds: own }];
  // The last of its own order is tried first, so that it stays last unless another end saves a move.
  return others
    .toReversed()
    .map((last) => ({ task, filterIds: [...first, ...others.filter((id) => id !== last), last] }));
}
