/** Why a step at the screen was refused – of the run, the queue, the devices – or cannot be taken back: a code, and what its sentence is made of. */
import type { DeviceActivity, DeviceFailure, FrameState } from './vocabulary.ts';

export const STEP_REFUSAL_CODES = [
  // The run.
  'nothing-running',
  'no-task-to-skip',
  'no-frame-to-abort',
  'question-over',
  // Tasks and frames.
  'no-such-task',
  'task-over',
  'task-over-to-edit',
  'task-over-to-cancel',
  'not-run-here',
  'beside-itself',
  'not-to-reject',
  'not-to-restore',
  // Steps taken back.
  'nothing-to-undo',
  'cancel-overtaken',
  'queued-task-begun',
  'queued-tasks-over',
  // Devices, the set-up, alarms.
  'run-has-devices',
  'run-has-setup',
  'not-active',
  'no-such-instrument',
  'no-such-device',
  'no-driver',
  'camera-not-connected',
  'device-failed',
  'devices-busy',
  'camera-binning',
  'outside-sensor',
  'no-such-alarm',
] as const;
export type StepRefusalCode = (typeof STEP_REFUSAL_CODES)[number];

/** `status`: of a task, maybe one that only upstream knows. */
interface StepRefusalFacts extends Record<StepRefusalCode, object> {
  'task-over': { readonly status: string };
  'task-over-to-edit': { readonly status: string };
  'task-over-to-cancel': { readonly title: string; readonly status: string };
  'not-to-reject': { readonly state: FrameState };
  'not-to-restore': { readonly state: FrameState };
  /** Null when the task is gone. */
  'cancel-overtaken': { readonly status: string | null };
  'queued-task-begun': { readonly title: string };
  'not-active': { readonly instrumentId: number };
  'no-such-instrument': { readonly instrumentId: number };
  /** By its serial number or port. */
  'no-such-device': { readonly key: string };
  'no-driver': { readonly model: string };
  'device-failed': { readonly failure: DeviceFailure };
  'devices-busy': { readonly busyWith: DeviceActivity };
  'camera-binning': { readonly binnings: readonly number[] };
  /** The sensor's, px. */
  'outside-sensor': { readonly width: number; readonly height: number };
  'no-such-alarm': { readonly id: number };
}

export type StepRefusal = {
  [Code in StepRefusalCode]: { readonly code: Code } & StepRefusalFacts[Code];
}[StepRefusalCode];

export function isStepRefusal(facts: { readonly code: string }): facts is StepRefusal {
  return (STEP_REFUSAL_CODES as readonly string[]).includes(facts.code);
}
