/** What the frames page shows: the filtered list, and which frame is open. */
import type { ProcedureInput } from '../../../src-main/contract/procedures.ts';
import type { FrameView } from '../../../src-main/contract/views.ts';
import type { FrameState, FrameType } from '../../../src-main/contract/vocabulary.ts';
import type { Console } from '../../state/console.svelte.ts';
import { PagedRows } from '../../state/paged-rows.svelte.ts';

export interface FrameFilter {
  /** Null = all. */
  readonly night: string | null;
  readonly frameType: FrameType | null;
  readonly state: FrameState | null;
  readonly filterName: string | null;
  readonly taskUid: string | null;
}

export class FramesView {
  filter = $state.raw<FrameFilter>({ night: null, frameType: null, state: null, filterName: null, taskUid: null });
  readonly rows: PagedRows<FrameView>;
  cursor = $state(-1);
  cursorUid = $state<string | null>(null);
  /** The frame under the cursor as the list last had it. */
  #opened = $state.raw<FrameView | null>(null);

  constructor(console: Console) {
    this.rows = new PagedRows(
      (offset, limit) => console.call('frames.page', { ...query(this.filter), offset, limit }),
      (thrown) => console.reportUnasked(thrown),
    );
  }

  /** The open frame, as the list has it now; as it last had it while the frame slides into a page that is still on its way. */
  get current(): FrameView | null {
    const row = this.rows.row(this.cursor);
    if (row !== undefined && row.uid === this.cursorUid) return row;
    return this.#opened?.uid === this.cursorUid ? this.#opened : null;
  }

  setFilter(change: Partial<FrameFilter>): void {
    this.filter = { ...this.filter, ...change };
    this.cursor = -1;
    this.cursorUid = null;
    this.rows.replace();
  }

  /**
   * New frames come in at the top: the cursor stays on its frame; on a row that had yet to come it learns which frame that
   * is. To be called when rows changed.
   */
  followCursor(): void {
    this.cursorUid ??= this.rows.row(this.cursor)?.uid ?? null;
    if (this.cursorUid === null) return;
    if (this.rows.row(this.cursor)?.uid !== this.cursorUid) {
      const index = this.rows.findIndex(({ uid }) => uid === this.cursorUid);
      if (index < 0) return;
      this.cursor = index;
    }
    this.#opened = this.rows.row(this.cursor) ?? null;
  }

  /** Opens the first frame where none is open, so that there is something to look at; of another list once that has come. */
  openFirst(): void {
    if (this.cursor < 0 && !this.rows.isBeingReplaced) this.goTo(0);
  }

  /** Opens a frame that the list has; one that its filter leaves out, or that was not fetched yet, is not opened. */
  open(uid: string): void {
    const index = this.rows.findIndex((row) => row.uid === uid);
    if (index >= 0) this.goTo(index);
  }

  goTo(index: number): void {
    if (this.rows.total === 0) return;
    this.cursor = Math.max(0, Math.min(this.rows.total - 1, index));
    this.cursorUid = this.rows.row(this.cursor)?.uid ?? null;
  }
}

function query({ night, frameType, state, filterName, taskUid }: FrameFilter): ProcedureInput<'frames.page'> {
  return {
    ...(night === null ? {} : { night }),
    ...(frameType === null ? {} : { frameTypes: [frameType] }),
    ...(state === null ? {} : { states: [state] }),
    ...(filterName === null ? {} : { filterName }),
    ...(taskUid === null ? {} : { taskUid }),
  };
}
