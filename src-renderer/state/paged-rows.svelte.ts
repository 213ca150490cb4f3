/** A long list on the console's side, of which the screen holds the pages around what is in view. */

export const PAGE_SIZE = 100;
/** 40 pages are 4000 rows; the ones not looked at for longest are let go. */
export const MOST_PAGES = 40;

interface Page<Row> {
  readonly rows: readonly Row[];
  readonly generation: number;
}

export type FetchPage<Row> = (offset: number, limit: number) => Promise<{ total: number; rows: readonly Row[] }>;

export class PagedRows<Row> {
  total = $state(0);
  /** False until the first page has come. */
  loaded = $state(false);
  #pages = $state.raw<ReadonlyMap<number, Page<Row>>>(new Map());
  /** Counts what made the pages stale; a page of an earlier generation is shown until its successor comes. */
  #generation = 0;
  /** Set when the list is another one, not the same one changed: then old pages must not outlive the first new one. */
  #replaceFrom = $state.raw<number | null>(null);
  #view = { from: 0, to: 1 };
  /** The pages held, those looked at last at the end: what is in view again after long must not go for its neighbours. */
  readonly #lookedAt = new Set<number>();
  readonly #onTheWay = new Set<number>();
  readonly #fetch: FetchPage<Row>;
  readonly #onProblem: (thrown: unknown) => void;

  constructor(fetch: FetchPage<Row>, onProblem: (thrown: unknown) => void) {
    this.#fetch = fetch;
    this.#onProblem = onProblem;
  }

  /** Whether another list is on its way, and the rows held are still those of the one before. */
  get isBeingReplaced(): boolean {
    return this.#replaceFrom !== null;
  }

  row(index: number): Row | undefined {
    return this.#pages.get(Math.floor(index / PAGE_SIZE))?.rows[index % PAGE_SIZE];
  }

  /** Whether rows `from` to before `to` are held, as far as the list goes. */
  holds(from: number, to: number): boolean {
    const last = Math.floor((Math.min(to, this.total) - 1) / PAGE_SIZE);
    for (let page = Math.floor(from / PAGE_SIZE); page <= last; page++) if (!this.#pages.has(page)) return false;
    return true;
  }

  /** Index of the first row held here for which `test` is true; −1 when there is none. */
  findIndex(test: (row: Row) => boolean): number {
    for (const [page, { rows }] of this.#pages) {
      const at = rows.findIndex(test);
      if (at >= 0) return page * PAGE_SIZE + at;
    }
    return -1;
  }

  /** Says which rows are in view; what is missing or stale of them is fetched, and the pages next to them. */
  show(from: number, to: number): void {
    this.#view = { from, to };
    this.#load();
  }

  /** The list changed: what is in view is fetched anew, and stays until that has come. */
  refresh(): void {
    this.#generation++;
    this.#load();
  }

  /** The list is another one (other filter, other order): nothing of the old one stays once the new one comes. */
  replace(): void {
    this.#replaceFrom = ++this.#generation;
    this.#view = { from: 0, to: Math.max(1, this.#view.to - this.#view.from) };
    this.#load();
  }

  #load(): void {
    const first = Math.max(0, Math.floor(this.#view.from / PAGE_SIZE));
    const last = Math.max(first, Math.floor((this.#view.to - 1) / PAGE_SIZE));
    for (let page = Math.max(0, first - 1); page <= last + 1; page++) {
      const isInView = page >= first && page <= last;
      if (!isInView && page * PAGE_SIZE >= this.total) continue;
      const held = this.#pages.get(page);
      if (held !== undefined) this.#lookAt(page);
      // Neighbours are fetched ahead once, but refreshed only when they come into view.
      if (held !== undefined && (held.generation === this.#generation || !isInView)) continue;
      if (!this.#onTheWay.has(page)) void this.#loadPage(page);
    }
  }

  async #loadPage(page: number): Promise<void> {
    const generation = this.#generation;
    this.#onTheWay.add(page);
    try {
      const { total, rows } = await this.#fetch(page * PAGE_SIZE, PAGE_SIZE);
      this.#onTheWay.delete(page);
      if (this.#replaceFrom !== null && generation < this.#replaceFrom) return this.#load();
      this.#keep(page, { rows, generation });
      this.total = total;
      this.loaded = true;
      if (generation !== this.#generation) this.#load();
    } catch (thrown) {
      this.#onTheWay.delete(page);
      this.#onProblem(thrown);
    }
  }

  #keep(page: number, held: Page<Row>): void {
    const isFirstOfNewList = this.#replaceFrom !== null && held.generation >= this.#replaceFrom;
    const pages = new Map(isFirstOfNewList ? [] : this.#pages);
    if (isFirstOfNewList) {
      this.#replaceFrom = null;
      this.#lookedAt.clear();
    }
    pages.set(page, held);
    this.#lookAt(page);
    for (const old of this.#lookedAt) {
      if (pages.size <= MOST_PAGES) break;
      pages.delete(old);
      this.#lookedAt.delete(old);
    }
    this.#pages = pages;
  }

  #lookAt(page: number): void {
    this.#lookedAt.delete(page);
    this.#lookedAt.add(page);
  }
}
