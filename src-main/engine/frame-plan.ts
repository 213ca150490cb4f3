/** What one frame is to be: from a task's cell (or a request by hand) to the ledger row, the header and the order. Pure. */

import type { FlatLightSource, FrameType } from '../contract/vocabulary.ts';
import type { ExposureOrder } from '../devices/instrument-protocol.ts';
import type { CameraInfo, SubFrame } from '../devices/ports.ts';
import { frameFileName } from '../frames/frame-file-name.ts';
import type { PlannedFrame } from '../frames/frame-header.ts';
import { planCards } from '../frames/frame-header.ts';
import type { IntendedFrame } from '../store/ledger-store.ts';
import type { InstrumentSetup } from '../store/setup-store.ts';
import { airmassAt, altitudeOf, nightOf, type SitePosition } from '../tasks/night.ts';

export interface FrameWish {
  readonly frameUid: string;
  readonly taskUid: string | null;
  readonly purpose: 'task' | 'test';
  readonly frameType: FrameType;
  readonly exposureS: number;
  readonly cellIndex: number;
  readonly tileIndex: number | null;
  readonly filter: { readonly id: number; readonly name: string } | null;
  readonly attempt: number;
  readonly binning: number;
  readonly gain: number | null;
  readonly subFrame: SubFrame | null;
  readonly setPointC: number | null;
  readonly object: string;
  readonly pointing: { readonly raDeg: number; readonly decDeg: number } | null;
  /** Of flats. */
  readonly flatLight?: FlatLightSource;
}

export interface FrameSurroundings {
  readonly setup: InstrumentSetup;
  readonly camera: CameraInfo;
  readonly site: SitePosition;
  readonly observer: string;
  readonly version: string;
  /** Absolute. */
  readonly dataFolder: string;
  /** The clock's UTC, ms. */
  readonly now: number;
}

export interface PlannedOrder {
  readonly row: IntendedFrame;
  readonly order: ExposureOrder;
  /** The camera's own word on the level of a frame without light, ADU; null where it has none. */
  readonly blankAdu: number | null;
}

/** Readout mode that frames are taken in. */
const READOUT_MODE = 0;

export function planFrame(wish: FrameWish, around: FrameSurroundings): PlannedOrder {
  const { camera, setup, site, now } = around;
  const night = nightOf(now, site.longitudeDeg);
  const mode = camera.readoutModes[READOUT_MODE];
  const gain = wish.gain ?? camera.gainSetting?.default ?? null;
  const offset = camera.offsetSetting?.default ?? null;
  const area = wish.subFrame ?? { x: 0, y: 0, width: camera.width, height: camera.height };
  const name = frameFileName({
    frameUid: wish.frameUid,
    at: now,
    frameType: wish.frameType,
    purpose: wish.purpose,
    object: wish.object,
    filterName: wish.filter?.name ?? null,
    exposureS: wish.exposureS,
    binning: wish.binning,
    number: wish.attempt,
  });
  const header: PlannedFrame = {
    frameUid: wish.frameUid,
    taskUid: wish.taskUid,
    purpose: wish.purpose,
    frameType: wish.frameType,
    requestedExposureS: wish.exposureS,
    night,
    cellIndex: wish.cellIndex,
    tileIndex: wish.tileIndex,
    attempt: wish.attempt,
    filterName: wish.filter?.name ?? null,
    binning: wish.binning,
    subFrameOrigin: { x: area.x, y: area.y },
    gain,
    offset,
    readoutMode: mode?.name ?? '',
    setPointC: wish.setPointC,
    cameraModel: camera.model,
    cameraSerial: camera.serial,
    bayerPattern: camera.bayerPattern,
    pixelWidthUm: camera.pixelWidthUm,
    pixelHeightUm: camera.pixelHeightUm,
    telescope: { name: setup.ota.name, focalLengthMm: setup.ota.focalLengthMm, apertureMm: setup.ota.apertureMm },
    object: wish.object,
    pointing: wish.pointing,
    airmass:
      wish.pointing === null ? null : airmassAt(altitudeOf(wish.pointing.raDeg, wish.pointing.decDeg, now, site)),
    site,
    observer: around.observer,
    softwareVersion: around.version,
  };
  return {
    row: {
      uid: wish.frameUid,
      taskUid: wish.taskUid,
      purpose: wish.purpose,
      frameType: wish.frameType,
      cellIndex: wish.cellIndex,
      tileIndex: wish.tileIndex,
      filterId: wish.filter?.id ?? null,
      filterName: wish.filter?.name ?? null,
      attempt: wish.attempt,
      night,
      path: `frames/${night}/${name}`,
      exposureS: wish.exposureS,
      binning: wish.binning,
      width: Math.floor(area.width / wish.binning),
      height: Math.floor(area.height / wish.binning),
      gain,
      offset,
      readoutMode: mode?.name ?? null,
      setPointC: wish.setPointC,
      saturationAdu: 2 ** (mode?.bitDepth ?? 16) - 1,
    },
    order: {
      frameUid: wish.frameUid,
      settings: {
        frameType: wish.frameType,
        exposureS: wish.exposureS,
        binning: wish.binning,
        readoutMode: READOUT_MODE,
        gain,
        offset,
        subFrame: wish.subFrame,
        pointing: wish.pointing,
        ...(wish.flatLight === undefined ? {} : { flatLight: wish.flatLight }),
      },
      file: { folder: `${around.dataFolder}/frames/${night}`, name, cards: planCards(header) },
      setPointC: wish.setPointC,
    },
    blankAdu: mode?.blankLevelAdu ?? null,
  };
}
