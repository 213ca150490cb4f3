import { type WorkerAnswer as Answer, createWorkerPool as createPool } from '../workers/worker-pool.ts';
import type { LineRequest } from './cut-line.ts';
import type { PixelCut, PixelRequest } from './cut-pixels.ts';
import type { PlaneSurvey } from './survey-plane.ts';

export type WorkerRequest =
  | ({ readonly do: 'cut' } & PixelRequest)
  | ({ readonly do: 'line' } & LineRequest)
  /** Absolute path of a master. */
  | { readonly do: 'survey'; readonly path: string };

export type WorkerAnswer = Answer<PixelCut | PlaneSurvey>;

/** The threads for pixels. What their calls reject with, `workers/worker-pool.ts` says. */
export interface WorkerPool {
  cut(request: PixelRequest, signal?: AbortSignal): Promise<PixelCut>;
  /** Has a worker read the pixels along a line. */
  cutLine(request: LineRequest, signal?: AbortSignal): Promise<PixelCut>;
  /** Has a worker look at a master's values. */
  survey(path: string): Promise<PlaneSurvey>;
  close(): Promise<void>;
}

export function createWorkerPool(entry: URL, size: number): WorkerPool {
  const pool = createPool<WorkerRequest>(entry, size);
  return {
    cut: (request, signal) => pool.ask({ do: 'cut', ...request }, signal),
    cutLine: (request, signal) => pool.ask({ do: 'line', ...request }, signal),
    survey: (path) => pool.ask({ do: 'survey', path }),
    close: () => pool.close(),
  };
}
