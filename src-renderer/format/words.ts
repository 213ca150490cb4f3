/** The screen's words for what the contract names in machine words. Words only upstream knows are shown as they are. */
import type { DeviceView, RunView } from '../../src-main/contract/views.ts';
import type { FrameState } from '../../src-main/contract/vocabulary.ts';

const TASK_TYPE_WORDS: Readonly<Record<string, string>> = {
  optical_imaging: 'Light',
  optical_imaging_bias_calibration: 'Bias',
  optical_imaging_dark_calibration: 'Dark',
  optical_imaging_flat_calibration: 'Flat',
  radio_tracking: 'Radio tracking',
  radio_mapping: 'Radio mapping',
};

const STATUS_WORDS: Readonly<Record<string, string>> = {
  unassigned: 'Unassigned',
  pending: 'Pending',
  active: 'Active',
  completed: 'Completed',
  failed: 'Failed',
  not_attempted: 'Not attempted',
  interrupted: 'Interrupted',
  canceled: 'Canceled',
};

export const FRAME_STATE_WORDS: Readonly<Record<FrameState, string>> = {
  intended: 'Intended',
  exposing: 'Exposing',
  reading: 'Reading out',
  written: 'Written',
  counted: 'Counted',
  rejected: 'Rejected',
  lost: 'Lost',
};

export const STEP_WORDS: Readonly<Record<RunView['step'], string>> = {
  none: '',
  cooling: 'Cooling',
  filter: 'Moving the wheel',
  exposing: 'Exposing',
  reading: 'Reading out',
  writing: 'Writing',
  waiting: 'Waiting',
  searching: 'Finding the exposure',
  asking: 'Needs your answer',
};

export const RUN_STATE_WORDS: Readonly<Record<RunView['state'], string>> = {
  idle: 'Idle',
  running: 'Running',
  pausing: 'Pausing',
  paused: 'Paused',
  stopping: 'Stopping',
};

type Cooling = NonNullable<DeviceView['camera']>['cooling'];
export const COOLING_WORDS: Readonly<Record<Cooling, string>> = {
  off: 'Cooler off',
  cooling: 'Cooling',
  settling: 'Settling',
  stable: 'Stable',
  warming: 'Warming up',
};

export const CONNECTION_WORDS: Readonly<Record<DeviceView['connection'], string>> = {
  disconnected: 'Not connected',
  connecting: 'Connecting',
  connected: 'Connected',
  failed: 'Failed',
};

export function taskTypeWord(taskType: string): string {
  return TASK_TYPE_WORDS[taskType] ?? taskType;
}

export function statusWord(status: string): string {
  return STATUS_WORDS[status] ?? status;
}
