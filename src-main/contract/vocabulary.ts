/** The words every part of the console shares: task types, statuses, frame states. Wire names as in the task record. */

export const TASK_TYPES = [
  'optical_imaging',
  'optical_imaging_bias_calibration',
  'optical_imaging_dark_calibration',
  'optical_imaging_flat_calibration',
  'radio_tracking',
  'radio_mapping',
] as const;
export type TaskType = (typeof TASK_TYPES)[number];

/** The task types that this console runs itself. */
export const OPTICAL_TASK_TYPES = [
  'optical_imaging',
  'optical_imaging_bias_calibration',
  'optical_imaging_dark_calibration',
  'optical_imaging_flat_calibration',
] as const satisfies readonly TaskType[];
export type OpticalTaskType = (typeof OPTICAL_TASK_TYPES)[number];

export const TASK_STATUSES = [
  'unassigned',
  'pending',
  'active',
  'completed',
  'failed',
  'not_attempted',
  'interrupted',
  'canceled',
] as const;
export type TaskStatus = (typeof TASK_STATUSES)[number];

export const FRAME_TYPES = ['light', 'bias', 'dark', 'flat'] as const;
export type FrameType = (typeof FRAME_TYPES)[number];

/** How a master's frames become one: what is left out of the mean, or the median. */
export const COMBINE_METHODS = ['sigma-clip', 'median', 'winsorized', 'minmax', 'mean'] as const;
export type CombineMethodName = (typeof COMBINE_METHODS)[number];

/** Where a frame is in the ledger. `lost` and `rejected` carry a reason. */
export const FRAME_STATES = ['intended', 'exposing', 'reading', 'written', 'counted', 'rejected', 'lost'] as const;
export type FrameState = (typeof FRAME_STATES)[number];

/**
 * Which of a mosaic's two loops is the outer one: `tile_outer` takes all filters on a pointing before it slews,
 * `filter_outer` takes all pointings in a filter before the wheel moves.
 */
export const LOOP_ORDERS = ['tile_outer', 'filter_outer'] as const;
export type LoopOrder = (typeof LOOP_ORDERS)[number];

/** What flats are taken of: a lit panel or screen, or the twilight sky. */
export const FLAT_LIGHT_SOURCES = ['panel', 'sky'] as const;
export type FlatLightSource = (typeof FLAT_LIGHT_SOURCES)[number];

/** What is followed of a sensor over the nights. Units stand in `TrendView`. */
export const SENSOR_QUANTITIES = [
  'bias_level',
  'read_noise',
  'gain',
  'full_well',
  'non_linearity',
  'dark_current',
  'flat_level',
  'master_noise',
  'master_flat_noise',
] as const;
export type SensorQuantity = (typeof SENSOR_QUANTITIES)[number];

/** What the console does by itself about calibration that a night's lights lack, when the night is over. */
export const MORNING_CHOICES = ['off', 'queue', 'queue_and_run'] as const;
export type MorningChoice = (typeof MORNING_CHOICES)[number];

/** Asset roles on the wire, by the type of the frame. */
export const ASSET_ROLE = {
  light: 'SCIENCE_LIGHT',
  bias: 'BIAS',
  dark: 'DARK',
  flat: 'FLAT',
} as const satisfies Record<FrameType, string>;

export const LOG_LEVELS = ['info', 'warning', 'alarm'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** What a device, or the way to it, can fail by. */
export const DEVICE_FAILURES = [
  'not-connected',
  'lost',
  'timeout',
  'short-frame',
  'protocol',
  'refused',
  'jammed',
  'wrong-slot',
  'cooling-timeout',
  'shutter',
  'aborted',
  'host-crashed',
  'storage',
] as const;
export type DeviceFailure = (typeof DEVICE_FAILURES)[number];

/** What an instrument can be busy with, so that other orders have to wait. */
export const DEVICE_ACTIVITIES = ['frame', 'move', 'temperature-wait'] as const;
export type DeviceActivity = (typeof DEVICE_ACTIVITIES)[number];

/** Why a run pauses by itself: a device or the disk, frames that checks rejected in a row, or a fault of the console's own. */
export const TROUBLE_REASONS = [...DEVICE_FAILURES, 'frames-rejected', 'lights-rejected', 'internal'] as const;
export type TroubleReason = (typeof TROUBLE_REASONS)[number];

/** Why a run leaves a task and goes on with the next. */
export const LEFT_REASONS = [
  'skipped',
  'no-frames',
  'not-covered',
  'not-dithered',
  'start-moved',
  'flat-light',
  'frames-rejected',
  'refused',
] as const;
export type LeftReason = (typeof LEFT_REASONS)[number];

/** What a run waits for: something in the queue that can be run, another try after a fault, the disk, the mount, or a flat's light. */
export const WAIT_REASONS = [
  'queue',
  'another-try',
  'disk-full',
  'disk-refuses',
  'dither',
  'flat-too-bright',
  'flat-too-dark',
] as const;
export type WaitReason = (typeof WAIT_REASONS)[number];
