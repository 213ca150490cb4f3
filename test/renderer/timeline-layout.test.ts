import { expect, it } from 'vitest';
import type { TimelineView } from '../../src-main/contract/timeline-view.ts';
import { gravest, itemAt, itemsOf, ticksOf } from '../../src-renderer/pages/tonight/timeline/timeline-layout.ts';

const at = (hour: number, minute = 0) => new Date(Date.UTC(2026, 10, 22, hour, minute)).toISOString();
const mark = (time: string, level: 'info' | 'warning' | 'alarm') => ({
  at: time,
  level,
  what: 'run.started',
  message: level,
  facts: null,
});

const view = {
  from: at(0),
  to: at(10),
  done: [
    {
      taskUid: 'a',
      title: 'M 51',
      frameType: 'light',
      from: at(1),
      to: at(3),
      ...{ counted: 1, rejected: 1, lost: 0 },
      frames: [
        { uid: '1', at: at(1), state: 'counted' },
        { uid: '2', at: at(2), state: 'rejected' },
      ],
    },
  ],
  planned: [{ uid: 'b', title: 'M 1', from: at(5), to: at(8), misfit: null }],
  marks: [mark(at(2), 'info'), mark(at(2, 1), 'alarm'), mark(at(4), 'warning')],
} as unknown as TimelineView;

it('goes through spans and marks in the order of time, marks that lie together as one', () => {
  const items = itemsOf(view);
  expect(items.map(({ kind }) => kind)).toEqual(['done', 'mark', 'mark', 'planned']);
  expect(items.map((item) => (item.kind === 'mark' ? item.marks.length : 0))).toEqual([0, 2, 1, 0]);
  expect(gravest([mark(at(2), 'info'), mark(at(2), 'alarm')])).toBe('alarm');
});

it('means the mark under the pointer, else the span, else the nearest', () => {
  const items = itemsOf(view);
  const meant = (time: string) => items[itemAt(items, Date.parse(time), 5 * 60_000)]?.kind;
  expect(meant(at(2, 2))).toBe('mark');
  expect(meant(at(1, 20))).toBe('done');
  expect(meant(at(6))).toBe('planned');
  expect(meant(at(9, 59))).toBe('planned');
  expect(itemAt([], 0, 1)).toBe(-1);
});

it('draws the frames of each state at their places', () => {
  expect(ticksOf(view, ['counted'])).toEqual([0.1]);
  expect(ticksOf(view, ['rejected', 'lost'])).toEqual([0.2]);
});
