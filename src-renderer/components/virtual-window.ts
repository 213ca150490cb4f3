/** Which rows of a long list of equally high rows are to be drawn. Lengths in CSS pixels. */

export interface RowRange {
  /** First row drawn. */
  readonly from: number;
  /** One past the last row drawn. */
  readonly to: number;
}

/** The rows in view and `spare` more on either side. */
export function rowsInView(
  scrollTop: number,
  viewHeight: number,
  rowHeight: number,
  count: number,
  spare: number,
): RowRange {
  const first = Math.floor(scrollTop / rowHeight);
  const last = Math.ceil((scrollTop + viewHeight) / rowHeight);
  const from = Math.max(0, Math.min(first - spare, count));
  return { from, to: Math.max(from, Math.min(count, last + spare)) };
}

/** The scroll position that brings a row fully into view with the least movement. */
export function scrollToShow(index: number, scrollTop: number, viewHeight: number, rowHeight: number): number {
  const top = index * rowHeight;
  if (top < scrollTop) return top;
  const bottom = top + rowHeight;
  return bottom > scrollTop + viewHeight ? bottom - viewHeight : scrollTop;
}

/** The gap between rows nearest to a height in the list: 0 before the first row, `count` after the last. */
export function gapAt(y: number, rowHeight: number, count: number): number {
  return Math.max(0, Math.min(count, Math.round(y / rowHeight)));
}
