/** What the ledger and the log know of one night, no more of each frame than a line through the night needs. */
import { and, desc, eq, gte, inArray, lt, ne, or } from 'drizzle-orm';
import type { Db } from './open-store.ts';
import { frames, logEntries } from './schema/index.ts';

/** The night's newest frames that were begun, oldest first, and whether there are older ones. */
export function framesOfNight(db: Db, night: string, most: number) {
  const rows = db
    .select({
      uid: frames.uid,
      taskUid: frames.taskUid,
      purpose: frames.purpose,
      frameType: frames.frameType,
      state: frames.state,
      startedAt: frames.startedAt,
      exposureS: frames.exposureS,
    })
    .from(frames)
    .where(and(eq(frames.night, night), ne(frames.state, 'intended')))
    .orderBy(desc(frames.id))
    .limit(most + 1)
    .all();
  return { frames: rows.slice(0, most).reverse(), more: rows.length > most };
}

/** Warnings, alarms, and the run's beginnings and ends between two instants (UTC ms): the newest, oldest first. */
export function marksBetween(db: Db, from: number, to: number, most: number) {
  const runs = ['run.started', 'run.ended', 'run.pausing', 'run.stopping'];
  return db
    .select({
      at: logEntries.at,
      level: logEntries.level,
      what: logEntries.what,
      message: logEntries.message,
      facts: logEntries.facts,
    })
    .from(logEntries)
    .where(
      and(
        gte(logEntries.at, from),
        lt(logEntries.at, to),
        or(inArray(logEntries.level, ['warning', 'alarm']), inArray(logEntries.what, runs)),
      ),
    )
    .orderBy(desc(logEntries.id))
    .limit(most)
    .all()
    .reverse();
}
