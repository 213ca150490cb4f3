/** Two ways of working the screen: the keyboard alone, and a finger or a pointer on a small panel. */
import { expect, type Locator, type Page } from '@playwright/test';

export interface Hand {
  /** Presses a button; `key` is the shortcut that stands on it. */
  press(button: Locator, key?: string): Promise<void>;
  /** Types into a field, in place of what is in it. */
  type(field: Locator, text: string): Promise<void>;
  /** Goes to a row of a list. */
  choose(list: Locator, row: 'first' | 'second' | 'last' | 'second to last'): Promise<void>;
  /** Takes the chosen row, the second of the queue, to its top. */
  moveUp(list: Locator): Promise<void>;
  /** Zooms into a frame until single pixels are seen, and points at one. */
  lookClosely(canvas: Locator): Promise<void>;
  /** Leaves the dialog that is open. */
  closeDialog(): Promise<void>;
}

/** More than any page has things to press: whoever comes so far without getting there is in a trap or has been round. */
const MOST_TABS = 120;
const ZOOM_STEPS = 8;

/** A list's rows, without the line that stands in it while it is empty or being loaded. */
const rowsOf = (list: Locator) => list.locator('[aria-posinset]');

/** Only ever presses keys: nothing is clicked, nothing is given the focus but by Tab. */
export function keyboardOf(page: Page): Hand {
  const { keyboard } = page;
  const tabTo = async (target: Locator) => {
    await expect(target).toBeVisible();
    for (let i = 0; i < MOST_TABS; i++) {
      if (await target.evaluate((element) => element === document.activeElement)) return;
      await keyboard.press('Tab');
    }
    throw new Error(`Tab does not lead to ${target}.`);
  };
  const keysTo = {
    first: ['Home'],
    second: ['Home', 'ArrowDown'],
    last: ['End'],
    'second to last': ['End', 'ArrowUp'],
  } as const;
  return {
    async press(button, key) {
      if (key !== undefined) {
        await expect(button).toBeEnabled();
        return keyboard.press(key);
      }
      await tabTo(button);
      await keyboard.press('Enter');
    },
    async type(field, text) {
      await tabTo(field);
      await keyboard.type(text);
    },
    async choose(list, row) {
      await rowsOf(list).first().waitFor();
      await tabTo(list);
      for (const key of keysTo[row]) await keyboard.press(key);
    },
    async moveUp(list) {
      await tabTo(list);
      await keyboard.press('Alt+ArrowUp');
    },
    async lookClosely(canvas) {
      await tabTo(canvas);
      for (let i = 0; i < ZOOM_STEPS; i++) await keyboard.press('+');
      await keyboard.press('Shift+ArrowLeft');
    },
    closeDialog: () => keyboard.press('Escape'),
  };
}

/** Only ever presses what is large enough for a cold finger, and where it is whole on the panel. */
export function fingerOf(page: Page): Hand {
  const expectPressable = async (target: Locator) => {
    await target.scrollIntoViewIfNeeded();
    const box = (await target.boundingBox())!;
    const name = (await target.getAttribute('aria-label')) ?? (await target.textContent());
    const { width, height } = page.viewportSize()!;
    expect.soft(Math.min(box.width, box.height), `${name} is large enough`).toBeGreaterThanOrEqual(43.5);
    expect.soft(box.x >= 0 && box.x + box.width <= width, `${name} is within the panel's width`).toBe(true);
    expect.soft(box.y >= 0 && box.y + box.height <= height, `${name} is within the panel's height`).toBe(true);
  };
  const press = async (target: Locator) => {
    await expectPressable(target);
    await target.click();
  };
  const rowOf = async (list: Locator, row: Parameters<Hand['choose']>[1]) => {
    const total = Number(await rowsOf(list).first().getAttribute('aria-setsize'));
    await list.hover();
    await page.mouse.wheel(0, (row === 'first' || row === 'second' ? -1 : 1) * 100_000);
    const place = { first: 1, second: 2, last: total, 'second to last': total - 1 }[row];
    return list.locator(`[aria-posinset="${place}"]`);
  };
  return {
    press,
    async type(field, text) {
      await expectPressable(field);
      await field.dblclick();
      await page.keyboard.type(text);
    },
    choose: async (list, row) => press(await rowOf(list, row)),
    async moveUp(list) {
      const from = (await list.locator('.grip').nth(1).boundingBox())!;
      const to = (await list.locator('.grip').nth(0).boundingBox())!;
      await page.mouse.move(from.x + from.width / 2, from.y + from.height / 2);
      await page.mouse.down();
      await page.mouse.move(to.x + to.width / 2, to.y + 4, { steps: 6 });
      await page.mouse.up();
    },
    async lookClosely(canvas) {
      const zoomIn = page.getByRole('button', { name: 'Zoom in' });
      for (let i = 0; i < ZOOM_STEPS; i++) await press(zoomIn);
      await canvas.hover();
    },
    closeDialog: () => press(page.getByRole('dialog').getByRole('button', { name: 'Close' })),
  };
}
