import { describe, expect, test } from 'vitest';
import { type NamelessTask, position, titleOf } from '../../src-main/tasks/describe.ts';

const task: NamelessTask = {
  title: null,
  taskType: 'optical_imaging',
  tileNames: [null],
  raDeg: 202.4696,
  decDeg: 47.1952,
  filterNames: ['L', 'R'],
  frames: 5,
  frameExposureS: 60,
};

describe('how a task is called', () => {
  test.each<[string, Partial<NamelessTask>]>([
    ['Whirlpool', { title: 'Whirlpool', tileNames: ['M 51'] }],
    ['M 51', { tileNames: [null, 'M 51'] }],
    ['13h29m53s +47°12′', {}],
    ['Light', { raDeg: null, decDeg: null }],
    ['Bias × 5', { taskType: 'optical_imaging_bias_calibration' }],
    ['Dark 60 s × 5', { taskType: 'optical_imaging_dark_calibration' }],
    ['Dark ? s × 5', { taskType: 'optical_imaging_dark_calibration', frameExposureS: null }],
    ['Flat L R × 5', { taskType: 'optical_imaging_flat_calibration' }],
    ['Radio tracking', { taskType: 'radio_tracking' }],
    ['Radio mapping', { taskType: 'radio_mapping' }],
    ['spectroscopy', { taskType: 'spectroscopy' }],
    ['M 51', { title: '', tileNames: ['M 51'] }],
  ])('%s', (title, change) => {
    expect(titleOf({ ...task, ...change })).toBe(title);
  });
});

test.each([
  [0, 0, '00h00m00s +00°00′'],
  [10.6847, 41.2687, '00h42m44s +41°16′'],
  [359.9999, -0.5, '00h00m00s −00°30′'],
  [83.6331, -89.9999, '05h34m32s −90°00′'],
  [14.999, 59.9999, '01h00m00s +60°00′'],
])('the position %d°, %d° is %s', (ra, dec, text) => {
  expect(position(ra, dec)).toBe(text);
});
