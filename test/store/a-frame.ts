/** Frames for tests, as the run takes them. */
import { randomUUID } from 'node:crypto';
import { countFrame, type IntendedFrame, intendFrame, type WrittenFrame } from '../../src-main/store/ledger-store.ts';
import type { Store } from '../../src-main/store/open-store.ts';
import { cost, NOW } from './a-store.ts';

export function intended(
  taskUid: string | null,
  cellIndex: number,
  change: Partial<IntendedFrame> = {},
): IntendedFrame {
  return {
    uid: randomUUID(),
    taskUid,
    purpose: taskUid === null ? 'test' : 'task',
    frameType: 'light',
    cellIndex,
    tileIndex: 0,
    filterId: 2,
    filterName: 'L',
    attempt: 1,
    night: '2026-11-22',
    path: `frames/2026-11-22/${randomUUID()}.fits`,
    exposureS: 60,
    binning: 1,
    width: 64,
    height: 48,
    saturationAdu: 65_535,
    ...change,
  };
}

export function written(exposureS = 60): WrittenFrame {
  return {
    startedAt: NOW + 1000,
    exposureS,
    width: 64,
    height: 48,
    sensorStartC: -10,
    sensorEndC: -10.1,
    saturationAdu: 65_535,
    eGain: 1.2,
    readNoiseE: 3.4,
    statistics: { min: 480, max: 9000, mean: 580, median: 573, standardDeviation: 40, mad: 8, saturatedFraction: 0 },
    bytes: 8640,
    sha256: 'ab'.repeat(32),
  };
}

/** A frame of a task's cell that is taken, safe and counted. */
export function takeFrame({ db }: Store, taskUid: string, cellIndex: number, exposureS = 60): string {
  const frame = intended(taskUid, cellIndex);
  intendFrame(db, frame, NOW);
  countFrame(db, frame.uid, written(exposureS), cost, NOW + 61_000);
  return frame.uid;
}
