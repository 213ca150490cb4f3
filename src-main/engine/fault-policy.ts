/** What the run does about a fault: a table, so that every path can be read and tested. */
import type { DeviceFailure } from '../devices/ports.ts';

export type FaultAction =
  /** Wait, connect again if the connection is gone, take the frame again. */
  | { readonly kind: 'retry'; readonly afterS: number }
  /** Wait, end the instrument's process, start it anew, take the frame again. */
  | { readonly kind: 'restart'; readonly afterS: number }
  /** Wait until the disk has room and can be written, take the frame again. */
  | { readonly kind: 'await-disk' }
  /** Leave the task for this run with its reason, and go on with the next. */
  | { readonly kind: 'leave-task' }
  /** Pause the run with an alarm: a person is needed. */
  | { readonly kind: 'pause' };

interface Policy {
  /** What is tried at the first fault in a row, the second, … */
  readonly tries: readonly FaultAction[];
  readonly last: FaultAction;
  /** What a person should look at; ends the alarm's sentence. */
  readonly advice: string;
}

const retry = (afterS: number): FaultAction => ({ kind: 'retry', afterS });
const restart = (afterS: number): FaultAction => ({ kind: 'restart', afterS });
const pause: FaultAction = { kind: 'pause' };

const POLICIES: Readonly<Record<DeviceFailure, Policy>> = {
  'not-connected': { tries: [retry(5), retry(15), retry(60)], last: pause, advice: 'Check its power and its cable.' },
  lost: { tries: [retry(5), retry(15), retry(60)], last: pause, advice: 'Check its power and its cable.' },
  'host-crashed': {
    tries: [retry(2), retry(10), retry(30)],
    last: pause,
    advice: 'Disconnect and connect it under Devices.',
  },
  timeout: { tries: [retry(2), restart(5)], last: pause, advice: 'Switch the camera off and on.' },
  'short-frame': { tries: [retry(0), retry(2), restart(5)], last: pause, advice: 'Try another cable or port.' },
  protocol: { tries: [retry(0), retry(2), restart(5)], last: pause, advice: 'Try another cable or port.' },
  jammed: { tries: [retry(2), retry(5)], last: pause, advice: 'Free the filter wheel.' },
  'wrong-slot': { tries: [retry(2), retry(5)], last: pause, advice: 'Look which filter is in the light path.' },
  // The device's own sentence says what to look at.
  'cooling-timeout': { tries: [], last: pause, advice: '' },
  shutter: { tries: [retry(2)], last: pause, advice: 'Look at the shutter.' },
  refused: { tries: [], last: { kind: 'leave-task' }, advice: '' },
  storage: { tries: [{ kind: 'await-disk' }, { kind: 'await-disk' }], last: pause, advice: 'Look at the disk.' },
  aborted: { tries: [retry(0)], last: pause, advice: '' },
};

/**
 * @param inARow how many faults there were in a row, this one included; a counted frame starts the row anew
 */
export function decideAfterFault(failure: DeviceFailure, inARow: number): { action: FaultAction; advice: string } {
  const policy = POLICIES[failure];
  return { action: policy.tries[inARow - 1] ?? policy.last, advice: policy.advice };
}
