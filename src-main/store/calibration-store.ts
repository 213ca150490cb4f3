/** What calibration is looked up in: the calibration frames that count, and how each camera was last read out. */
import { and, desc, eq, inArray, isNotNull, isNull, or } from 'drizzle-orm';
import type { FrameReason } from '../contract/frame-reason.ts';
import type { Worded } from '../contract/worded.ts';
import type { Db } from './open-store.ts';
import { frames, tasks } from './schema/index.ts';

const isCalibration = inArray(frames.frameType, ['bias', 'dark', 'flat']);

/** Bias, dark and flat frames that count, oldest first, each with the camera and telescope of its task. */
export function countedCalibrationFrames(db: Db) {
  return db
    .select({ frame: frames, cameraId: tasks.cameraId, otaId: tasks.otaId })
    .from(frames)
    .innerJoin(tasks, eq(tasks.uid, frames.taskUid))
    .where(and(eq(frames.state, 'counted'), isCalibration))
    .orderBy(frames.id)
    .all();
}
export type CountedCalibrationFrame = ReturnType<typeof countedCalibrationFrames>[number];

/** Frames that do not count any more, by uid: where their files are, relative to the data folder, and why. */
export type RejectedFrames = ReadonlyMap<string, { readonly path: string; readonly why: Worded<FrameReason> }>;

/** Bias, darks and flats. */
export function rejectedCalibrationFrames(db: Db): RejectedFrames {
  const rows = db
    .select({ uid: frames.uid, path: frames.path, message: frames.reason, facts: frames.reasonFacts })
    .from(frames)
    .where(and(eq(frames.state, 'rejected'), isCalibration))
    .orderBy(frames.id)
    .all();
  return new Map(rows.map(({ uid, path, ...why }) => [uid, { path, why }]));
}

/** The camera's newest frame that counts (tasks that name no camera are the instrument's own); of those whose task left the gain to the camera if `defaultGain`. */
export function newestFrameOf(
  db: Db,
  cameraId: number,
  which: { readonly defaultGain?: boolean; readonly binning?: number } = {},
) {
  const row = db
    .select({ frame: frames })
    .from(frames)
    .innerJoin(tasks, eq(tasks.uid, frames.taskUid))
    .where(
      and(
        or(eq(tasks.cameraId, cameraId), isNull(tasks.cameraId)),
        eq(frames.state, 'counted'),
        isNotNull(frames.startedAt),
        which.defaultGain ? isNull(tasks.gainSetting) : undefined,
        which.binning === undefined ? undefined : eq(frames.binning, which.binning),
      ),
    )
    .orderBy(desc(frames.id))
    .limit(1)
    .get();
  return row?.frame ?? null;
}

/** Each way in which the night's counted lights were taken, once. */
export function waysOfCountedLights(db: Db, night: string) {
  const { exposureS, setPointC, gain, offset, binning, readoutMode, width, height, filterId } = frames;
  return db
    .selectDistinct({
      ...{ exposureS, setPointC, gain, offset, binning, readoutMode, width, height, filterId },
      cameraId: tasks.cameraId,
      otaId: tasks.otaId,
    })
    .from(frames)
    .innerJoin(tasks, eq(tasks.uid, frames.taskUid))
    .where(and(eq(frames.night, night), eq(frames.state, 'counted'), eq(frames.frameType, 'light')))
    .all();
}
export type WayOfLight = ReturnType<typeof waysOfCountedLights>[number];
