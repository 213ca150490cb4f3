/** A task made again from its frames' headers, when no copy of the database knows it any more. Pure. */
import { type TaskRecord, taskRecord } from '../contract/task-record.ts';
import type { FrameType, OpticalTaskType } from '../contract/vocabulary.ts';
import type { FoundFrame } from './frame-from-file.ts';

const TASK_TYPE: Readonly<Record<FrameType, OpticalTaskType>> = {
  light: 'optical_imaging',
  bias: 'optical_imaging_bias_calibration',
  dark: 'optical_imaging_dark_calibration',
  flat: 'optical_imaging_flat_calibration',
};

export interface TaskSurroundings {
  readonly otaId: number;
  readonly cameraId: number;
  readonly instrumentId: number;
  /** Id of a filter by its name in the header. */
  filterId(name: string): number;
  /** UTC, ms. */
  readonly now: number;
}

/**
 * What the headers tell of a task: uid, type, target, pointings, filters, exposure, binning, gain. They do not tell how
 * many frames were planned; each cell is given as many as the fullest one has, so that none has more than planned. Nor do
 * they tell upstream's ids, windows and accounting: those stay empty until upstream sends the task again.
 * @param frames at least one, all of one task
 */
export function taskFromFrames(uid: string, frames: readonly FoundFrame[], around: TaskSurroundings): TaskRecord {
  const first = frames[0]!;
  const { frameType } = first.row;
  const tiles = [...new Map(frames.map((frame) => [frame.row.tileIndex ?? 0, frame])).entries()].sort(
    ([a], [b]) => a - b,
  );
  const hasTiles = frameType === 'light' && tiles.every(([, frame]) => frame.pointing !== null);
  const usesFilters = frameType === 'light' || frameType === 'flat';
  const names = usesFilters ? [...new Set(frames.map(({ row }) => row.filterName).filter((name) => name != null))] : [];
  const perCell = Map.groupBy(
    frames,
    ({ row }) => `${hasTiles ? row.tileIndex : 0} ${usesFilters ? row.filterName : ''}`,
  );
  const fullest = Math.max(...[...perCell.values()].map((cell) => cell.length));
  const cells = (hasTiles ? lastIndex(tiles) + 1 : 1) * Math.max(1, names.length);
  const exposureS = Math.max(...frames.map((frame) => frame.requestedExposureS));
  const isLight = frameType === 'light';
  return taskRecord.parse({
    uid,
    task_type: TASK_TYPE[frameType],
    status: 'interrupted',
    title: first.object ?? undefined,
    ota_id: around.otaId,
    camera_id: around.cameraId,
    instrument_id: around.instrumentId,
    required_exposure_time: isLight ? cells * fullest * exposureS : 0,
    max_exposure_time: isLight ? exposureS : null,
    total_exposures: cells * fullest,
    binning: first.row.binning,
    gain_setting: first.row.gain,
    filters: names.map((name) => ({ id: around.filterId(name), name })),
    tiles: hasTiles ? tilesUpTo(lastIndex(tiles), new Map(tiles)) : [],
    request: isLight
      ? null
      : {
          required_frames: fullest,
          ...(frameType === 'dark' ? { exposure_time_sec: exposureS, ccd_temperature_c: first.row.setPointC } : {}),
        },
    actual_start_time: new Date(Math.min(...frames.map((frame) => frame.written.startedAt))).toISOString(),
    modified_on: new Date(around.now).toISOString(),
  });
}

function lastIndex(tiles: readonly (readonly [number, FoundFrame])[]): number {
  return tiles.at(-1)![0];
}

/** The pointings by their index; one that no frame was taken of is not known, and takes its neighbour's place. */
function tilesUpTo(last: number, known: ReadonlyMap<number, FoundFrame>) {
  const some = known.get(last)!;
  return Array.from({ length: last + 1 }, (_, index) => {
    const { pointing, object } = known.get(index) ?? some;
    return { tile_index: index, ra: pointing!.raDeg, dec: pointing!.decDeg, name: object };
  });
}
