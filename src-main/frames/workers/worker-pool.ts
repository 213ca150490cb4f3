import { Worker } from 'node:worker_threads';
import { ConsoleError, type Failure } from '../../contract/errors.ts';

/** What a worker posts for each request that was posted to it. */
export type WorkerAnswer<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly failure: Failure };

export interface WorkerPool<Request> {
  /**
   * Has a worker do it. Rejects with what the worker says is wrong, with `internal` when it dies, with the signal's reason when
   * aborted while still waiting for a worker.
   */
  ask<Value>(request: Request, signal?: AbortSignal): Promise<Value>;
  /** Ends all workers; what is under way or waiting is rejected. */
  close(): Promise<void>;
}

interface Job<Request> {
  readonly request: Request;
  readonly signal: AbortSignal | undefined;
  resolve(value: unknown): void;
  reject(reason: unknown): void;
}

/** Worker threads, each started when there is work for it. A worker that dies is replaced by the next job. */
export function createWorkerPool<Request>(entry: URL, size: number): WorkerPool<Request> {
  const waiting: Job<Request>[] = [];
  const idle: Worker[] = [];
  const busy = new Map<Worker, Job<Request>>();
  let closed = false;

  const startWorker = (): Worker => {
    const worker = new Worker(entry);
    worker.on('message', (answer: WorkerAnswer<unknown>) => {
      const job = busy.get(worker);
      busy.delete(worker);
      // An idle worker must not keep a finished command line alive.
      worker.unref();
      idle.push(worker);
      if (answer.ok) job?.resolve(answer.value);
      else job?.reject(ConsoleError.from(answer.failure));
      giveOut();
    });
    worker.on('error', (error) => drop(worker, error.message));
    worker.on('exit', (code) => drop(worker, `exit code ${code}`));
    return worker;
  };

  const drop = (worker: Worker, why: string) => {
    const job = busy.get(worker);
    busy.delete(worker);
    const place = idle.indexOf(worker);
    if (place >= 0) idle.splice(place, 1);
    job?.reject(
      closed ? closing() : new ConsoleError('internal', `The thread that reads frames ended: ${why}. Try again.`),
    );
    if (!closed) giveOut();
  };

  const giveOut = () => {
    while (waiting.length > 0 && (idle.length > 0 || busy.size < size)) {
      const job = waiting.shift()!;
      if (job.signal?.aborted) {
        job.reject(job.signal.reason);
        continue;
      }
      const worker = idle.pop() ?? startWorker();
      busy.set(worker, job);
      worker.ref();
      worker.postMessage(job.request);
    }
  };

  return {
    ask: <Value>(request: Request, signal?: AbortSignal) =>
      new Promise<Value>((resolve, reject) => {
        if (closed) return reject(closing());
        waiting.push({ request, signal, resolve: (value) => resolve(value as Value), reject });
        giveOut();
      }),
    close: async () => {
      closed = true;
      for (const job of waiting.splice(0)) job.reject(closing());
      await Promise.all([...idle, ...busy.keys()].map((worker) => worker.terminate()));
    },
  };
}

function closing(): ConsoleError {
  return new ConsoleError('disconnected', 'The console is closing.');
}
