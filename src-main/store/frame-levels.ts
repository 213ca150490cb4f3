/** Levels of earlier frames, against which a new one is held. */
import { and, desc, eq, gt, isNull, max } from 'drizzle-orm';
import type { SQLiteColumn } from 'drizzle-orm/sqlite-core';
import type { Db } from './open-store.ts';
import { frames } from './schema/index.ts';

/** How a frame was taken and read out, as far as its level depends on it. */
export type FrameWay = Pick<
  typeof frames.$inferInsert,
  'frameType' | 'filterId' | 'binning' | 'gain' | 'offset' | 'readoutMode'
>;

/** A bias further back than so many frames says little of the camera of today, and would be long to look for. */
const FRAMES_LOOKED_BACK = 2_000;

/** Median of the newest counted bias frame that was read out so, ADU; null where there is none. */
export function blankLevel(db: Db, readout: Omit<FrameWay, 'frameType' | 'filterId'>): number | null {
  const newest =
    db
      .select({ id: max(frames.id) })
      .from(frames)
      .get()?.id ?? 0;
  const bias = db
    .select({ statistics: frames.statistics })
    .from(frames)
    .where(
      and(
        gt(frames.id, newest - FRAMES_LOOKED_BACK),
        eq(frames.frameType, 'bias'),
        eq(frames.state, 'counted'),
        readAs(readout),
      ),
    )
    .orderBy(desc(frames.id))
    .limit(1)
    .get();
  return bias?.statistics?.median ?? null;
}

/**
 * The newest counted frame of a night that was taken in the same way; null where there is none.
 * @param exactly for darks, whose level goes by exposure (s) and temperature (°C): only one with the same
 */
export function newestLevel(
  db: Db,
  night: string,
  way: FrameWay,
  exactly?: { readonly exposureS: number; readonly setPointC: number | null },
) {
  const row = db
    .select({ statistics: frames.statistics, exposureS: frames.exposureS, startedAt: frames.startedAt })
    .from(frames)
    .where(
      and(
        eq(frames.night, night),
        eq(frames.frameType, way.frameType),
        eq(frames.state, 'counted'),
        same(frames.filterId, way.filterId),
        readAs(way),
        exactly && and(eq(frames.exposureS, exactly.exposureS), same(frames.setPointC, exactly.setPointC)),
      ),
    )
    .orderBy(desc(frames.id))
    .limit(1)
    .get();
  if (row?.statistics == null || row.startedAt === null) return null;
  return { medianAdu: row.statistics.median, exposureS: row.exposureS, startedAt: row.startedAt };
}

function readAs({ binning, gain, offset, readoutMode }: Omit<FrameWay, 'frameType' | 'filterId'>) {
  return and(
    eq(frames.binning, binning),
    same(frames.gain, gain),
    same(frames.offset, offset),
    same(frames.readoutMode, readoutMode),
  );
}

function same(column: SQLiteColumn, value: number | string | null | undefined) {
  return value == null ? isNull(column) : eq(column, value);
}
