/** Every kind of alarm: how bad it is, who notices, when it is over, and what to do. A table, so that it can be argued with. */
import type { AlarmKind, AlarmSeverity } from '../contract/alarms.ts';

export interface AlarmDescription {
  readonly severity: AlarmSeverity;
  readonly source: 'runner' | 'device' | 'console';
  /** `by-itself` when its cause is gone; `when-seen` for what happened once and has no end that anybody could notice. */
  readonly ends: 'by-itself' | 'when-seen';
  /** The cause is still there when the console is started anew, until the contrary is noticed. */
  readonly outlivesConsole: boolean;
  readonly advice: string;
}

export const ALARM_CATALOGUE: Readonly<Record<AlarmKind, AlarmDescription>> = {
  'run.trouble': {
    severity: 'critical',
    source: 'runner',
    ends: 'by-itself',
    outlivesConsole: true,
    advice: 'Put right what it names, then resume the run.',
  },
  'run.asks': {
    severity: 'serious',
    source: 'runner',
    ends: 'by-itself',
    outlivesConsole: false,
    advice: 'Answer it under Tonight; the run waits.',
  },
  'run.interrupted': {
    severity: 'serious',
    source: 'console',
    ends: 'by-itself',
    outlivesConsole: true,
    advice: 'Look at the dome and the devices, then start the run again.',
  },
  'queue.ended': {
    severity: 'notice',
    source: 'runner',
    ends: 'by-itself',
    outlivesConsole: true,
    advice: 'Add tasks, or end the night and warm the camera up.',
  },
  'task.left': {
    severity: 'warning',
    source: 'runner',
    ends: 'when-seen',
    outlivesConsole: true,
    advice: 'See the task’s history in the queue; it is taken up again with the next start of the run.',
  },
  'frames.rejected': {
    severity: 'warning',
    source: 'runner',
    ends: 'by-itself',
    outlivesConsole: false,
    advice: 'Look at the last frames: sky, focus, tracking, shutter, cover.',
  },
  'dither.failed': {
    severity: 'warning',
    source: 'runner',
    ends: 'when-seen',
    outlivesConsole: true,
    advice: 'Look at the mount and at the program that moves it; frames go on without.',
  },
  'frame.threshold': {
    severity: 'warning',
    source: 'runner',
    ends: 'by-itself',
    outlivesConsole: false,
    advice: 'Look at the last frames and at the plot of the night.',
  },
  'device.lost': {
    severity: 'critical',
    source: 'device',
    ends: 'by-itself',
    outlivesConsole: true,
    advice: 'Check its power and its cable. A run connects it again by itself; else connect it under Devices.',
  },
  'cooler.off-target': {
    severity: 'warning',
    source: 'device',
    ends: 'by-itself',
    outlivesConsole: false,
    advice: 'Choose a warmer set point, or look at the cooler’s power supply and its fan.',
  },
  'disk.full': {
    severity: 'critical',
    source: 'console',
    ends: 'by-itself',
    outlivesConsole: true,
    advice: 'Move old nights from the folder of frames to another disk, or look at the disk’s rights and health.',
  },
  'disk.low': {
    severity: 'warning',
    source: 'console',
    ends: 'by-itself',
    outlivesConsole: true,
    advice: 'Make room before the disk is full, or shorten the queue.',
  },
  'backup.failed': {
    severity: 'serious',
    source: 'console',
    ends: 'by-itself',
    outlivesConsole: true,
    advice: 'Look at the disk. It is tried again every hour of a run and at its end.',
  },
  'database.mended': {
    severity: 'serious',
    source: 'console',
    ends: 'when-seen',
    outlivesConsole: true,
    advice: 'Check the last tasks and frames, and the disk’s health.',
  },
  'clock.stepped': {
    severity: 'serious',
    source: 'console',
    ends: 'when-seen',
    outlivesConsole: true,
    advice: 'Check the computer’s time and its time service.',
  },
  'console.look-failed': {
    severity: 'warning',
    source: 'console',
    ends: 'by-itself',
    outlivesConsole: false,
    advice: 'Look at the disk; the doctor command says more.',
  },
};
