/** The event log: the night as a story, for people. */
import { and, desc, eq, inArray, like, lt, lte } from 'drizzle-orm';
import type { LogEntry } from '../contract/views.ts';
import type { LogLevel } from '../contract/vocabulary.ts';
import type { Db } from './open-store.ts';
import { logEntries } from './schema/index.ts';

export interface LogFilter {
  readonly before?: number | undefined;
  readonly limit: number;
  readonly levels?: readonly LogLevel[] | undefined;
  readonly who?: string | undefined;
  readonly text?: string | undefined;
  readonly taskUid?: string | undefined;
}

type Row = typeof logEntries.$inferSelect;

/** Entries kept: some years of nights. */
const MOST_ENTRIES = 200_000;
/** Older ones are cleared away whenever so many have come. */
const CLEARED_EVERY = 500;

/** @param most how many entries are kept at least; `CLEARED_EVERY` more at most */
export function appendLog(db: Db, entry: Omit<Row, 'id'>, most = MOST_ENTRIES): LogEntry {
  // Not `get`: that leaves the statement after its row, and better-sqlite3 does not tell when the commit then fails.
  const [row] = db.insert(logEntries).values(entry).returning().all() as [Row];
  if (row.id % CLEARED_EVERY === 0)
    db.delete(logEntries)
      .where(lte(logEntries.id, row.id - most))
      .run();
  return view(row);
}

/** Entries, newest first, and whether there are older ones. */
export function pageLog(db: Db, filter: LogFilter): { entries: LogEntry[]; more: boolean } {
  const text = filter.text?.trim();
  const rows = db
    .select()
    .from(logEntries)
    .where(
      and(
        filter.before === undefined ? undefined : lt(logEntries.id, filter.before),
        filter.levels === undefined ? undefined : inArray(logEntries.level, [...filter.levels]),
        filter.who === undefined ? undefined : eq(logEntries.who, filter.who),
        text ? like(logEntries.message, `%${text}%`) : undefined,
        filter.taskUid === undefined ? undefined : eq(logEntries.taskUid, filter.taskUid),
      ),
    )
    .orderBy(desc(logEntries.id))
    .limit(filter.limit + 1)
    .all();
  return { entries: rows.slice(0, filter.limit).map(view), more: rows.length > filter.limit };
}

function view(row: Row): LogEntry {
  return { ...row, at: new Date(row.at).toISOString() };
}
