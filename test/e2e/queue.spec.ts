/** The queue worked as at the telescope: by keyboard, and with a form that says what is wrong where it is wrong. */
import { expect, test } from './fixtures.ts';
import { goTo, loadedTaskNames, loadSampleNight, taskNames } from './screen.ts';

test.beforeEach(async ({ page }) => {
  await loadSampleNight(page);
  await goTo(page, 'Queue');
});

test('tasks are moved by keyboard, one place and to the ends', async ({ page }) => {
  const list = page.getByRole('listbox', { name: 'Tasks' });
  const before = await loadedTaskNames(page);
  await list.focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Alt+ArrowUp');
  await expect.poll(() => taskNames(page)).toEqual([before[1], before[0], ...before.slice(2)]);
  await page.keyboard.press('Alt+End');
  await expect.poll(() => taskNames(page)).toEqual([before[0], ...before.slice(2), before[1]]);
  // The cursor went along: the same task goes back up.
  await page.keyboard.press('Alt+Home');
  await expect.poll(() => taskNames(page)).toEqual([before[1], before[0], ...before.slice(2)]);
});

test('several selected tasks keep their order when they are moved', async ({ page }) => {
  const list = page.getByRole('listbox', { name: 'Tasks' });
  const before = await loadedTaskNames(page);
  await list.focus();
  await page.keyboard.press('Space');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Space');
  await page.keyboard.press('Alt+End');
  const others = before.filter((_, i) => i !== 0 && i !== 2);
  await expect.poll(() => taskNames(page)).toEqual([...others, before[0], before[2]]);
});

test('a task is dragged by its grip', async ({ page }) => {
  const list = page.getByRole('listbox', { name: 'Tasks' });
  const before = await loadedTaskNames(page);
  const from = (await list.locator('.grip').nth(0).boundingBox())!;
  const to = (await list.locator('.grip').nth(2).boundingBox())!;
  await page.mouse.move(from.x + 10, from.y + 20);
  await page.mouse.down();
  await page.mouse.move(to.x + 10, to.y + 40, { steps: 6 });
  await page.mouse.up();
  await expect.poll(() => taskNames(page)).toEqual([before[1], before[2], before[0], ...before.slice(3)]);
});

test('a new task: the plan follows the typing, problems stand at their fields', async ({ page }) => {
  await page.keyboard.press('c');
  const form = page.getByRole('dialog', { name: 'New task' });
  const frames = form.locator('[data-plan="frames"]');
  await form.getByLabel('Name', { exact: true }).fill('M 33');
  await form.getByLabel('Right ascension of tile 1').fill('25 00 00');
  await form.getByLabel('Declination of tile 1').fill('+30 39 37');
  await expect(form.getByText('Right ascension ends before 24 h (360°).')).toBeVisible();
  await expect(form.getByRole('button', { name: 'Add to the queue' })).toBeDisabled();
  await form.getByLabel('Right ascension of tile 1').fill('01 33 50.9');
  await form.getByRole('button', { name: 'L', exact: true }).click();
  await form.getByRole('button', { name: 'R', exact: true }).click();
  await form.getByLabel('Exposure in all, s').fill('600');
  await form.getByLabel('Longest frame, s').fill('60');
  await expect(frames).toHaveText('10');
  await form.getByLabel('Longest frame, s').fill('-1');
  await expect(form.getByLabel('Longest frame, s')).toHaveAttribute('aria-invalid', 'true');
  await form.getByLabel('Longest frame, s').fill('100');
  await expect(frames).toHaveText('6');
  await form.getByRole('button', { name: 'Add to the queue' }).click();
  await expect(form).toHaveCount(0);
  await expect.poll(async () => (await taskNames(page)).at(-1)).toBe('M 33');
});

test('canceling asks why, and the history keeps the answer', async ({ page }) => {
  const list = page.getByRole('listbox', { name: 'Tasks' });
  await loadedTaskNames(page);
  await list.getByRole('option').first().click();
  await page.keyboard.press('Delete');
  await page.getByLabel('Why').fill('clouds from the west');
  await page.keyboard.press('Enter');
  const pane = page.getByRole('region', { name: 'Task' });
  await expect(pane.getByText('Canceled').first()).toBeVisible();
  await pane.getByRole('tab', { name: 'History' }).click();
  await expect(pane.getByText('clouds from the west', { exact: true })).toBeVisible();
});

test('search and status narrow the list', async ({ page }) => {
  const all = (await loadedTaskNames(page)).length;
  expect(all).toBeGreaterThan(1);
  await page.keyboard.press('/');
  await page.keyboard.type('M 51');
  await expect.poll(async () => (await taskNames(page)).length).toBe(1);
  await page.getByLabel('Search the queue').fill('');
  await expect.poll(async () => (await taskNames(page)).length).toBe(all);
});

test('moving and canceling are taken back by key, the last one first, and the button says what is next', async ({
  page,
}) => {
  const list = page.getByRole('listbox', { name: 'Tasks' });
  const before = await loadedTaskNames(page);
  const undo = page.getByRole('button', { name: /^Undo/ });
  await list.focus();
  await page.keyboard.press('Alt+End');
  await expect.poll(() => taskNames(page)).toEqual([...before.slice(1), before[0]]);
  await page.keyboard.press('Alt+Home');
  await expect.poll(() => taskNames(page)).toEqual(before);
  const pane = page.getByRole('region', { name: 'Task' });
  await expect(pane.getByRole('heading', { name: before[0]! })).toBeVisible();
  await page.keyboard.press('Delete');
  await page.getByLabel('Why').fill('the wrong one');
  await page.keyboard.press('Enter');
  await expect(list.getByRole('option').first()).toContainText('Canceled');

  await expect(undo).toHaveAccessibleName(/^Undo: Cancel/);
  await page.keyboard.press('z');
  await expect(list.getByRole('option').first()).toContainText('Pending');
  await expect(undo).toHaveAccessibleName(/^Undo: Moved/);
  await undo.click();
  await expect.poll(() => taskNames(page)).toEqual([...before.slice(1), before[0]]);
  await undo.click();
  await expect.poll(() => taskNames(page)).toEqual(before);
  await expect(undo).toBeDisabled();
});
