/** What was measured of the ledger's lights. */
import { and, asc, desc, eq, isNotNull, isNull, lt, max, type SQL, sql } from 'drizzle-orm';
import type { FrameMeasurement } from '../contract/frame-measurement.ts';
import { commitUnsynced } from './commit-unsynced.ts';
import type { FrameRow } from './ledger-store.ts';
import type { Db } from './open-store.ts';
import { frames } from './schema/index.ts';

export function noteMeasurement(db: Db, uid: string, measurement: FrameMeasurement): void {
  // What a power cut takes is measured again at the next start.
  commitUnsynced(db, () => db.update(frames).set({ measurement }).where(eq(frames.uid, uid)).run());
}

const part = <Value>(name: keyof FrameMeasurement): SQL<Value> =>
  sql<Value>`json_extract(${frames.measurement}, ${`$.${name}`})`;

/** The night's counted and measured lights before this one, in the same filter and binning, in the order taken. */
export function earlierStars(db: Db, frame: Pick<FrameRow, 'id' | 'night' | 'filterId' | 'binning'>) {
  return db
    .select({
      taskUid: frames.taskUid,
      cellId: frames.cellId,
      exposureS: frames.exposureS,
      hfr: part<number | null>('hfr'),
      stars: part<number>('stars'),
    })
    .from(frames)
    .where(
      and(
        eq(frames.night, frame.night),
        eq(frames.frameType, 'light'),
        eq(frames.state, 'counted'),
        isNotNull(frames.measurement),
        frame.filterId === null ? isNull(frames.filterId) : eq(frames.filterId, frame.filterId),
        eq(frames.binning, frame.binning),
        lt(frames.id, frame.id),
      ),
    )
    .orderBy(asc(frames.id))
    .all();
}

/** Counted lights of the newest night that were not measured, the newest ones, at most `most` of them, in the order taken. */
export function unmeasuredLights(db: Db, most: number): string[] {
  const newest = db.select({ night: max(frames.night) }).from(frames);
  return db
    .select({ uid: frames.uid })
    .from(frames)
    .where(
      and(
        eq(frames.night, newest),
        eq(frames.frameType, 'light'),
        eq(frames.state, 'counted'),
        isNull(frames.measurement),
      ),
    )
    .orderBy(desc(frames.id))
    .limit(most)
    .all()
    .map(({ uid }) => uid)
    .reverse();
}

/** A night's lights that were measured, in the order taken, at most `most` of them: the newest. */
export function measuredLights(db: Db, night: string, most: number) {
  return db
    .select({
      uid: frames.uid,
      startedAt: frames.startedAt,
      state: frames.state,
      filterName: frames.filterName,
      hfr: part<number | null>('hfr'),
      fwhm: part<number | null>('fwhm'),
      eccentricity: part<number | null>('eccentricity'),
      stars: part<number>('stars'),
      background: part<number>('background'),
    })
    .from(frames)
    .where(and(eq(frames.night, night), eq(frames.frameType, 'light'), isNotNull(frames.measurement)))
    .orderBy(sql`${frames.id} desc`)
    .limit(most)
    .all()
    .reverse();
}
