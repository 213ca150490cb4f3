/** What the engine tells the rest of the console as it works. */
import type { AlarmKind, AlarmReport } from '../contract/alarms.ts';
import type { LogWords } from '../contract/log-lines.ts';
import type { DeviceView, RunView } from '../contract/views.ts';
import type { LogLevel } from '../contract/vocabulary.ts';

export interface EngineEvents {
  runChanged(view: RunView): void;
  deviceChanged(view: DeviceView): void;
  taskChanged(uid: string): void;
  frameChanged(uid: string): void;
  /** A frame's file is safe, and the checks that need no stars have decided whether it counts. */
  frameSafe(uid: string): void;
  log(entry: LogLine): void;
  /** A person is needed, or should know. Writes its own line into the log. Said again while it goes on, it is no news. */
  raise(report: AlarmReport): void;
  /** What was raised is over. */
  clear(kind: AlarmKind, subject?: string): void;
}

export type LogLine = LogWords & {
  readonly level: LogLevel;
  readonly who: string;
  readonly taskUid?: string | null;
  readonly frameUid?: string | null;
};
