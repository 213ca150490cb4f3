/**
 * Who does what next while a stack is combined. Each thread reads its own files, band after band, because a file's hash
 * must be taken in the file's order; any thread combines any part of a band that all have read. Pure.
 */

export type BandTask =
  | { readonly do: 'read'; readonly band: number }
  | { readonly do: 'combine'; readonly band: number; readonly part: number };

/** There are two buffers: band n + 2 takes the place of band n. */
const BUFFERS = 2;

export class BandSchedule {
  readonly #parts: readonly number[];
  /** Per thread, the band that it reads next. */
  readonly #toRead: number[];
  /** Per band: threads that have read it, parts handed out, parts combined. */
  readonly #read: number[];
  readonly #begun: number[];
  readonly #combined: number[];

  /** @param parts of each band */
  constructor(threads: number, parts: readonly number[]) {
    this.#parts = parts;
    this.#toRead = new Array(threads).fill(0);
    [this.#read, this.#begun, this.#combined] = [parts.map(() => 0), parts.map(() => 0), parts.map(() => 0)];
  }

  /** What the thread does now; null when it has to wait for others, or all has been handed out. */
  next(thread: number): BandTask | null {
    const threads = this.#toRead.length;
    const ready = this.#parts.findIndex((parts, band) => this.#read[band] === threads && this.#begun[band]! < parts);
    if (ready >= 0) return { do: 'combine', band: ready, part: this.#begun[ready]!++ };
    const band = this.#toRead[thread]!;
    if (band >= this.#parts.length || !this.#isFree(band)) return null;
    this.#toRead[thread]!++;
    return { do: 'read', band };
  }

  finished(task: BandTask): void {
    if (task.do === 'read') this.#read[task.band]!++;
    else this.#combined[task.band]!++;
  }

  get done(): boolean {
    return this.#parts.every((parts, band) => this.#combined[band] === parts);
  }

  /** Bands from the first on, without a gap, of which all parts are combined. */
  get bandsDone(): number {
    const first = this.#parts.findIndex((parts, band) => this.#combined[band] !== parts);
    return first < 0 ? this.#parts.length : first;
  }

  /** Combined parts of all, 0..1. */
  get progress(): number {
    const sum = (counts: readonly number[]) => counts.reduce((total, count) => total + count, 0);
    return sum(this.#combined) / sum(this.#parts);
  }

  #isFree(band: number): boolean {
    const before = band - BUFFERS;
    return before < 0 || this.#combined[before] === this.#parts[before];
  }
}
