import { afterAll, beforeAll, expect, test } from 'vitest';
import { removeFolders } from '../app/small-console.ts';
import { FAULT_KINDS, type FaultBench, openFaultBench, PHASES } from './faults/fault-nights.ts';

/** Each kind in one phase, each phase with some kind; every kind in every phase is `npm run safety:faults`. */
const SOME = FAULT_KINDS.filter((kind) => !kind.slow).map((kind, i) => ({ kind, phase: PHASES[i % PHASES.length]! }));

let bench: FaultBench;
beforeAll(async () => {
  bench = await openFaultBench();
});
afterAll(removeFolders);

test.each(SOME)('$kind.name while $phase', async ({ kind, phase }) => {
  expect((await bench.night(kind, phase)).failures).toEqual([]);
});

test('after all of these the ledger holds', async () => {
  expect(await bench.end()).toEqual([]);
});
