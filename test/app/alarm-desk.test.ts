import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { AlarmDesk } from '../../src-main/app/alarm-desk.ts';
import { createEventBus } from '../../src-main/app/event-bus.ts';
import type { AlarmView } from '../../src-main/contract/alarms.ts';
import type { LogLine } from '../../src-main/engine/engine-events.ts';
import { pastAlarms, saveAlarm } from '../../src-main/store/alarm-store.ts';
import type { Store } from '../../src-main/store/open-store.ts';
import { alarms } from '../../src-main/store/schema/index.ts';
import { NOW, newStore } from '../store/a-store.ts';

function aDesk(store: Store = newStore()) {
  const bus = createEventBus();
  const told: AlarmView[] = [];
  const lines: LogLine[] = [];
  let elapsed = 0;
  bus.subscribe((event) => {
    if (event.type === 'alarm') told.push(event.alarm);
  });
  const desk = new AlarmDesk({
    db: store.db,
    bus,
    now: () => NOW + elapsed,
    elapsed: () => elapsed,
    log: (line) => lines.push(line),
  });
  const passS = (seconds: number) => {
    elapsed += seconds * 1000;
    desk.look();
  };
  return { desk, store, told, lines, passS };
}

const LOST = {
  kind: 'device.lost',
  subject: '1',
  message: 'The camera does not answer.',
  facts: { unplugged: null, why: 'The camera does not answer.' },
} as const;
const STEPPED = {
  kind: 'clock.stepped',
  message: 'The clock was set.',
  facts: { stepMs: 3_600_000, inFrame: false },
} as const;

test('an alarm from its cause to its end: raised, acknowledged by somebody, cleared, kept as history', () => {
  const { desk, store, told, lines, passS } = aDesk();
  desk.raise(LOST);
  expect(desk.open).toMatchObject([
    { ...LOST, state: 'raised', severity: 'critical', source: 'device', advice: expect.stringContaining('cable') },
  ]);
  passS(10);
  expect(desk.acknowledge([desk.open[0]!.id], 'observer')).toBe(1);
  expect(desk.acknowledge([desk.open[0]!.id], 'cli')).toBe(0);
  expect(desk.open).toMatchObject([{ state: 'acknowledged', acknowledgedBy: 'observer' }]);
  passS(50);
  desk.clear('device.lost', '1');
  expect(desk.open).toEqual([]);
  const [past] = pastAlarms(store.db, { limit: 10 }).alarms;
  expect(past).toMatchObject({
    state: 'cleared',
    raisedAt: new Date(NOW).toISOString(),
    acknowledgedAt: new Date(NOW + 10_000).toISOString(),
    acknowledgedBy: 'observer',
    endedAt: new Date(NOW + 60_000).toISOString(),
  });
  expect(told.map(({ state }) => state)).toEqual(['raised', 'acknowledged', 'cleared']);
  expect(lines.map(({ what, level, who }) => `${what} ${level} ${who}`)).toEqual([
    'device.lost alarm device',
    'alarm.acknowledged info observer',
  ]);
});

test('one alarm for each cause: what goes on is told once, however often it is noticed', () => {
  const { desk, told, lines } = aDesk();
  for (let i = 0; i < 100; i++) desk.raise(LOST);
  desk.raise({ ...LOST, subject: '2' });
  expect(desk.open.map(({ subject, count }) => `${subject}: ${count}`)).toEqual(['2: 1', '1: 1']);
  expect(told).toHaveLength(2);
  expect(lines).toHaveLength(2);
});

test('what comes and goes is one alarm with a count until somebody has seen it, then another one', () => {
  const { desk } = aDesk();
  for (let i = 0; i < 3; i++) {
    desk.raise(LOST);
    desk.clear('device.lost', '1');
  }
  expect(desk.open).toMatchObject([{ id: 1, state: 'returned', count: 3 }]);
  desk.acknowledge(null, 'observer');
  desk.raise(LOST);
  expect(desk.open).toMatchObject([{ id: 2, state: 'raised', count: 1 }]);
});

test('what was acknowledged and gets worse is raised again', () => {
  const { desk } = aDesk();
  const hfr = {
    kind: 'frame.threshold',
    subject: 'hfr',
    message: 'HFR 4.1″.',
    facts: { check: 'max_hfr', value: 4.1, best: null, angleDeg: null },
  } as const;
  desk.raise(hfr);
  desk.acknowledge(null, 'observer');
  desk.raise({ ...hfr, message: 'HFR 4.4″.' });
  expect(desk.open).toMatchObject([{ state: 'acknowledged', message: 'HFR 4.4″.' }]);
  desk.raise({ ...hfr, severity: 'serious' });
  expect(desk.open).toMatchObject([{ state: 'raised', severity: 'serious', acknowledgedBy: null, count: 2 }]);
});

test('nobody acknowledges: it is stepped up, and the log says so; afterwards it is left alone', () => {
  const { desk, told, lines, passS } = aDesk();
  desk.raise(LOST);
  for (let s = 0; s < 400; s++) passS(1);
  expect(told.map(({ escalation }) => escalation)).toEqual([0, 1, 2]);
  expect(lines.slice(1).map(({ message }) => message)).toEqual([
    'Nobody has acknowledged for 1 min: The camera does not answer.',
    'Nobody has acknowledged for 5 min: The camera does not answer.',
  ]);
  desk.acknowledge(null, 'observer');
  for (let s = 0; s < 400; s++) passS(1);
  expect(told).toHaveLength(4);
});

test('alarms outlive the console; of causes that went with it, one is told that they are over', () => {
  const store = newStore();
  const before = aDesk(store).desk;
  before.raise(LOST);
  before.raise({ kind: 'run.asks', facts: { about: 'cover' }, message: 'Cover the telescope.' });
  before.raise({ kind: 'queue.ended', facts: { waits: false }, message: 'Nothing is left to run.' });
  before.acknowledge([before.open.find(({ kind }) => kind === 'device.lost')!.id], 'observer');

  const { desk } = aDesk(store);
  desk.afterStart();
  expect(desk.open.map(({ kind, state }) => `${kind} ${state}`)).toEqual([
    'queue.ended raised',
    'run.asks returned',
    'device.lost acknowledged',
  ]);
  desk.raise(STEPPED);
  expect(desk.open[0]).toMatchObject({ id: 4, kind: 'clock.stepped' });
});

test('a disk that refuses does not silence the alarm that says so; it is saved when that works again', () => {
  const { desk, store, told, passS } = aDesk();
  store.sqlite.pragma('query_only = on');
  desk.raise({ kind: 'disk.full', facts: { writable: true }, message: 'The disk is full.' });
  expect(told).toHaveLength(1);
  expect(aDesk(store).desk.open).toEqual([]);
  store.sqlite.pragma('query_only = off');
  passS(1);
  expect(aDesk(store).desk.open).toMatchObject([{ kind: 'disk.full', state: 'raised' }]);
});

test('past alarms are bounded; open ones are never cleared away', () => {
  const { desk, store } = aDesk();
  desk.raise(LOST);
  desk.raise(STEPPED);
  desk.acknowledge([2], 'observer');
  const [row] = pastAlarms(store.db, { limit: 1 }).alarms.map(({ id }) => id);
  expect(row).toBe(2);
  const past = { ...openRow(desk.open[0]!), state: 'cleared' as const };
  store.db.transaction((db) => {
    for (let id = 3; id <= 400; id++) saveAlarm(db, { ...past, id }, 150);
  });
  const kept = pastAlarms(store.db, { limit: 500 });
  expect(kept.alarms).toHaveLength(150);
  expect(kept.more).toBe(false);
  expect(pastAlarms(store.db, { limit: 10, before: 300 })).toMatchObject({ more: true, alarms: { 0: { id: 299 } } });
  expect(aDesk(store).desk.open).toMatchObject([{ id: 1, kind: 'device.lost' }]);
});

function openRow(alarm: AlarmView) {
  const ms = Date.parse(alarm.raisedAt);
  return { ...alarm, raisedAt: ms, lastAt: ms, acknowledgedAt: null, endedAt: null };
}

test('what an alarm’s sentence is made of is kept with it; one of an earlier version, which has only the sentence, is shown all the same', () => {
  const { desk, store } = aDesk();
  desk.raise(STEPPED);
  desk.raise(LOST);
  const lost = store.db.select().from(alarms).where(eq(alarms.kind, 'device.lost')).get()!;
  saveAlarm(store.db, { ...lost, facts: null });
  expect(aDesk(store).desk.open).toMatchObject([
    { kind: 'device.lost', message: LOST.message, facts: null },
    { kind: 'clock.stepped', message: STEPPED.message, facts: STEPPED.facts },
  ]);
});
