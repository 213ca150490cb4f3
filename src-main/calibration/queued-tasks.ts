/** Tasks of the queue and rows of the ledger in the terms of calibration matching. */
import type { CountedCalibrationFrame } from '../store/calibration-store.ts';
import type { TaskWithParts } from '../store/queue-store.ts';
import type { CalibrationFrame, CalibrationKind, PlannedLight, ReadoutKey } from '../tasks/calibration-matching.ts';
import type { CameraReadout } from './camera-readout.ts';
import type { TakenFrame } from './coverage.ts';

/** Where an instrument's tasks are taken when they do not name camera or telescope themselves. */
export interface InstrumentIds {
  readonly cameraId: number;
  readonly otaId: number;
}

/** What a task of light frames takes. */
export function plannedLight(item: TaskWithParts, readout: CameraReadout, ids: InstrumentIds): PlannedLight {
  const cells = item.cells.filter((cell) => cell.plannedFrames > 0);
  return {
    ...plannedReadout(item, readout, ids),
    telescope: item.task.otaId ?? ids.otaId,
    exposuresS: cells.map((cell) => cell.frameExposureS ?? 0),
    temperatureC: item.request?.ccdTemperatureC ?? readout.temperatureC,
    toleranceC: item.request?.temperatureBand ?? readout.toleranceC,
    filters: cells.map((cell) => cell.filterId),
  };
}

/** Frames that are still to be taken, all of one kind. */
export interface ComingFrames {
  readonly frame: CalibrationFrame;
  readonly count: number;
}

const KIND_OF_TASK: Readonly<Record<string, CalibrationKind>> = {
  optical_imaging_bias_calibration: 'bias',
  optical_imaging_dark_calibration: 'dark',
  optical_imaging_flat_calibration: 'flat',
};

/** What a queued calibration task still takes, cell by cell. */
export function comingFrames(item: TaskWithParts, readout: CameraReadout, ids: InstrumentIds): ComingFrames[] {
  const kind = KIND_OF_TASK[item.task.taskType];
  if (kind === undefined) return [];
  const common = {
    kind,
    ...plannedReadout(item, readout, ids),
    telescope: item.task.otaId ?? ids.otaId,
    temperatureC: item.request?.ccdTemperatureC ?? readout.temperatureC,
    takenAt: null,
  };
  return item.cells
    .map((cell) => ({
      frame: { ...common, exposureS: cell.frameExposureS ?? undefined, filter: cell.filterId },
      count: Math.max(0, cell.plannedFrames - cell.accepted),
    }))
    .filter(({ count }) => count > 0);
}

/** A frame of the ledger. Frames of tasks are whole sensors, so their size tells their region. */
export function takenFrame({ frame, cameraId, otaId }: CountedCalibrationFrame, ids: InstrumentIds): TakenFrame {
  const { readoutMode, gain, offset, binning, width, height } = frame;
  return {
    kind: frame.frameType as CalibrationKind,
    ...{ readoutMode, gain, offset, binning, width, height },
    camera: cameraId ?? ids.cameraId,
    telescope: otaId ?? ids.otaId,
    exposureS: frame.exposureS,
    temperatureC: frame.sensorEndC ?? frame.sensorStartC ?? frame.setPointC ?? undefined,
    filter: frame.filterId,
    takenAt: frame.startedAt ?? frame.createdAt,
    uid: frame.uid,
    medianAdu: frame.statistics?.median ?? null,
    saturationAdu: frame.saturationAdu,
  };
}

function plannedReadout({ task }: TaskWithParts, readout: CameraReadout, ids: InstrumentIds): ReadoutKey {
  const binning = task.binning ?? readout.binning;
  const { width, height } = readout.sizeAt(binning);
  return {
    camera: task.cameraId ?? ids.cameraId,
    readoutMode: readout.readoutMode,
    gain: task.gainSetting ?? readout.gain,
    offset: readout.offset,
    ...{ binning, width, height },
  };
}
