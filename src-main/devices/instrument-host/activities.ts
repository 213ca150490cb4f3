/** What an instrument is doing, and which commands have to wait for it. */
import { DeviceError } from '../ports.ts';

export type ActivityKind = 'frame' | 'move' | 'temperature-wait';

/** How each activity is called in a refusal. */
const NAMES: Readonly<Record<ActivityKind, string>> = {
  frame: 'The camera is taking a frame',
  move: 'The filter wheel is moving',
  'temperature-wait': 'The console is waiting for the sensor’s temperature',
};

export interface Activities {
  has(kind: ActivityKind): boolean;
  /** Throws a DeviceError `refused` that says what is under way. */
  refuseDuring(kinds: readonly ActivityKind[], wish: string): void;
  /** Runs `work` as an activity of that kind; its signal aborts with the DeviceError given to `abortAll`. */
  run<Value>(
    kind: ActivityKind,
    work: (signal: AbortSignal, abort: (why: DeviceError) => void) => Promise<Value>,
  ): Promise<Value>;
  /** Aborts everything under way and resolves once it has ended. */
  abortAll(): Promise<void>;
}

export function createActivities(): Activities {
  const underWay = new Map<ActivityKind, { readonly controller: AbortController; readonly ended: Promise<unknown> }>();
  return {
    has: (kind) => underWay.has(kind),
    refuseDuring(kinds, wish) {
      const hindrance = kinds.find((kind) => underWay.has(kind));
      if (hindrance) throw new DeviceError('refused', `${NAMES[hindrance]}; ${wish} must wait until that has ended.`);
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
