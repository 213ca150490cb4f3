/** Rows of an image that is still being made, as stored bytes, for one who takes them in order and waits for what is not there yet. */
export class RowsToCome {
  readonly #rowBytes: number;
  #stored: Uint8Array = new Uint8Array();
  /** Rows that are there, from the first on. */
  #there = 0;
  #more = Promise.withResolvers<void>();

  /** @param rowBytes of each row */
  constructor(rowBytes: number) {
    this.#rowBytes = rowBytes;
    // A failure is heard by whoever takes rows next, or by nobody.
    this.#more.promise.catch(() => {});
  }

  /** @param stored the whole image, of which the first rows are there */
  arrive(stored: Uint8Array, rows: number): void {
    if (rows <= this.#there) return;
    this.#stored = stored;
    this.#there = rows;
    const before = this.#more;
    this.#more = Promise.withResolvers();
    this.#more.promise.catch(() => {});
    before.resolve();
  }

  /** No more will come. */
  fail(why: unknown): void {
    this.#more.reject(why);
  }

  /** `count` rows from row `first` on, not copied. Rejects with what `fail` was told. */
  async take(first: number, count: number): Promise<Uint8Array> {
    while (this.#there < first + count) await this.#more.promise;
    return this.#stored.subarray(first * this.#rowBytes, (first + count) * this.#rowBytes);
  }
}
