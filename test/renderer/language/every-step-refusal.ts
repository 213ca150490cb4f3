/** Each refusal of a step at the screen, with all facts that it can have. */
import type { StepRefusal, StepRefusalCode } from '../../../src-main/contract/step-refusal.ts';
import { DEVICE_ACTIVITIES, DEVICE_FAILURES } from '../../../src-main/contract/vocabulary.ts';

const STATUSES = ['completed', 'known_only_upstream'];

export const STEP_REFUSALS: {
  readonly [Code in StepRefusalCode]: readonly Extract<StepRefusal, { code: Code }>[];
} = {
  'nothing-running': [{ code: 'nothing-running' }],
  'no-task-to-skip': [{ code: 'no-task-to-skip' }],
  'no-frame-to-abort': [{ code: 'no-frame-to-abort' }],
  'question-over': [{ code: 'question-over' }],
  'no-such-task': [{ code: 'no-such-task' }],
  'task-over': STATUSES.map((status) => ({ code: 'task-over', status })),
  'task-over-to-edit': STATUSES.map((status) => ({ code: 'task-over-to-edit', status })),
  'task-over-to-cancel': STATUSES.map((status) => ({ code: 'task-over-to-cancel', title: 'M 31', status })),
  'not-run-here': [{ code: 'not-run-here' }],
  'beside-itself': [{ code: 'beside-itself' }],
  'not-to-reject': [{ code: 'not-to-reject', state: 'lost' }],
  'not-to-restore': [{ code: 'not-to-restore', state: 'exposing' }],
  'nothing-to-undo': [{ code: 'nothing-to-undo' }],
  'cancel-overtaken': [...STATUSES, null].map((status) => ({ code: 'cancel-overtaken', status })),
  'queued-task-begun': [{ code: 'queued-task-begun', title: 'Bias' }],
  'queued-tasks-over': [{ code: 'queued-tasks-over' }],
  'run-has-devices': [{ code: 'run-has-devices' }],
  'run-has-setup': [{ code: 'run-has-setup' }],
  'not-active': [{ code: 'not-active', instrumentId: 2 }],
  'no-such-instrument': [{ code: 'no-such-instrument', instrumentId: 2 }],
  'no-such-device': [{ code: 'no-such-device', key: 'SX-1234' }],
  'no-driver': [{ code: 'no-driver', model: 'Trius 694' }],
  'camera-not-connected': [{ code: 'camera-not-connected' }],
  'device-failed': DEVICE_FAILURES.map((failure) => ({ code: 'device-failed', failure })),
  'devices-busy': DEVICE_ACTIVITIES.map((busyWith) => ({ code: 'devices-busy', busyWith })),
  'camera-binning': [{ code: 'camera-binning', binnings: [1, 2, 4] }],
  'outside-sensor': [{ code: 'outside-sensor', width: 4096, height: 4000 }],
  'no-such-alarm': [{ code: 'no-such-alarm', id: 17 }],
};
