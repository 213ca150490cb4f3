/** How many frames the queue still asks for, kept at hand: counting 100,000 tasks’ cells holds up everything else. */

/** A forecast may be this old, ms; what the run itself changes is followed meanwhile, as far as frames are counted. */
const COUNT_ANEW_AFTER_MS = 60_000;

export class QueueNeed {
  readonly #count: () => number;
  readonly #now: () => number;
  #frames = 0;
  /** Null: has to be counted. */
  #countedAt: number | null = null;

  /** @param now real time, ms */
  constructor(count: () => number, now: () => number = () => performance.now()) {
    this.#count = count;
    this.#now = now;
  }

  get frames(): number {
    const now = this.#now();
    if (this.#countedAt === null || now - this.#countedAt >= COUNT_ANEW_AFTER_MS) {
      this.#frames = this.#count();
      this.#countedAt = now;
    }
    return this.#frames;
  }

  /** The run has taken one of them. */
  frameCounted(): void {
    this.#frames = Math.max(0, this.#frames - 1);
  }

  /** Tasks came, went or changed. */
  queueChanged(): void {
    this.#countedAt = null;
  }
}
