/** What the engine tells the rest of the console as it works. */
import type { DeviceView, RunView } from '../contract/views.ts';
import type { LogLevel } from '../contract/vocabulary.ts';

export interface EngineEvents {
  runChanged(view: RunView): void;
  deviceChanged(view: DeviceView): void;
  taskChanged(uid: string): void;
  frameChanged(uid: string): void;
  log(entry: LogLine): void;
}

export interface LogLine {
  readonly level: LogLevel;
  readonly who: string;
  /** Machine word for what happened. */
  readonly what: string;
  readonly message: string;
  readonly taskUid?: string | null;
  readonly frameUid?: string | null;
}
