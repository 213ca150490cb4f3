/** Reads a list of task records from upstream and says, row by row and field by field, what is wrong with it. */
import { ConsoleError, type Problem } from '../contract/errors.ts';
import type { ImportRemark } from '../contract/import-report.ts';
import { schemaProblem } from '../contract/input-fault.ts';
import { parseJson } from '../contract/parse-json.ts';
import { type TaskRecord, taskRecord } from '../contract/task-record.ts';
import type { Worded } from '../contract/worded.ts';
import { planFaults } from './exposure-plan.ts';
import { isOpticalTask } from './hindrance.ts';
import { importRemark } from './import-remarks.ts';
import { isFinal } from './lifecycle.ts';
import { filterIdsOf, planInputOf, totalDisagreement, WIRE_FIELD } from './record-plan.ts';
import { type WindowField, windowFaults } from './window.ts';

/** What the site has, by id. */
export interface KnownThings {
  readonly otas: ReadonlySet<number>;
  readonly cameras: ReadonlySet<number>;
  readonly instruments: ReadonlySet<number>;
  /** Name by id. */
  readonly filters: ReadonlyMap<number, string>;
}

export interface CheckedRecords {
  readonly records: readonly TaskRecord[];
  readonly problems: readonly Problem[];
  readonly warnings: readonly Worded<ImportRemark>[];
}

/** More than this many problems only hide the first ones. */
const MOST_PROBLEMS = 50;

/**
 * JSON text → the list of rows in it: an array, or an object with `items`.
 * @throws ConsoleError `bad-input`, saying what the text is instead, or where it has NaN or Infinity for a number
 */
export function parseRows(text: string): unknown[] {
  const json = text.replace(/^\uFEFF/, '');
  const marked = markNonNumbers(json);
  const rows = rowsOf(parseJson(marked, 'tasks'));
  if (marked === json) return rows;
  const problems = rows.flatMap((row, i) => nonNumbersIn(row, []).map((found) => ({ row: i + 1, ...found })));
  if (problems.length > 0) throw problemsError(problems.slice(0, MOST_PROBLEMS));
  return rows;
}

function rowsOf(value: unknown): unknown[] {
  if (Array.isArray(value)) return value;
  if (value !== null && typeof value === 'object' && 'items' in value && Array.isArray(value.items)) return value.items;
  throw new ConsoleError(
    'bad-input',
    'This is JSON, but not a list of tasks. Give an array of tasks, or {"items": [ … ]}.',
    { facts: { code: 'not-a-list' } },
  );
}

/** Cannot stand in any JSON text as it is, so it is never taken for something that was given. */
const NON_NUMBER = '\u0000not a number: ';

/** Python writes bare NaN and Infinity, which JSON has not: as marked text they can be named by row and field. */
function markNonNumbers(text: string): string {
  if (!/NaN|Infinity/.test(text)) return text;
  return text.replace(/"(?:[^"\\]|\\.)*"|NaN|-?Infinity/g, (token) =>
    token.startsWith('"') ? token : JSON.stringify(NON_NUMBER + token),
  );
}

function nonNumbersIn(value: unknown, path: readonly PropertyKey[]): Problem[] {
  if (typeof value === 'string' && value.startsWith(NON_NUMBER)) {
    const token = value.slice(NON_NUMBER.length);
    const message = `${token} is not a number; give one, or null where it is not known`;
    return [{ field: fieldPath(path), message, facts: { code: 'not-a-number', token } }];
  }
  if (value === null || typeof value !== 'object') return [];
  const entries: [PropertyKey, unknown][] = Array.isArray(value) ? [...value.entries()] : Object.entries(value);
  return entries.flatMap(([key, inner]) => nonNumbersIn(inner, [...path, key]));
}

/** Checks rows against the record's schema, the rules and what the site has. Only rows without a problem are in `records`. */
export function checkRecords(rows: readonly unknown[], known: KnownThings): CheckedRecords {
  const records: TaskRecord[] = [];
  const problems: Problem[] = [];
  const warnings: Worded<ImportRemark>[] = [];
  const rowOfUid = new Map<string, number>();

  for (const [i, value] of rows.entries()) {
    const row = i + 1;
    if (problems.length >= MOST_PROBLEMS) break;
    if (value === null || typeof value !== 'object' || Array.isArray(value)) {
      problems.push({
        row,
        field: '',
        message: `is ${value === null ? 'null' : Array.isArray(value) ? 'a list' : typeof value}, not a task`,
        facts: { code: 'not-a-task' },
      });
      continue;
    }
    const parsed = taskRecord.safeParse(value);
    if (!parsed.success) {
      for (const issue of parsed.error.issues) {
        const field = fieldPath(issue.path);
        const isMissing = isAbsent(value, issue.path);
        problems.push({ row, ...(isMissing ? missing(field) : schemaProblem(field, issue)) });
      }
      continue;
    }
    const record = parsed.data;
    const earlier = rowOfUid.get(record.uid);
    if (earlier !== undefined) {
      problems.push({
        row,
        field: 'uid',
        message: `is the same as in row ${earlier}; each task may stand in a file once`,
        facts: { code: 'twice', row: earlier },
      });
    }
    rowOfUid.set(record.uid, row);
    const faults = [...ruleFaults(record), ...referenceFaults(record, known)];
    problems.push(...faults.map((fault) => ({ row, ...fault })));
    if (faults.length > 0) continue;
    if (isOpticalTask(record.task_type) && !isFinal(record.status)) {
      const fault = totalDisagreement(planInputOf(record.task_type, record), record.total_exposures)?.facts ?? null;
      if (fault !== null) warnings.push(importRemark({ code: 'row-fault', row, fault }));
    }
    records.push(record);
  }
  return { records, problems, warnings };
}

function missing(field: string): Problem {
  return { field, message: 'is missing', facts: { code: 'missing' } };
}

/** One error for all problems; its sentence names the first. */
export function problemsError(problems: readonly Problem[]): ConsoleError {
  const first = problems[0];
  const where =
    first === undefined
      ? ''
      : `row ${first.row ?? '?'}${first.field === '' ? '' : `, ${first.field}`}: ${first.message}`;
  const more = problems.length > 1 ? ` (and ${problems.length - 1} more)` : '';
  return new ConsoleError('bad-input', `Nothing was imported: ${where}${more}.`, {
    facts: { code: 'nothing-imported' },
    problems,
  });
}

function ruleFaults(record: TaskRecord): Problem[] {
  const names: Record<WindowField, string> = {
    earliestStart: 'earliest_start_time',
    plannedStart: 'planned_start_time',
    expiration: 'expiration_time',
  };
  const window = {
    earliestStart: record.earliest_start_time,
    plannedStart: record.planned_start_time,
    expiration: record.expiration_time,
  };
  const faults: Problem[] = windowFaults(window).map((fault) => ({ ...fault, field: names[fault.field] }));
  if (isOpticalTask(record.task_type) && !isFinal(record.status)) {
    const plan = planFaults(planInputOf(record.task_type, record));
    faults.push(...plan.map((fault) => ({ ...fault, field: WIRE_FIELD[fault.field] })));
  }
  const { min_exposure_time_sec: min, max_exposure_time_sec: max } = record.request ?? {};
  if (min != null && max != null && min > max) {
    const facts = { code: 'shortest-over-longest' } as const;
    faults.push({ field: 'request.min_exposure_time_sec', message: 'is longer than max_exposure_time_sec', facts });
  }
  return faults;
}

/** An optical task that may yet be run must name things that exist here, or bring their description along. */
function referenceFaults(record: TaskRecord, known: KnownThings): Problem[] {
  if (!isOpticalTask(record.task_type) || isFinal(record.status)) return [];
  const faults: Problem[] = [];
  const refer = (field: string, id: number | null, here: ReadonlySet<number>, described: unknown) => {
    if (id === null) {
      faults.push({ field, message: 'is missing; an optical task names one', facts: { code: 'names-none' } });
    } else if (!here.has(id) && !isDescribed(described, id)) {
      faults.push({
        field,
        message: `${id} does not exist here (known: ${[...here].join(', ') || 'none'}); add it under Devices or correct the task`,
        facts: { code: 'not-here', id, known: [...here] },
      });
    }
  };
  refer('ota_id', record.ota_id, known.otas, record.ota);
  refer('camera_id', record.camera_id, known.cameras, record.camera);
  refer('instrument_id', record.instrument_id, known.instruments, record.instrument);

  const knownFilters = [...known.filters].map(([id, name]) => `${id} ${name}`);
  const all = knownFilters.join(', ');
  (record.filters ?? []).forEach((filter, i) => {
    const name = known.filters.get(filter.id);
    if (name === undefined) {
      faults.push({
        field: `filters[${i}].id`,
        message: `filter ${filter.id} does not exist here (known: ${all}); add it under Devices or correct the task`,
        facts: { code: 'filter-not-here', id: filter.id, known: knownFilters },
      });
    } else if (filter.name != null && filter.name !== name) {
      faults.push({
        field: `filters[${i}].name`,
        message: `filter ${filter.id} is called “${name}” here, not “${filter.name}”; a mistaken filter costs the night, so make the names agree`,
        facts: { code: 'other-name', id: filter.id, here: name, given: filter.name },
      });
    }
  });
  for (const [i, id] of (record.request?.filter_ids ?? []).entries()) {
    if (known.filters.has(id)) continue;
    faults.push({
      ...{ field: `request.filter_ids[${i}]`, message: `filter ${id} does not exist here (known: ${all})` },
      facts: { code: 'filter-not-here', id, known: knownFilters },
    });
  }
  if (record.filters?.length && record.request?.filter_ids?.length) {
    const own = filterIdsOf(record).join();
    if (own !== record.request.filter_ids.join())
      faults.push({
        ...{ field: 'request.filter_ids', message: 'names other filters than the task’s filters' },
        facts: { code: 'other-filters' },
      });
  }
  return faults;
}

function isDescribed(record: unknown, id: number): boolean {
  return record !== null && typeof record === 'object' && 'id' in record && record.id === id;
}

function fieldPath(path: readonly PropertyKey[]): string {
  return path
    .map((part, i) => (typeof part === 'number' ? `[${part}]` : `${i > 0 ? '.' : ''}${String(part)}`))
    .join('');
}

function isAbsent(value: object, path: readonly PropertyKey[]): boolean {
  let at: unknown = value;
  for (const part of path) {
    if (at === null || typeof at !== 'object') return false;
    at = (at as Record<PropertyKey, unknown>)[part];
  }
  return at === undefined;
}
