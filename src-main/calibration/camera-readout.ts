/** How frames of a camera are read out when a task does not say: what the runner will choose, known beforehand. */
import type { SetupRecord } from '../contract/setup-record.ts';
import type { CameraInfo } from '../devices/ports.ts';
import { newestFrameOf } from '../store/calibration-store.ts';
import type { Db } from '../store/open-store.ts';
import { CAMERA_DEFAULT, type Setting } from '../tasks/calibration-matching.ts';

export interface CameraReadout {
  readonly cameraId: number;
  readonly readoutMode: string | null;
  readonly gain: Setting;
  readonly offset: Setting;
  readonly binning: number;
  /** Set point, °C; undefined where neither task nor set-up name one. */
  readonly temperatureC: number | undefined;
  readonly toleranceC: number;
  /** Image pixels of a whole frame. */
  sizeAt(binning: number): { readonly width: number; readonly height: number };
}

/**
 * A connected camera says it itself. Without one, the newest frames in the ledger do, since the runner took them by the
 * same rule; a camera that has taken none yet is known by its set-up, its settings only as “the camera's default”, which
 * is the same default for every task that leaves it to the camera.
 */
export function cameraReadout(
  db: Db,
  camera: SetupRecord['cameras'][number],
  connected: CameraInfo | null,
): CameraReadout {
  const common = {
    cameraId: camera.id,
    binning: camera.default_binning,
    temperatureC: camera.temperature_setpoint ?? undefined,
    toleranceC: camera.temperature_setpoint_tolerance,
  };
  if (connected !== null) {
    return {
      ...common,
      readoutMode: connected.readoutModes[0]?.name ?? null,
      gain: connected.gainSetting?.default ?? null,
      offset: connected.offsetSetting?.default ?? null,
      sizeAt: wholeSensor(connected.width, connected.height),
    };
  }
  const newest = newestFrameOf(db, camera.id);
  const byDefault = newestFrameOf(db, camera.id, { defaultGain: true });
  const bySetup = wholeSensor(camera.array_width, camera.array_height);
  return {
    ...common,
    readoutMode: newest === null ? CAMERA_DEFAULT : newest.readoutMode,
    gain: byDefault === null ? CAMERA_DEFAULT : byDefault.gain,
    offset: newest === null ? CAMERA_DEFAULT : newest.offset,
    sizeAt: askedOnce((binning) => newestFrameOf(db, camera.id, { binning }) ?? bySetup(binning)),
  };
}

/** Every task of a long queue asks, and the ledger is slow to answer. */
function askedOnce(sizeAt: CameraReadout['sizeAt']): CameraReadout['sizeAt'] {
  const known = new Map<number, ReturnType<CameraReadout['sizeAt']>>();
  return (binning) => {
    const size = known.get(binning) ?? sizeAt(binning);
    known.set(binning, size);
    return size;
  };
}

function wholeSensor(width: number, height: number): CameraReadout['sizeAt'] {
  return (binning) => ({ width: Math.floor(width / binning), height: Math.floor(height / binning) });
}
