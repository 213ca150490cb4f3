/** What the console tells every screen as it happens. Nothing polls. */

import type { AlarmView } from './alarms.ts';
import type { BeingBuilt } from './calibration-set.ts';
import type {
  ClockView,
  DeviceView,
  DiskView,
  FrameView,
  ListedDevice,
  LogEntry,
  NightView,
  RunView,
  StatusCounts,
  UndoView,
} from './views.ts';

export type ConsoleEvent =
  | { readonly type: 'run'; readonly run: RunView }
  | { readonly type: 'device'; readonly device: DeviceView }
  /** Something was plugged in or out: all that is there now. */
  | { readonly type: 'found'; readonly devices: readonly ListedDevice[] }
  /** A frame was begun, changed its state, was rejected or restored. */
  | { readonly type: 'frame'; readonly frame: FrameView }
  /** Tasks changed; `uids` is null when so many did that a list would not help. */
  | {
      readonly type: 'queue';
      readonly revision: number;
      readonly uids: readonly string[] | null;
      readonly counts: StatusCounts;
      readonly offerSampleNight: boolean;
    }
  /** A master or a bad-pixel map is being built; `done` goes from 0 to 1. */
  | { readonly type: 'master'; readonly title: string; readonly what: BeingBuilt; readonly done: number }
  /** A sensor was measured: ask for the trends again. */
  | { readonly type: 'trends' }
  /** An alarm was raised, acknowledged, stepped up, or is over. */
  | { readonly type: 'alarm'; readonly alarm: AlarmView }
  /** Calibrated lights are being written; `done` goes from 0 to 1, which also stands for its end when it failed or was stopped. */
  | { readonly type: 'export'; readonly frames: number; readonly done: number }
  | { readonly type: 'log'; readonly entry: LogEntry }
  | { readonly type: 'disk'; readonly disk: DiskView }
  | { readonly type: 'undo'; readonly undo: readonly UndoView[] }
  | { readonly type: 'clock'; readonly clock: ClockView }
  /** Sun and moon have moved, or a new observing night has begun. */
  | { readonly type: 'night'; readonly night: NightView }
  /** Site, filters or instruments changed: ask for the state again. */
  | { readonly type: 'setup' };

export interface EventSource {
  /** Returns the function that ends the subscription. */
  subscribe(listener: (event: ConsoleEvent) => void): () => void;
}
