/** With a GPU and without one the viewer draws with different code: it has to be the same picture. */
import type { Locator, Page } from '@playwright/test';
import { watchScreen } from '../endurance/screen-watch.ts';
import { callConsole, expect, test } from './fixtures.ts';
import { goTo, pixelsOf } from './screen.ts';

/** What is pressed, one after the other, to see the frame in every way there is. */
const LOOKS = [
  ['whole', ['0']],
  ['whole, what is saturated hatched', ['o']],
  ['close, what is saturated hatched', ['+', '+', '+', '+', '+', '+', '+', '+', '+']],
  ['close', ['o']],
  ['close, in colour', ['w']],
  ['half as close, in colour', ['-', '-', '-']],
  ['whole, in colour', ['0']],
  ['whole, in colour, at night', ['n']],
  ['whole, at night', ['w']],
  ['close, at night', ['+', '+', '+', '+', '+']],
] as const;

test('the processor and the GPU draw the same picture', async ({ page }) => {
  test.slow();
  await callConsole(page, 'devices.assign', { instrumentId: 1, family: 'simulator', key: 'SIM-CAM-0002' });
  // Long enough for saturated stars.
  const light = { instrumentId: 1, frameType: 'light', exposureS: 120, binning: 1 };
  await callConsole(page, 'devices.testFrame', light);
  const byProcessor = await pictures(page, 'canvas');

  // Without a GPU the shaders are run by software that a page recognises and does not use; here it takes it for a GPU.
  await page.addInitScript(() => {
    const { getParameter } = WebGL2RenderingContext.prototype;
    WebGL2RenderingContext.prototype.getParameter = function (name: number) {
      const value = getParameter.call(this, name);
      return typeof value === 'string' ? 'a GPU' : value;
    };
  });
  const watch = await watchScreen(page);
  await page.reload();
  const byShaders = await pictures(page, 'webgl2');

  for (const [look] of LOOKS) {
    const { mean, far } = difference(byProcessor.get(look)!, byShaders.get(look)!);
    // One rounds values before the stretch, the other after it; an edge that meets the middles of pixels falls to either side.
    expect.soft(mean, look).toBeLessThan(0.7);
    expect.soft(far, look).toBeLessThan(0.004);
  }
  const seen = [...byShaders.values()].map((picture) => picture.toString('base64'));
  expect(new Set(seen).size).toBe(LOOKS.length);

  // Of all that was looked at, the GPU keeps what the whole frame is drawn from.
  await page.keyboard.press('0');
  await expect.poll(async () => (await watch.held()).textures).toBe(1);
});

async function pictures(page: Page, painter: 'canvas' | 'webgl2'): Promise<Map<string, Buffer>> {
  await goTo(page, 'Frames');
  const canvas = page.locator('canvas[data-frame]');
  await expect(canvas).toHaveAttribute('data-painter', painter, { timeout: 45_000 });
  // Keys zoom in on what is pointed at: the brightest star.
  await page.keyboard.press('i');
  await expect(page.locator('canvas[data-marks]')).not.toHaveAttribute('data-marks', '0', { timeout: 30_000 });
  await canvas.focus();
  await page.keyboard.press('.');
  const taken = new Map<string, Buffer>();
  for (const [look, keys] of LOOKS) {
    for (const key of keys) await page.keyboard.press(key);
    taken.set(look, await atRest(canvas));
  }
  await page.keyboard.press('n');
  return taken;
}

/** Times that the canvas must be as it was the time before: on a busy machine a tile is long in coming. */
const TIMES_THE_SAME = 3;

/** The canvas's pixels, red, green, blue and opacity in turn, once nothing more comes. */
async function atRest(canvas: Locator): Promise<Buffer> {
  let last: Buffer = Buffer.alloc(0);
  let same = 0;
  await expect
    .poll(
      async () => {
        const before = last;
        last = await pixelsOf(canvas);
        same = last.equals(before) ? same + 1 : 0;
        return same;
      },
      { intervals: [300] },
    )
    .toBeGreaterThanOrEqual(TIMES_THE_SAME);
  return last;
}

/** Mean difference of the bytes of two pictures, and the part of them that are far from each other. */
function difference(one: Buffer, other: Buffer): { mean: number; far: number } {
  expect(one.length).toBe(other.length);
  let sum = 0;
  let far = 0;
  for (let i = 0; i < one.length; i++) {
    const apart = Math.abs(one[i]! - other[i]!);
    sum += apart;
    if (apart > 12) far++;
  }
  return { mean: sum / one.length, far: far / one.length };
}
