/** Starting, pausing and steering the run. */
import type { Handlers } from '../contract/procedures.ts';
import type { ConsoleCore } from './console-core.ts';

type RunHandlers = Pick<Handlers, Extract<keyof Handlers, `run.${string}`>>;

export function runUseCases(core: ConsoleCore): RunHandlers {
  return {
    'run.start': ({ untilIdle }, { who }) => {
      // The run goes on long after this answer; how it ends is told by its events and the log.
      void core.runner.start(who, { untilIdle });
      return null;
    },
    'run.pause': (_, { who }) => {
      core.runner.pause(who);
      return null;
    },
    'run.stopNow': async (_, { who }) => {
      await core.runner.stopNow(who);
      return null;
    },
    'run.skipTask': (_, { who }) => {
      core.runner.skipTask(who);
      return null;
    },
    'run.abortFrame': (_, { who }) => {
      core.runner.abortFrame(who);
      return null;
    },
    'run.answer': ({ id, answer }) => {
      core.runner.answer(id, answer);
      return null;
    },
  };
}
