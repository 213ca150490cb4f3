/** A hundred thousand tasks: wherever one scrolls, and however fast, there is never a row without its task. */
import type { Locator } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import { goTo } from './screen.ts';

const TASKS = 100_000;
test.use({ longQueue: TASKS });
// Making the queue takes ten seconds of a quiet machine.
test.describe.configure({ timeout: 600_000 });

interface Watch {
  /** Frames that the page drew, and those of them in which some place of the list showed no task. */
  frames: number;
  blank: number;
  /** Different tasks that were seen in the middle of the list. */
  seen: number;
}

test('a queue of 100,000 tasks is scrolled by wheel, keys and to far places without a blank row', async ({ page }) => {
  await goTo(page, 'Queue');
  const list = page.getByRole('listbox', { name: 'Tasks' });
  await expect(list.getByRole('option').first()).toContainText('Field 0');
  const atTop = list.locator('[aria-posinset="1"]');

  const wheel = await watchRows(list);
  await list.hover();
  for (let i = 0; i < 30; i++) await page.mouse.wheel(0, 700);
  for (let i = 0; i < 10; i++) await page.mouse.wheel(0, 20_000);
  expectNoBlank(await wheel(), 5);

  const keys = await watchRows(list);
  await list.focus();
  for (let i = 0; i < 20; i++) await page.keyboard.press('PageDown');
  await page.keyboard.press('End');
  await expect(list.locator(`[aria-posinset="${TASKS}"]`)).toContainText(/./);
  for (let i = 0; i < 5; i++) await page.keyboard.press('PageUp');
  await page.keyboard.press('Home');
  await expect(atTop).toContainText('Field 0');
  expectNoBlank(await keys(), 5);

  // As the thumb of the scroll bar takes it: to another far place with every frame, there and back.
  const drag = await watchRows(list);
  await list.evaluate(async (box) => {
    const steps = 40;
    for (let i = 0; i <= 2 * steps; i++) {
      box.scrollTop = box.scrollHeight * (1 - Math.abs(1 - i / steps)) ** 2;
      await new Promise(requestAnimationFrame);
    }
  });
  await expect(atTop).toContainText('Field 0');
  expectNoBlank(await drag(), 3);

  // What is shown is what belongs there.
  await list.evaluate((box) => {
    box.scrollTop = box.scrollHeight / 2;
  });
  await expect(list.locator('[aria-posinset="50001"]')).toContainText(/50.001/);
});

/**
 * Looks at the list with every frame that the page draws, at each 40 px of its height, less than a row: is there a row with a task? The rows are
 * drawn by the page's main thread only (the list does not scroll on the compositor), so nothing else is painted between the looks.
 */
async function watchRows(list: Locator): Promise<() => Promise<Watch>> {
  await list.evaluate((box) => {
    const watch = { frames: 0, blank: 0, seen: new Set<string>(), ended: false };
    Object.assign(window, { rowWatch: watch });
    const look = () => {
      if (watch.ended) return;
      const { left, width, top, bottom } = box.getBoundingClientRect();
      const taskAt = (y: number) =>
        document.elementFromPoint(left + width / 2, y)?.closest<HTMLElement>('[role=option]')?.dataset.uid;
      watch.frames++;
      let isWhole = true;
      for (let y = top + 2; y < bottom - 2; y += 40) isWhole &&= taskAt(y) !== undefined;
      if (!isWhole) watch.blank++;
      watch.seen.add(taskAt((top + bottom) / 2) ?? '');
      requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });
  return () =>
    list.evaluate(() => {
      const { rowWatch } = window as unknown as {
        rowWatch: { frames: number; blank: number; seen: Set<string>; ended: boolean };
      };
      rowWatch.ended = true;
      return { frames: rowWatch.frames, blank: rowWatch.blank, seen: rowWatch.seen.size };
    });
}

/** @param places that must have been seen at least, so that a list which stands still does not pass */
function expectNoBlank({ frames, blank, seen }: Watch, places: number): void {
  expect(blank, `of ${frames} frames`).toBe(0);
  expect(seen).toBeGreaterThanOrEqual(places);
}
