/** Where things stand on the night's line, and what there is to go through. Pure; places are 0..1 along the line. */
import type {
  DoneSpan,
  DoneState,
  PlannedSpan,
  TimelineMark,
  TimelineView,
} from '../../../../src-main/contract/timeline-view.ts';
import { along } from '../../../shell/night-strip.ts';

export interface Line {
  readonly from: number;
  readonly to: number;
}

export function lineOf({ from, to }: TimelineView): Line {
  return { from: Date.parse(from), to: Date.parse(to) };
}

export interface Span {
  readonly left: number;
  readonly width: number;
}

export function spanOf(line: Line, from: string, to: string): Span {
  const left = along(line, Date.parse(from));
  return { left, width: along(line, Date.parse(to)) - left };
}

/** Something that can be gone to on the line, by key or pointer. */
export type Item =
  | { readonly kind: 'done'; readonly at: number; readonly to: number; readonly span: DoneSpan }
  | { readonly kind: 'mark'; readonly at: number; readonly to: number; readonly marks: readonly TimelineMark[] }
  | { readonly kind: 'planned'; readonly at: number; readonly to: number; readonly span: PlannedSpan };

/** Marks closer than this are one, with their number: a hundred retries must not hide the line. */
const MARKS_APART = 0.012;

/** All that there is on the line, in the order of time. */
export function itemsOf(view: TimelineView): Item[] {
  const line = lineOf(view);
  const spans = [
    ...view.done.map((span): Item => ({ kind: 'done', span, ...ends(span) })),
    ...view.planned.map((span): Item => ({ kind: 'planned', span, ...ends(span) })),
  ];
  const marks = gather(view.marks, line).map((group): Item => {
    const at = Date.parse(group[0]!.at);
    return { kind: 'mark', marks: group, at, to: at };
  });
  return [...spans, ...marks].sort((a, b) => a.at - b.at);
}

function ends({ from, to }: { readonly from: string; readonly to: string }): { at: number; to: number } {
  return { at: Date.parse(from), to: Date.parse(to) };
}

function gather(marks: readonly TimelineMark[], line: Line): TimelineMark[][] {
  const groups: TimelineMark[][] = [];
  for (const mark of marks) {
    const group = groups.at(-1);
    const near = group !== undefined && along(line, Date.parse(mark.at)) - along(line, Date.parse(group[0]!.at));
    if (near !== false && near < MARKS_APART) group!.push(mark);
    else groups.push([mark]);
  }
  return groups;
}

/** The gravest level among marks. */
export function gravest(marks: readonly TimelineMark[]): TimelineMark['level'] {
  const order: readonly TimelineMark['level'][] = ['alarm', 'warning', 'info'];
  return order.find((level) => marks.some((mark) => mark.level === level)) ?? 'info';
}

/**
 * The item that a pointer means: of those that reach over its time the shortest, else the nearest; −1 without any. Marks have no
 * length and are meant when the pointer is within `reachMs`.
 */
export function itemAt(items: readonly Item[], time: number, reachMs: number): number {
  const distance = ({ at, to }: Item) => Math.max(at - time, time - to, 0);
  let best = -1;
  for (const [i, item] of items.entries()) {
    if (best < 0) best = i;
    const [near, nearest] = [distance(item), distance(items[best]!)];
    const isMark = item.kind === 'mark' && near <= reachMs;
    const shorter = item.to - item.at < items[best]!.to - items[best]!.at;
    if (near < nearest || (near === nearest && shorter) || (isMark && shorter)) best = i;
  }
  return best;
}

/** Places of the frames in one state, for drawing them in one go. */
export function ticksOf(view: TimelineView, states: readonly DoneState[]): number[] {
  const line = lineOf(view);
  return view.done.flatMap(({ frames }) =>
    frames.filter(({ state }) => states.includes(state)).map(({ at }) => along(line, Date.parse(at))),
  );
}
