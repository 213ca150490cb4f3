/** Which frame is open while the list below it changes. */
import { expect, test } from 'vitest';
import type { FrameView } from '../../src-main/contract/views.ts';
import { FramesView } from '../../src-renderer/pages/frames/frames-view.svelte.ts';
import type { Console } from '../../src-renderer/state/console.svelte.ts';
import { FRAME } from './sample-state.ts';

/** A console with so many lights and as many flats behind them, newest first; each page is handed out when the test says so. */
function aConsole(lights: number) {
  let frames: FrameView[] = [];
  for (let i = 0; i < lights; i++) frames.push({ ...FRAME, uid: `light ${i}`, frameType: 'light' });
  for (let i = 0; i < lights; i++) frames.push({ ...FRAME, uid: `flat ${i}`, frameType: 'flat' });
  const waiting = new Map<number, () => void>();
  const call = (_: string, asked: { offset: number; limit: number; frameTypes?: string[] }) => {
    const { offset, limit, frameTypes } = asked;
    const answer = () => {
      const rows = frames.filter(({ frameType }) => frameTypes?.includes(frameType) ?? true);
      return { total: rows.length, rows: rows.slice(offset, offset + limit) };
    };
    return new Promise((resolve) => waiting.set(offset, () => resolve(answer())));
  };
  return {
    console: { call, reportUnasked: () => {} } as unknown as Console,
    takeFrame: () => {
      frames = [{ ...FRAME, uid: 'newest', state: 'exposing' }, ...frames];
    },
    hasAsked: (offset: number) => waiting.has(offset),
    hand: async (offset: number) => {
      waiting.get(offset)!();
      waiting.delete(offset);
      await new Promise(setImmediate);
    },
  };
}

/** What the list does whenever rows came. */
function settle(view: FramesView): void {
  view.followCursor();
  view.openFirst();
  view.followCursor();
}

test('a frame stays open while it slides into a page of the list that has not come yet', async () => {
  const { console, takeFrame, hand } = aConsole(150);
  const view = new FramesView(console);
  view.rows.show(95, 105);
  await hand(0);
  await hand(100);
  view.goTo(99);
  settle(view);
  expect(view.current?.uid).toBe('light 99');

  takeFrame();
  view.rows.refresh();
  await hand(0);
  settle(view);
  expect(view.current?.uid).toBe('light 99');
  await hand(100);
  settle(view);
  expect([view.current?.uid, view.cursor]).toEqual(['light 99', 100]);
});

test('a list that leaves the open frame out opens its own first one, not one that it does not have', async () => {
  const { console, hand } = aConsole(10);
  const view = new FramesView(console);
  view.rows.show(0, 10);
  await hand(0);
  settle(view);
  expect(view.current?.uid).toBe('light 0');

  view.setFilter({ frameType: 'flat' });
  settle(view);
  expect(view.current).toBeNull();
  await hand(0);
  settle(view);
  expect(view.current?.uid).toBe('flat 0');
});
