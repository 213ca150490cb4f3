/** When backups are taken: soon after a start, every hour of a run, at its end, and before a console that ran is closed. */
import type { RunView } from '../contract/views.ts';
import { takeBackup } from '../store/backup.ts';
import type { BackupKind } from '../store/backup-files.ts';
import type { ConsoleCore } from './console-core.ts';

const HOUR_MS = 3_600_000;
/** A command of a second's length need not copy the database. */
const AFTER_START_MS = 5_000;

export interface BackupSchedule {
  /** Ends it; resolves when no backup is being written any more. */
  close(): Promise<void>;
}

/** Failing to back up is an alarm. It never holds the run up. */
export function scheduleBackups(core: ConsoleCore): BackupSchedule {
  let state: RunView['state'] = core.runner.view.state;
  let underway: Promise<void> = Promise.resolve();

  const take = (kind: BackupKind) => {
    underway = underway.then(() => backUp(core, kind));
  };
  const soon = setTimeout(() => take('start'), AFTER_START_MS);
  const hourly = setInterval(() => {
    if (core.runner.running) take('hourly');
  }, HOUR_MS);
  for (const timer of [soon, hourly]) timer.unref();
  const unsubscribe = core.bus.subscribe((event) => {
    if (event.type !== 'run') return;
    const ended = isGoing(state) && !isGoing(event.run.state);
    state = event.run.state;
    if (ended) take('run-end');
  });
  return {
    close() {
      clearTimeout(soon);
      clearInterval(hourly);
      unsubscribe();
      return underway;
    },
  };
}

function isGoing(state: RunView['state']): boolean {
  return state !== 'idle' && state !== 'paused';
}

async function backUp(core: ConsoleCore, kind: BackupKind): Promise<void> {
  try {
    await takeBackup(core.store.sqlite, core.store.dataFolder, kind, core.clock.now());
    core.alarms.clear('backup.failed');
  } catch (thrown) {
    const why = thrown instanceof Error ? thrown.message : String(thrown);
    core.alarms.raise({ kind: 'backup.failed', facts: { why }, message: `A backup failed: ${why}` });
  }
}
