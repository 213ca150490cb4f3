/** Alarms in the database: the open ones, and the last thousands of past ones. */
import { and, desc, eq, lt, lte, max, ne } from 'drizzle-orm';
import type { AlarmView } from '../contract/alarms.ts';
import type { Db } from './open-store.ts';
import { alarms } from './schema/index.ts';

export type AlarmRow = typeof alarms.$inferSelect;

/** Past alarms kept. */
const MOST_PAST = 5_000;
/** Older ones are cleared away whenever so many have come. */
const CLEARED_EVERY = 100;

/**
 * Writes an alarm as it is now.
 * @param most how many past alarms are kept at least; `CLEARED_EVERY` more at most
 */
export function saveAlarm(db: Db, row: AlarmRow, most = MOST_PAST): void {
  db.insert(alarms).values(row).onConflictDoUpdate({ target: alarms.id, set: row }).run();
  if (row.id % CLEARED_EVERY === 0)
    db.delete(alarms)
      .where(and(eq(alarms.state, 'cleared'), lte(alarms.id, row.id - most)))
      .run();
}

/** All that are not over and seen. */
export function openAlarms(db: Db): AlarmRow[] {
  return db.select().from(alarms).where(ne(alarms.state, 'cleared')).all();
}

/** The highest id ever given; 0 for none. */
export function lastAlarmId(db: Db): number {
  return (
    db
      .select({ id: max(alarms.id) })
      .from(alarms)
      .get()?.id ?? 0
  );
}

/** Alarms over and seen, newest first, and whether there are older ones. */
export function pastAlarms(
  db: Db,
  page: { before?: number | undefined; limit: number },
): {
  alarms: AlarmView[];
  more: boolean;
} {
  const rows = db
    .select()
    .from(alarms)
    .where(and(eq(alarms.state, 'cleared'), page.before === undefined ? undefined : lt(alarms.id, page.before)))
    .orderBy(desc(alarms.id))
    .limit(page.limit + 1)
    .all();
  return { alarms: rows.slice(0, page.limit).map(alarmView), more: rows.length > page.limit };
}

export function alarmView(row: AlarmRow): AlarmView {
  const utc = (ms: number | null) => (ms === null ? null : new Date(ms).toISOString());
  return {
    ...row,
    raisedAt: new Date(row.raisedAt).toISOString(),
    lastAt: new Date(row.lastAt).toISOString(),
    acknowledgedAt: utc(row.acknowledgedAt),
    endedAt: utc(row.endedAt),
  };
}
