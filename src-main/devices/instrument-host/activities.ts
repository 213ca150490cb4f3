/** What an instrument is doing, and which commands have to wait for it. */
import type { DeviceActivity } from '../../contract/vocabulary.ts';
import { DeviceError } from '../ports.ts';

/** How each activity is called in a refusal. */
const NAMES: Readonly<Record<DeviceActivity, string>> = {
  frame: 'The camera is taking a frame',
  move: 'The filter wheel is moving',
  'temperature-wait': 'The console is waiting for the sensor’s temperature',
};

export interface Activities {
  has(kind: DeviceActivity): boolean;
  /** Throws a DeviceError `refused` that says what is under way. */
  refuseDuring(kinds: readonly DeviceActivity[], wish: string): void;
  /** Runs `work` as an activity of that kind; its signal aborts with the DeviceError given to `abortAll`. */
  run<Value>(
    kind: DeviceActivity,
    work: (signal: AbortSignal, abort: (why: DeviceError) => void) => Promise<Value>,
  ): Promise<Value>;
  /** Aborts everything under way and resolves once it has ended. */
  abortAll(): Promise<void>;
}

export function createActivities(): Activities {
  const underWay = new Map<
    DeviceActivity,
    { readonly controller: AbortController; readonly ended: Promise<unknown> }
  >();
  return {
    has: (kind) => underWay.has(kind),
    refuseDuring(kinds, wish) {
      const hindrance = kinds.find((kind) => underWay.has(kind));
      if (hindrance === undefined) return;
      const message = `${NAMES[hindrance]}; ${wish} must wait until that has ended.`;
      throw new DeviceError('refused', message, { busyWith: hindrance });
    },
    async run(kind, work) {
      const controller = new AbortController();
      const result = work(controller.signal, (why) => controller.abort(why));
      underWay.set(kind, { controller, ended: result.catch(() => {}) });
      try {
        return await result;
      } finally {
        underWay.delete(kind);
      }
    },
    async abortAll() {
      const all = [...underWay.values()];
      for (const { controller } of all) controller.abort(new DeviceError('aborted', 'Aborted as told.'));
      await Promise.all(all.map(({ ended }) => ended));
    },
  };
}
