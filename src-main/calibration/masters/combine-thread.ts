/** One of the threads that combine a stack, seen from the one that leads them. */
import { Worker } from 'node:worker_threads';
import { programFile } from '../../bundle/program-file.ts';
import { ConsoleError } from '../../contract/errors.ts';
import type { ThreadJob, ThreadReply, ThreadTask } from './combine-job.ts';

type Done = Extract<ThreadReply, { ok: true }>;

export class CombineThread {
  readonly #worker: Worker;
  #waiting: PromiseWithResolvers<Done> | null = null;
  #died: ConsoleError | null = null;

  constructor(job: ThreadJob) {
    const entry = programFile(import.meta.url, './combine-worker.ts', './combine-worker.js');
    this.#worker = new Worker(entry, { workerData: job });
    this.#worker.on('message', (reply: ThreadReply) => this.#settle(reply));
    this.#worker.on('error', (error) => this.#die(error.message));
    this.#worker.on('exit', (code) => this.#die(`exit code ${code}`));
  }

  /** One task at a time. Rejects with what went wrong in it. */
  run(task: ThreadTask): Promise<Done> {
    if (this.#died !== null) return Promise.reject(this.#died);
    this.#waiting = Promise.withResolvers();
    this.#worker.postMessage(task);
    return this.#waiting.promise;
  }

  async end(): Promise<void> {
    await this.#worker.terminate();
  }

  #settle(reply: ThreadReply): void {
    const waiting = this.#waiting;
    this.#waiting = null;
    if (reply.ok) waiting?.resolve(reply);
    else waiting?.reject(new ConsoleError(reply.failure.reason, reply.failure.message));
  }

  #die(why: string): void {
    this.#died ??= new ConsoleError(
      'internal',
      `A thread that combines frames ended: ${why}. Nothing was written; try again.`,
    );
    this.#waiting?.reject(this.#died);
    this.#waiting = null;
  }
}
