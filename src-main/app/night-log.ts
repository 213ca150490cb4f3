/** The log as files, for those who come with `tail`, `grep` or `jq` when the console itself cannot be asked any more. */
import { appendFileSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { EventSource } from '../contract/events.ts';

export interface NightLogLimits {
  /** A file that has come to this size is put by and a new one begun. */
  readonly fileBytes: number;
  /** Files kept beside the present one. */
  readonly olderFiles: number;
}

const LIMITS: NightLogLimits = { fileBytes: 4 * 1024 * 1024, olderFiles: 9 };

export interface NightLog {
  close(): void;
}

/**
 * Writes every log event, and every fault that ends the process, to `<data folder>/log/warmroom.jsonl`: one JSON object a
 * line, appended at once, so that what was written survives the process. Older files are `warmroom.1.jsonl` (the newest
 * of them), `warmroom.2.jsonl` and so on. A log that cannot be written never stops the console; the gap is noted when it
 * can be written again.
 */
export function openNightLog(dataFolder: string, events: EventSource, limits: NightLogLimits = LIMITS): NightLog {
  const folder = join(dataFolder, 'log');
  const file = join(folder, 'warmroom.jsonl');
  const older = (n: number) => join(folder, `warmroom.${n}.jsonl`);
  let bytes = sizeOf(file);
  let dropped = 0;

  const append = (line: Record<string, unknown>) => {
    const text = `${JSON.stringify(line)}\n`;
    mkdirSync(folder, { recursive: true });
    if (bytes > 0 && bytes + Buffer.byteLength(text) > limits.fileBytes) {
      rmSync(older(limits.olderFiles), { force: true });
      for (let n = limits.olderFiles - 1; n >= 1; n--) moveIfThere(older(n), older(n + 1));
      moveIfThere(file, older(1));
      bytes = 0;
    }
    appendFileSync(file, text);
    bytes += Buffer.byteLength(text);
  };
  const write = (line: Record<string, unknown>) => {
    try {
      if (dropped > 0) {
        append({
          at: line.at,
          level: 'warning',
          what: 'log.gap',
          message: `${dropped} lines could not be written here.`,
        });
        dropped = 0;
      }
      append(line);
    } catch {
      dropped++;
    }
  };

  const unsubscribe = events.subscribe((event) => {
    if (event.type !== 'log') return;
    const { id, at, level, who, what, message, taskUid, frameUid } = event.entry;
    write({
      at,
      level,
      who,
      what,
      message,
      id,
      ...(taskUid === null ? {} : { taskUid }),
      ...(frameUid === null ? {} : { frameUid }),
    });
  });
  // Only looks on: what becomes of the process stays the host's to decide. Sees unhandled rejections, too.
  const fault = (error: unknown, origin: string) => {
    const { message, stack } = error instanceof Error ? error : new Error(String(error));
    write({
      at: new Date().toISOString(),
      level: 'alarm',
      who: 'console',
      what: origin,
      message,
      stack,
      pid: process.pid,
    });
  };
  process.on('uncaughtExceptionMonitor', fault);
  return {
    close() {
      unsubscribe();
      process.off('uncaughtExceptionMonitor', fault);
    },
  };
}

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}

function moveIfThere(from: string, to: string): void {
  if (statSync(from, { throwIfNoEntry: false }) !== undefined) renameSync(from, to);
}
