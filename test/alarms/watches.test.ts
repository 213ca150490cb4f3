import { expect, test } from 'vitest';
import { CoolingWatch } from '../../src-main/alarms/cooling-watch.ts';
import { diskAlarm } from '../../src-main/alarms/disk-alarm.ts';

const MINUTE = 60_000;

const disk = (roomForFrames: number, neededFrames: number) => ({
  freeBytes: 1e9,
  writable: true,
  roomForFrames,
  neededFrames,
});

test.each([
  ['plenty', disk(1000, 300), null],
  [
    'a queue that does not fit by far, in rough numbers',
    disk(1944, 9983),
    'room for 1900 more frames; the queue asks for 10000.',
  ],
  ['the queue does not fit', disk(120, 300), 'room for 120 more frames; the queue asks for 300'],
  ['nearly full without a queue', disk(19, 0), 'room for 19 more frames.'],
  ['one frame left', disk(1, 0), 'room for 1 more frame.'],
])('disk: %s', (_, view, message) => {
  const alarm = diskAlarm(view, null);
  expect(alarm === null ? null : alarm.kind).toBe(message === null ? null : 'disk.low');
  if (message !== null) expect(alarm?.message).toContain(message);
});

test('disk: a frame more or less does not change the alarm', () => {
  expect(diskAlarm(disk(1944, 9983), null)).toEqual(diskAlarm(disk(1943, 9982), null));
});

test('disk: what keeps a frame from being begun is another cause than little room', () => {
  expect(diskAlarm(disk(0, 5), 'The disk is full.')).toMatchObject({ kind: 'disk.full', message: 'The disk is full.' });
});

const cooling = (sensorC: number, setPointC = -10) => ({ cooling: 'cooling' as const, sensorC, setPointC });

test('a cooler that gets nearer all the time is left alone, however long it takes', () => {
  const watch = new CoolingWatch();
  for (let minute = 0; minute <= 60; minute++) {
    expect(watch.look(cooling(25 - minute / 2), minute * MINUTE)).toBeNull();
  }
});

test('a cooler that stands still is told of after five minutes, until it arrives or gives up', () => {
  const watch = new CoolingWatch();
  watch.look(cooling(-2), 0);
  expect(watch.look(cooling(-2.3), 4.9 * MINUTE)).toBeNull();
  expect(watch.look(cooling(-2.3), 5 * MINUTE)).toEqual({ offC: 7.7, setPointC: -10 });
  expect(watch.look({ cooling: 'stable', sensorC: -10, setPointC: -10 }, 6 * MINUTE)).toBeNull();
  // Drifting away from a set point that was reached is noticed in the same way.
  expect(watch.look(cooling(-8), 7 * MINUTE)).toBeNull();
  expect(watch.look(cooling(-7), 12 * MINUTE)).toEqual({ offC: 3, setPointC: -10 });
});

test('another set point is another chance', () => {
  const watch = new CoolingWatch();
  watch.look(cooling(-2), 0);
  expect(watch.look(cooling(-2, -5), 5 * MINUTE)).toBeNull();
  expect(watch.look(cooling(-2, -5), 10 * MINUTE)).toEqual({ offC: 3, setPointC: -5 });
});
