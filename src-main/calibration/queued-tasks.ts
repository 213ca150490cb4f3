/** Plans of queued tasks and rows of the ledger in the terms of calibration matching. */
import type { CountedCalibrationFrame, WayOfLight } from '../store/calibration-store.ts';
import type { TaskPlan } from '../store/frames-to-take.ts';
import type { CalibrationFrame, CalibrationKind, PlannedLight, ReadoutKey } from '../tasks/calibration-matching.ts';
import type { CameraReadout } from './camera-readout.ts';
import type { TakenFrame } from './coverage.ts';

/** Where an instrument's tasks are taken when they do not name camera or telescope themselves. */
export interface InstrumentIds {
  readonly cameraId: number;
  readonly otaId: number;
}

/** What a task of light frames takes. */
export function plannedLight(plan: TaskPlan, readout: CameraReadout, ids: InstrumentIds): PlannedLight {
  const frames = plan.frames.filter(({ planned }) => planned > 0);
  return {
    ...plannedReadout(plan, readout, ids),
    telescope: plan.otaId ?? ids.otaId,
    exposuresS: frames.map(({ exposureS }) => exposureS ?? 0),
    temperatureC: plan.temperatureC ?? readout.temperatureC,
    toleranceC: plan.toleranceC ?? readout.toleranceC,
    filters: frames.map(({ filterId }) => filterId),
  };
}

/** Digits of an exposure by which frames are told apart: shutters and clocks jitter below, and darks need not follow them. */
const EXPOSURE_DIGITS = 4;

/** Lights that were taken. @param toleranceC within which a dark's temperature has to be, °C */
export function takenLight(way: WayOfLight, toleranceC: number, ids: InstrumentIds): PlannedLight {
  const { readoutMode, gain, offset, binning, width, height } = way;
  return {
    ...{ readoutMode, gain, offset, binning, width, height, toleranceC },
    camera: way.cameraId ?? ids.cameraId,
    telescope: way.otaId ?? ids.otaId,
    exposuresS: [Number(way.exposureS.toPrecision(EXPOSURE_DIGITS))],
    temperatureC: way.setPointC ?? undefined,
    filters: [way.filterId],
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

/** What so many calibration tasks of one plan still take. */
export function comingFrames(
  plan: TaskPlan,
  tasks: number,
  readout: CameraReadout,
  ids: InstrumentIds,
): ComingFrames[] {
  const kind = KIND_OF_TASK[plan.taskType];
  if (kind === undefined) return [];
  const common = {
    kind,
    ...plannedReadout(plan, readout, ids),
    telescope: plan.otaId ?? ids.otaId,
    temperatureC: plan.temperatureC ?? readout.temperatureC,
    takenAt: null,
  };
  return plan.frames
    .filter(({ missing }) => missing > 0)
    .map(({ filterId, exposureS, missing }) => ({
      frame: { ...common, exposureS: exposureS ?? undefined, filter: filterId },
      count: missing * tasks,
    }));
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

function plannedReadout(plan: TaskPlan, readout: CameraReadout, ids: InstrumentIds): ReadoutKey {
  const binning = plan.binning ?? readout.binning;
  const { width, height } = readout.sizeAt(binning);
  return {
    camera: plan.cameraId ?? ids.cameraId,
    readoutMode: readout.readoutMode,
    gain: plan.gain ?? readout.gain,
    offset: readout.offset,
    ...{ binning, width, height },
  };
}
