import type { AcquiredFrame, PlannedFrame } from '../../src-main/frames/frame-header.ts';

export const FRAME_UID = '1b9d6bcd-bbfd-4b2d-9b5d-ab8dfbbd4bed';
export const TASK_UID = '9f0c1a3e-6d52-4c0e-8b8a-5a3f3a4f2c11';

/** A 60 s light frame of M 51 in R, first of its task. */
export const aPlannedFrame: PlannedFrame = {
  frameUid: FRAME_UID,
  taskUid: TASK_UID,
  purpose: 'task',
  frameType: 'light',
  requestedExposureS: 60,
  night: '2026-11-21',
  cellIndex: 2,
  tileIndex: 0,
  attempt: 1,
  filterName: 'R',
  binning: 2,
  subFrameOrigin: { x: 100, y: 50 },
  gain: 120,
  offset: 30,
  readoutMode: 'low noise',
  setPointC: -10,
  cameraModel: 'Simulated 4096',
  cameraSerial: 'SIM-0001',
  bayerPattern: null,
  pixelWidthUm: 3.76,
  pixelHeightUm: 3.76,
  telescope: { name: 'Newton 200/1000', focalLengthMm: 1000, apertureMm: 200 },
  object: 'M 51',
  pointing: { raDeg: 202.469575, decDeg: 47.1952583 },
  airmass: 1.2345,
  site: { latitudeDeg: 50.1, longitudeDeg: 8.25, elevationM: 320 },
  observer: 'A. Observer',
  softwareVersion: '0.1.0',
};

export const anAcquiredFrame: AcquiredFrame = {
  startedAt: Date.UTC(2026, 10, 22, 3, 15, 2, 345),
  exposureS: 60.002,
  darkTimeS: 60.5,
  sensorStartC: -9.98,
  sensorEndC: -10.03,
  eGain: 0.78,
  readNoiseE: 3.1,
  saturationAdu: 64_102.6,
};
