import { ConsoleError } from '../contract/errors.ts';

/** The refusal of what is asked of a task that is not there. */
export function noSuchTask(uid: string): ConsoleError {
  return new ConsoleError('not-found', `There is no task ${uid}.`, { facts: { code: 'no-such-task' } });
}
