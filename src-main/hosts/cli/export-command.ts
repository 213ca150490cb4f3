/** `warmroom frames calibrate` */
import { resolve } from 'node:path';
import { printJson, printLine, wireNames } from './output.ts';
import type { GlobalOptions } from './session.ts';
import { stoppable } from './stoppable-work.ts';
import { uidOf } from './task-commands.ts';

export interface ExportOptions extends GlobalOptions {
  readonly task?: string;
  readonly night?: string;
  readonly to?: string;
  readonly allowMissing?: readonly ('bias' | 'dark' | 'flat')[];
  readonly keepBadPixels?: boolean;
}

/** Exports until done, or until Ctrl-C, which leaves the files that were finished. Lights without a file end in code 1. */
export async function exportCalibrated(uid: string | undefined, options: ExportOptions): Promise<void> {
  const { task, night, to, allowMissing, keepBadPixels } = options;
  const input = {
    ...(uid === undefined ? {} : { uids: [uidOf(uid)] }),
    ...(task === undefined ? {} : { taskUid: uidOf(task) }),
    ...(night === undefined ? {} : { night }),
    ...(to === undefined ? {} : { to: resolve(to) }),
    ...(allowMissing === undefined ? {} : { allowMissing: [...allowMissing] }),
    ...(keepBadPixels === undefined ? {} : { keepBadPixels }),
  };
  const { written, skipped } = await stoppable(
    options,
    {
      stop: 'frames.stopExport',
      progressOf: (event) =>
        event.type === 'export' ? `${event.frames} lights: ${Math.round(100 * event.done)} %` : null,
    },
    (call) => call('frames.exportCalibrated', input),
  );
  if (options.json) printJson(wireNames({ written, skipped }));
  else {
    for (const { path } of written) printLine(path);
    for (const { uid: light, why } of skipped) process.stderr.write(`warmroom: not exported: ${light}: ${why}\n`);
  }
  if (skipped.length > 0) process.exitCode = 1;
}
