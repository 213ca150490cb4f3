/** What a person does and sees on the screen, for the specs. */
import { expect, type Locator, type Page } from '@playwright/test';

export const PAGES = ['Tonight', 'Queue', 'Frames', 'Calibration', 'Devices', 'Log', 'Alarms'] as const;

export async function goTo(page: Page, name: (typeof PAGES)[number]): Promise<void> {
  await page.getByRole('navigation').getByRole('link', { name }).click();
  await expect(page).toHaveTitle(new RegExp(`^${name} – `));
}

export async function loadSampleNight(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Load a sample night' }).click();
  await expect(page.getByRole('button', { name: 'Load a sample night' })).toHaveCount(0);
}

/** Loads the sample night, runs, and waits for the first frame on the screen. */
export async function takeFirstFrame(page: Page): Promise<void> {
  await loadSampleNight(page);
  await page.getByRole('button', { name: /^Run/ }).click();
  await expect(page.locator('canvas[data-frame]')).toBeVisible({ timeout: 120_000 });
}

/** Pauses the run and waits until it has come to rest, so that nothing changes by itself any more. */
export async function comeToRest(page: Page): Promise<void> {
  await goTo(page, 'Tonight');
  await page.getByRole('button', { name: /^Pause/ }).click();
  await expect(page.locator('[data-run-state="paused"]')).toBeVisible({ timeout: 120_000 });
}

/** Names of the tasks in the queue's list, from the top. */
export async function taskNames(page: Page): Promise<string[]> {
  return page.getByRole('listbox', { name: 'Tasks' }).locator('[role=option] .title').allTextContents();
}

/** The same once the list has its tasks: while it is being loaded a line in their place says so. */
export async function loadedTaskNames(page: Page): Promise<string[]> {
  await expect.poll(async () => (await taskNames(page)).length).toBeGreaterThan(0);
  return taskNames(page);
}

/** The highest value of each channel over all pixels of a picture of the page, 0..255. */
export async function brightestChannels(page: Page): Promise<{ red: number; green: number; blue: number }> {
  const picture = (await page.screenshot()).toString('base64');
  return page.evaluate(async (base64) => {
    const image = new Image();
    image.src = `data:image/png;base64,${base64}`;
    await image.decode();
    const canvas = new OffscreenCanvas(image.width, image.height);
    const context = canvas.getContext('2d')!;
    context.drawImage(image, 0, 0);
    const { data } = context.getImageData(0, 0, image.width, image.height);
    const highest = { red: 0, green: 0, blue: 0 };
    for (let i = 0; i < data.length; i += 4) {
      highest.red = Math.max(highest.red, data[i]!);
      highest.green = Math.max(highest.green, data[i + 1]!);
      highest.blue = Math.max(highest.blue, data[i + 2]!);
    }
    return highest;
  }, picture);
}

/** A canvas's pixels: red, green, blue and opacity in turn, row after row. */
export async function pixelsOf(canvas: Locator): Promise<Buffer> {
  const base64 = await canvas.evaluate(async (element) => {
    // What is to be drawn by now is drawn in the next frame, and there in the one after it.
    for (let i = 0; i < 2; i++) await new Promise(requestAnimationFrame);
    const source = element as HTMLCanvasElement;
    const copy = new OffscreenCanvas(source.width, source.height);
    const context = copy.getContext('2d')!;
    context.drawImage(source, 0, 0);
    const { data } = context.getImageData(0, 0, source.width, source.height);
    let bytes = '';
    for (let i = 0; i < data.length; i += 8192) bytes += String.fromCharCode(...data.subarray(i, i + 8192));
    return btoa(bytes);
  });
  return Buffer.from(base64, 'base64');
}

/** How many different brightnesses a canvas shows: a picture has many, an empty well has one. */
export async function shades(canvas: Locator): Promise<number> {
  const pixels = await pixelsOf(canvas);
  return new Set(pixels.filter((_, i) => i % 4 === 0)).size;
}

/** The greatest difference between the channels of one pixel of a canvas: 0 of a grey picture. */
export async function colourfulness(canvas: Locator): Promise<number> {
  const pixels = await pixelsOf(canvas);
  let most = 0;
  for (let i = 0; i < pixels.length; i += 4) {
    const [red, green, blue] = [pixels[i]!, pixels[i + 1]!, pixels[i + 2]!];
    most = Math.max(most, Math.max(red, green, blue) - Math.min(red, green, blue));
  }
  return most;
}
