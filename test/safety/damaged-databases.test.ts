import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { removeFolders } from '../app/small-console.ts';
import { makeNight, type Night, startDamaged } from './database/damaged-databases.ts';
import { DAMAGES, DAMAGES_AFTER_A_CRASH } from './database/damages.ts';

let night: Night;
beforeAll(async () => {
  night = await makeNight();
});
afterAll(removeFolders);

describe('a console started on a damaged database has every frame and every count', () => {
  test.each([...DAMAGES, ...DAMAGES_AFTER_A_CRASH].map((damage) => [damage.name, damage] as const))(
    '%s',
    async (_, damage) => {
      expect((await startDamaged(night, damage, 7)).faults).toEqual([]);
    },
  );
});
