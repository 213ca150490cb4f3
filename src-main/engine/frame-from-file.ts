/** A frame's row in the ledger, made from what its file tells. Pure. */
import type { InspectedFrame } from '../frames/inspect-frame.ts';
import type { IntendedFrame, WrittenFrame } from '../store/ledger-store.ts';

/** A file of this console's, whole: its header names frame, type, exposure and start. */
export interface FoundFrame {
  readonly row: IntendedFrame & { readonly uid: string };
  readonly written: WrittenFrame;
  /** Degrees, J2000; null where the telescope pointed nowhere in particular. */
  readonly pointing: { readonly raDeg: number; readonly decDeg: number } | null;
  readonly object: string | null;
  /** Exposure asked for, s. */
  readonly requestedExposureS: number;
}

/** @returns null for a damaged file, and for one that is not a frame of this console's */
export function frameFromFile(path: string, inspected: InspectedFrame): FoundFrame | null {
  const { facts, statistics, bytes, sha256, intact } = inspected;
  const { frameUid, frameType, exposureS, startedAt, width, height } = facts;
  if (!intact || frameUid === null || frameType === null || exposureS === null || startedAt === null) return null;
  if (width === null || height === null) return null;
  const requestedExposureS = facts.requestedExposureS ?? exposureS;
  const saturationAdu = facts.saturationAdu ?? 65_535;
  return {
    row: {
      uid: frameUid,
      taskUid: facts.taskUid,
      purpose: facts.purpose ?? (facts.taskUid === null ? 'test' : 'task'),
      frameType,
      cellIndex: facts.cellIndex ?? 0,
      tileIndex: facts.tileIndex,
      filterId: null,
      filterName: facts.filterName,
      attempt: facts.attempt ?? 1,
      night: facts.night ?? path.split('/')[1] ?? '',
      path,
      exposureS: requestedExposureS,
      binning: facts.binning ?? 1,
      width,
      height,
      gain: facts.gain,
      offset: facts.offset,
      readoutMode: facts.readoutMode,
      setPointC: facts.setPointC,
      saturationAdu,
    },
    written: {
      startedAt,
      exposureS,
      width,
      height,
      sensorStartC: facts.sensorStartC,
      sensorEndC: facts.sensorEndC,
      saturationAdu,
      eGain: facts.eGain,
      readNoiseE: facts.readNoiseE,
      statistics,
      bytes,
      sha256,
    },
    pointing: facts.raDeg === null || facts.decDeg === null ? null : { raDeg: facts.raDeg, decDeg: facts.decDeg },
    object: facts.object,
    requestedExposureS,
  };
}
