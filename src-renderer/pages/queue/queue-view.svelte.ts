/** What the queue page shows: the filtered, sorted list, where the cursor is and what is selected. */

import type { ProcedureInput, QueueSort } from '../../../src-main/contract/procedures.ts';
import type { QueueRow } from '../../../src-main/contract/views.ts';
import { texts } from '../../language/texts.ts';
import type { Console } from '../../state/console.svelte.ts';
import { PagedRows } from '../../state/paged-rows.svelte.ts';

export interface QueueFilter {
  readonly statuses: readonly string[];
  readonly taskTypes: readonly string[];
  readonly text: string;
  readonly sort: QueueSort;
  readonly descending: boolean;
}

export const WHOLE_QUEUE: QueueFilter = { statuses: [], taskTypes: [], text: '', sort: 'place', descending: false };

/** What one call takes: uids to move or cancel, and rows of a page. */
const MOST_SELECTED = 10_000;
const MOST_ROWS = 500;

export class QueueView {
  filter = $state.raw<QueueFilter>(WHOLE_QUEUE);
  readonly rows: PagedRows<QueueRow>;
  /** Index of the row that the keyboard acts on; −1 before there is one. */
  cursor = $state(-1);
  cursorUid = $state<string | null>(null);
  /** Selected tasks and the index at which each was seen last. */
  selected = $state.raw<ReadonlyMap<string, number>>(new Map());
  readonly #console: Console;
  #anchor = 0;

  constructor(console: Console) {
    this.#console = console;
    this.rows = new PagedRows(
      (offset, limit) => console.call('queue.page', { ...query(this.filter), offset, limit }),
      (thrown) => console.reportUnasked(thrown),
    );
  }

  /** True where the list is the queue's own order, the only one in which moving a row means something. */
  get inOrder(): boolean {
    return this.filter.sort === 'place' && !this.filter.descending;
  }

  /** The tasks an action is for: the selected ones, else the one under the cursor. In the order of the list. */
  get targets(): readonly string[] {
    if (this.selected.size > 0) return [...this.selected].sort((a, b) => a[1] - b[1]).map(([uid]) => uid);
    return this.cursorUid === null ? [] : [this.cursorUid];
  }

  setFilter(change: Partial<QueueFilter>): void {
    this.filter = { ...this.filter, ...change };
    this.selected = new Map();
    this.rows.replace();
  }

  /**
   * Keeps the cursor on its task when rows moved under it, and learns which task it is on when it went to a row that had
   * yet to come. To be called when rows changed.
   */
  followCursor(): void {
    const under = this.rows.row(this.cursor);
    if (this.cursorUid === null && under !== undefined) this.cursorUid = under.uid;
    if (this.cursorUid === null || under?.uid === this.cursorUid) return;
    const index = this.rows.findIndex(({ uid }) => uid === this.cursorUid);
    if (index < 0) return;
    if (this.#anchor === this.cursor) this.#anchor = index;
    this.cursor = index;
  }

  /** Goes to a row. `extend` selects from where the selection began to there. */
  goTo(index: number, extend = false): void {
    if (this.rows.total === 0) return;
    const to = Math.max(0, Math.min(this.rows.total - 1, index));
    if (extend) void this.#selectRange(this.#anchor, to);
    else this.#anchor = to;
    this.cursor = to;
    this.cursorUid = this.rows.row(to)?.uid ?? null;
  }

  toggle(index: number): void {
    const row = this.rows.row(index);
    if (row === undefined) return;
    const selected = new Map(this.selected);
    if (!selected.delete(row.uid)) selected.set(row.uid, index);
    this.selected = selected;
    this.#anchor = index;
  }

  clearSelection(): void {
    this.selected = new Map();
  }

  /** Moves the targets by one place up (−1) or down (1), past the row next to them. */
  async step(direction: -1 | 1): Promise<void> {
    const uids = this.targets;
    const indices = uids.map((uid) => this.rows.findIndex((row) => row.uid === uid)).filter((index) => index >= 0);
    if (indices.length === 0) return;
    const neighbour = this.rows.row(direction < 0 ? Math.min(...indices) - 1 : Math.max(...indices) + 1);
    if (neighbour === undefined) return;
    await this.move(uids, direction < 0 ? { before: neighbour.uid } : { after: neighbour.uid });
  }

  async move(uids: readonly string[], to: ProcedureInput<'queue.move'>['to']): Promise<void> {
    if (uids.length > 0 && this.inOrder) await this.#console.perform('queue.move', { uids: [...uids], to });
  }

  /** Selects all tasks between two rows, those that the screen does not hold included. */
  async #selectRange(from: number, to: number): Promise<void> {
    const first = Math.min(from, to);
    const last = Math.min(Math.max(from, to), first + MOST_SELECTED - 1);
    const selected = new Map<string, number>();
    for (let index = first; index <= last; ) {
      const held = this.rows.row(index);
      if (held !== undefined) {
        selected.set(held.uid, index++);
        continue;
      }
      const limit = Math.min(MOST_ROWS, last - index + 1);
      const page = await this.#console.perform('queue.page', { ...query(this.filter), offset: index, limit });
      if (page === undefined || page.rows.length === 0) return;
      for (const row of page.rows) selected.set(row.uid, index++);
    }
    this.selected = selected;
    if (Math.abs(to - from) >= MOST_SELECTED) {
      this.#console.notices.info(texts().queue.tooManySelected(MOST_SELECTED));
    }
  }
}

function query(filter: QueueFilter): ProcedureInput<'queue.page'> {
  const { statuses, taskTypes, text, sort, descending } = filter;
  return {
    sort,
    descending,
    ...(statuses.length > 0 ? { statuses: [...statuses] } : {}),
    ...(taskTypes.length > 0 ? { taskTypes: [...taskTypes] } : {}),
    ...(text.trim() !== '' ? { text: text.trim() } : {}),
  };
}
