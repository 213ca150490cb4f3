/** `warmroom frames calibrate` */
import { resolve } from 'node:path';
import { printJson, printLine, wireNames } from './output.ts';
import type { GlobalOptions } from './session.ts';
import { stoppable } from './stoppable-work.ts';
import { uidOf } from './task-commands.ts';

export interface ExportOptions extends GlobalOptions {
  readonly task?: string;
  readonly night?: string;
  readonly filter?: string;
  readonly to?: string;
  readonly allowMissing?: readonly ('bias' | 'dark' | 'flat')[];
  readonly keepBadPixels?: boolean;
}

/**
 * Exports until done, or until Ctrl-C, which leaves the files that were finished. Lights without a file end in code 1; files
 * that are there already from the same inputs are as good as new ones.
 */
export async function exportCalibrated(uid: string | undefined, options: ExportOptions): Promise<void> {
  const { task, night, filter, to, allowMissing, keepBadPixels } = options;
  const input = {
    ...(uid === undefined ? {} : { uids: [uidOf(uid)] }),
    ...(task === undefined ? {} : { taskUid: uidOf(task) }),
    ...(night === undefined ? {} : { night }),
    ...(filter === undefined ? {} : { filterName: filter }),
    ...(to === undefined ? {} : { to: resolve(to) }),
    ...(allowMissing === undefined ? {} : { allowMissing: [...allowMissing] }),
    ...(keepBadPixels === undefined ? {} : { keepBadPixels }),
  };
  const result = await stoppable(
    options,
    {
      stop: 'frames.stopExport',
      progressOf: (event) =>
        event.type === 'export' ? `${event.frames} lights: ${Math.round(100 * event.done)} %` : null,
    },
    (call) => call('frames.exportCalibrated', input),
  );
  const { written, alreadyThere, skipped, notReached } = result;
  if (options.json) printJson(wireNames(result));
  else {
    for (const { path } of written) printLine(path);
    for (const { path } of alreadyThere) printLine(`${path} (there already)`);
    for (const { name, why } of skipped) process.stderr.write(`warmroom: not exported: ${name}: ${why}\n`);
    if (notReached > 0) process.stderr.write(`warmroom: stopped; ${notReached} lights were not exported\n`);
  }
  if (skipped.length + notReached > 0) process.exitCode = 1;
}
