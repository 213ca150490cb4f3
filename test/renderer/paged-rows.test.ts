/** A long list on the console's side: what is in view stays held, however much else was looked at before. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MOST_PAGES, PAGE_SIZE, PagedRows } from '../../src-renderer/state/paged-rows.svelte.ts';

const TOTAL = 100_000;
const VIEW = 30;

/** A list of numbers that answers at once. */
function numbers(): PagedRows<number> {
  return new PagedRows<number>(
    async (offset, limit) => ({
      total: TOTAL,
      rows: Array.from({ length: Math.max(0, Math.min(limit, TOTAL - offset)) }, (_, i) => offset + i),
    }),
    (thrown) => {
      throw thrown;
    },
  );
}

async function look(list: PagedRows<number>, from: number): Promise<void> {
  list.show(from, from + VIEW);
  for (let i = 0; i < 20; i++) await Promise.resolve();
}

describe('a list of pages', () => {
  it('keeps what is in view when it was fetched long ago and its neighbours come anew', async () => {
    const place = fc.integer({ min: 0, max: 3 * MOST_PAGES * PAGE_SIZE });
    await fc.assert(
      fc.asyncProperty(fc.array(place, { minLength: MOST_PAGES, maxLength: 4 * MOST_PAGES }), async (places) => {
        const list = numbers();
        for (const from of places) {
          await look(list, from);
          expect(list.holds(from, from + VIEW), `rows from ${from}`).toBe(true);
          expect(list.row(from)).toBe(from);
        }
      }),
    );
  });

  it('lets go of the pages not looked at for longest', async () => {
    const list = numbers();
    await look(list, 0);
    for (let page = 10; page < 10 + 2 * MOST_PAGES; page += 3) {
      await look(list, page * PAGE_SIZE);
      if (page % 2 === 0) await look(list, 0);
    }
    expect(list.holds(0, VIEW)).toBe(true);
    expect(list.holds(10 * PAGE_SIZE, 10 * PAGE_SIZE + VIEW)).toBe(false);
  });
});
