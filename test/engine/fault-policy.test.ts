import { describe, expect, test } from 'vitest';
import type { DeviceFailure } from '../../src-main/devices/ports.ts';
import { diskObstacle, forecastDisk } from '../../src-main/engine/disk-room.ts';
import { decideAfterFault } from '../../src-main/engine/fault-policy.ts';

const kinds = (failure: DeviceFailure, faults: number) =>
  Array.from({ length: faults }, (_, i) => decideAfterFault(failure, i + 1).action.kind);

describe('what the run does about faults in a row', () => {
  test.each<[DeviceFailure, string[]]>([
    ['lost', ['retry', 'retry', 'retry', 'pause']],
    ['not-connected', ['retry', 'retry', 'retry', 'pause']],
    ['host-crashed', ['retry', 'retry', 'retry', 'pause']],
    ['timeout', ['retry', 'restart', 'pause']],
    ['short-frame', ['retry', 'retry', 'restart', 'pause']],
    ['protocol', ['retry', 'retry', 'restart', 'pause']],
    ['jammed', ['retry', 'retry', 'pause']],
    ['wrong-slot', ['retry', 'retry', 'pause']],
    ['cooling-timeout', ['pause']],
    ['shutter', ['retry', 'pause']],
    ['refused', ['leave-task']],
    ['storage', ['await-disk', 'await-disk', 'pause']],
    ['aborted', ['retry', 'pause']],
  ])('%s: %j', (failure, actions) => {
    expect(kinds(failure, actions.length)).toEqual(actions);
    // Bounded: whatever comes after is no new try.
    expect(decideAfterFault(failure, 100).action.kind).toBe(actions.at(-1));
  });
});

describe('room on the disk', () => {
  const frameBytes = 4096 * 4096 * 2;

  test('is told in frames, beside what is kept free for the database', () => {
    const disk = forecastDisk({ freeBytes: 100e9, framesFreeBytes: null, writable: true }, frameBytes, 180);
    expect(disk.neededFrames).toBe(180);
    expect(disk.roomForFrames).toBeGreaterThan(2900);
    expect(disk.roomForFrames * frameBytes).toBeLessThan(100e9 - 200e6);
    expect(diskObstacle(disk)).toBeNull();
  });

  test('a disk with less than a frame’s room, and one that is read-only, stop the next frame with what to do', () => {
    expect(
      diskObstacle(
        forecastDisk({ freeBytes: 256e6 + frameBytes, framesFreeBytes: null, writable: true }, frameBytes, 1),
      ),
    ).toMatch(/full.*Make room/);
    expect(
      diskObstacle(forecastDisk({ freeBytes: 1e12, framesFreeBytes: null, writable: false }, frameBytes, 1)),
    ).toMatch(/read-only/);
    expect(forecastDisk({ freeBytes: 0, framesFreeBytes: null, writable: true }, frameBytes, 1).roomForFrames).toBe(0);
  });
});
