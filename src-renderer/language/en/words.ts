/** What the contract names in machine words. Words only upstream knows are shown as they are. */
import type { DeviceView, ExposureView, RunView } from '../../../src-main/contract/views.ts';
import type { FrameState, FrameType } from '../../../src-main/contract/vocabulary.ts';

const taskTypes: Readonly<Record<string, string>> = {
  optical_imaging: 'Light',
  optical_imaging_bias_calibration: 'Bias',
  optical_imaging_dark_calibration: 'Dark',
  optical_imaging_flat_calibration: 'Flat',
  radio_tracking: 'Radio tracking',
  radio_mapping: 'Radio mapping',
};
const statuses: Readonly<Record<string, string>> = {
  unassigned: 'Unassigned',
  pending: 'Pending',
  active: 'Active',
  completed: 'Completed',
  failed: 'Failed',
  not_attempted: 'Not attempted',
  interrupted: 'Interrupted',
  canceled: 'Canceled',
};
/** In mid sentence. */
const frameTypes: Readonly<Record<FrameType, string>> = { light: 'light', bias: 'bias', dark: 'dark', flat: 'flat' };
const frameStates: Readonly<Record<FrameState, string>> = {
  intended: 'Intended',
  exposing: 'Exposing',
  reading: 'Reading out',
  written: 'Written',
  counted: 'Counted',
  rejected: 'Rejected',
  lost: 'Lost',
};
const phases: Readonly<Record<ExposureView['phase'], string>> = {
  exposing: 'Exposing',
  reading: 'Reading out',
  writing: 'Writing',
};
const steps: Readonly<Record<RunView['step'], string>> = {
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
const runStates: Readonly<Record<RunView['state'], string>> = {
  idle: 'Idle',
  running: 'Running',
  pausing: 'Pausing',
  paused: 'Paused',
  stopping: 'Stopping',
};
type CameraView = NonNullable<DeviceView['camera']>;
const cooling: Readonly<Record<CameraView['cooling'], string>> = {
  off: 'Cooler off',
  cooling: 'Cooling',
  settling: 'Settling',
  stable: 'Stable',
  warming: 'Warming up',
};
const shutter: Readonly<Record<CameraView['shutter'], string>> = {
  open: 'Shutter open',
  closed: 'Shutter closed',
  none: 'No shutter',
};
const connections: Readonly<Record<DeviceView['connection'], string>> = {
  disconnected: 'Not connected',
  connecting: 'Connecting',
  connected: 'Connected',
  failed: 'Failed',
};

export const words = {
  taskTypes,
  statuses,
  frameTypes,
  frameStates,
  phases,
  steps,
  runStates,
  cooling,
  shutter,
  connections,
};
