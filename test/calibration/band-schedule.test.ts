import fc from 'fast-check';
import { expect, test } from 'vitest';
import { BandSchedule, type BandTask } from '../../src-main/calibration/masters/band-schedule.ts';

/** Threads of any speed: whichever `choose` names finishes its task next. Returns what was begun and finished, in order. */
function play(threads: number, parts: readonly number[], choose: (among: number) => number) {
  const schedule = new BandSchedule(threads, parts);
  const inHand = new Map<number, BandTask>();
  const events: { thread: number; task: BandTask; what: 'begun' | 'finished' }[] = [];
  while (!schedule.done) {
    for (let thread = 0; thread < threads; thread++) {
      const task = inHand.has(thread) ? null : schedule.next(thread);
      if (task === null) continue;
      inHand.set(thread, task);
      events.push({ thread, task, what: 'begun' });
    }
    const busy = [...inHand.keys()];
    if (busy.length === 0) throw new Error('All threads wait for each other.');
    const thread = busy[choose(busy.length)]!;
    const task = inHand.get(thread)!;
    inHand.delete(thread);
    schedule.finished(task);
    events.push({ thread, task, what: 'finished' });
  }
  return { schedule, events };
}

const games = fc.record({
  threads: fc.integer({ min: 1, max: 5 }),
  parts: fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 6 }),
  picks: fc.infiniteStream(fc.nat()),
});

function playWith({ threads, parts, picks }: { threads: number; parts: number[]; picks: IterableIterator<number> }) {
  return play(threads, parts, (among) => picks.next().value! % among);
}

test('every part of every band is combined once, and nobody waits for ever', () => {
  fc.assert(
    fc.property(games, (game) => {
      const { schedule, events } = playWith(game);
      const combined = events.filter(({ task, what }) => task.do === 'combine' && what === 'begun');
      const names = combined.map(({ task }) => JSON.stringify(task));
      expect(new Set(names).size).toBe(names.length);
      expect(names).toHaveLength(game.parts.reduce((sum, count) => sum + count, 0));
      expect(schedule.progress).toBe(1);
    }),
  );
});

test('a band is combined after all threads have read it, and each reads the bands in their order', () => {
  fc.assert(
    fc.property(games, (game) => {
      const { events } = playWith(game);
      const readers = new Map<number, number>();
      const nextOf = new Map<number, number>();
      for (const { thread, task, what } of events) {
        if (task.do === 'read' && what === 'begun') {
          expect(task.band).toBe(nextOf.get(thread) ?? 0);
          nextOf.set(thread, task.band + 1);
        }
        if (task.do === 'read' && what === 'finished') readers.set(task.band, (readers.get(task.band) ?? 0) + 1);
        if (task.do === 'combine' && what === 'begun') expect(readers.get(task.band)).toBe(game.threads);
      }
    }),
  );
});

test('a buffer is read into again only when all that was in it has been combined', () => {
  fc.assert(
    fc.property(games, (game) => {
      const { events } = playWith(game);
      const done = game.parts.map(() => 0);
      for (const { task, what } of events) {
        if (task.do === 'combine' && what === 'finished') done[task.band]!++;
        if (task.do === 'read' && what === 'begun' && task.band >= 2) {
          expect(done[task.band - 2]).toBe(game.parts[task.band - 2]);
        }
      }
    }),
  );
});
