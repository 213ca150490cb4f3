import { programFile } from '../../bundle/program-file.ts';
import { createWorkerPool } from '../workers/worker-pool.ts';
import type { MeasuredFile } from './measure-file.ts';

/** Measures frames in a thread of its own, one after another, so that memory holds one at a time. */
export interface StarService {
  /**
   * Measures the file at this absolute path. Rejects with a ConsoleError: `storage` for a file that is damaged or cannot be read,
   * `bad-input` for a frame too small to have a sky, `disconnected` when the service is closed meanwhile.
   */
  measure(path: string): Promise<MeasuredFile>;
  /** Ends the thread. Safe to call twice. */
  close(): Promise<void>;
}

export function createStarService(): StarService {
  const pool = createWorkerPool<string>(programFile(import.meta.url, './worker.ts', './star-worker.js'), 1);
  return { measure: (path) => pool.ask<MeasuredFile>(path), close: () => pool.close() };
}
