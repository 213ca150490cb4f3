import { describe, expect, test } from 'vitest';
import { phaseProgress } from '../../src-renderer/pages/tonight/phase-progress.ts';
import { diskWord } from '../../src-renderer/shell/disk-word.ts';
import { along, hourTicks, nightStrip } from '../../src-renderer/shell/night-strip.ts';
import { runSign } from '../../src-renderer/shell/run-state.ts';
import { applyEvent, LAST_FRAMES } from '../../src-renderer/state/apply-event.ts';
import { advance, markFrom, markFromPhase } from '../../src-renderer/state/console-clock.ts';
import { DEVICE, EXPOSING, FRAME, RUN, STATE } from './sample-state.ts';

describe('events', () => {
  test('a frame that changes stays in its row; a new one comes on top; the oldest goes', () => {
    let state = applyEvent(STATE, { type: 'frame', frame: FRAME });
    const later = { ...FRAME, uid: '00000000-0000-4000-8000-000000000002', startedAt: '2026-11-22T23:02:00.000Z' };
    state = applyEvent(state, { type: 'frame', frame: later });
    state = applyEvent(state, { type: 'frame', frame: { ...FRAME, state: 'counted' } });
    expect(state.lastFrames.map(({ uid, state: word }) => [uid.at(-1), word])).toEqual([
      ['2', 'exposing'],
      ['1', 'counted'],
    ]);
    for (let i = 0; i < 100; i++) {
      const startedAt = new Date(Date.parse('2026-11-23T00:00:00Z') + i * 1000).toISOString();
      state = applyEvent(state, { type: 'frame', frame: { ...FRAME, uid: `later-${i}`, startedAt } });
    }
    expect(state.lastFrames).toHaveLength(LAST_FRAMES);
    expect(state.lastFrames[0]?.uid).toBe('later-99');
  });

  test('rejecting a frame of an earlier night does not put it among the last ones', () => {
    const state = applyEvent(STATE, { type: 'frame', frame: FRAME });
    const old = { ...FRAME, uid: 'old', startedAt: '2026-11-20T23:00:00.000Z', state: 'rejected' as const };
    expect(applyEvent(state, { type: 'frame', frame: old }).lastFrames).toHaveLength(1);
  });

  test('disk and undo follow their events; an event of a newer console changes nothing', () => {
    const disk = { freeBytes: 1e9, writable: true, roomForFrames: 29, neededFrames: 40 };
    expect(applyEvent(STATE, { type: 'disk', disk }).disk).toBe(disk);
    const step = { what: 'tasks.moved', facts: { tasks: 1, title: 'M 51' } } as const;
    const undo = [{ id: 1, at: '2026-11-22T23:00:00.000Z', message: 'Moved a task', step }];
    expect(applyEvent(STATE, { type: 'undo', undo }).undo).toBe(undo);
    expect(applyEvent(STATE, { type: 'from-the-future' } as never)).toBe(STATE);
  });

  test('a device replaces its former state, a new instrument joins', () => {
    const connected = { ...DEVICE, connection: 'connected' as const };
    const state = applyEvent(STATE, { type: 'device', device: connected });
    expect(state.devices).toEqual([connected]);
    expect(applyEvent(state, { type: 'device', device: { ...DEVICE, instrumentId: 2 } }).devices).toHaveLength(2);
  });

  test('the queue’s event carries counts, revision and the offer of a sample night', () => {
    const counts = { total: 8, byStatus: { pending: 8 } };
    const event = { type: 'queue', revision: 7, uids: null, counts, offerSampleNight: false } as const;
    expect(applyEvent(STATE, event)).toMatchObject({ queueRevision: 7, counts, offerSampleNight: false });
  });
});

describe('the console’s clock on this screen', () => {
  const mark = markFrom({ now: '2026-11-22T23:00:00.000Z', speed: 60 }, 1000);
  const start = Date.parse('2026-11-22T23:00:00Z');

  const still = { ...STATE, clock: { ...STATE.clock, speed: 60 } };
  const gone = (ms: number, state: typeof still | null) => advance(mark, state, 1000 + ms).consoleMs - start;

  test('goes with the wall while nothing waits, and while nothing is known', () => {
    expect(gone(1000, still)).toBe(1000);
    expect(gone(1000, null)).toBe(1000);
  });

  test('runs ahead while simulated devices cool or the wheel moves', () => {
    expect(gone(1000, { ...still, run: { ...RUN, state: 'running', step: 'cooling' } })).toBe(60_000);
  });

  test('runs ahead to the end of an exposure’s phase; what comes then takes real time', () => {
    const exposing = { ...still, devices: [EXPOSING] };
    expect(gone(500, exposing)).toBe(30_000);
    expect(gone(2000, exposing)).toBe(60_000);
    expect(gone(61_000, exposing)).toBe(61_000);
  });

  test('is set by a phase that has just begun, and by no phase twice', () => {
    const exposure = EXPOSING.camera!.exposure!;
    expect(markFromPhase(exposure, null, 2000)).toEqual({ consoleMs: start, localMs: 2000 });
    const reading = { ...exposure, phase: 'reading' as const, startedAt: '2026-11-22T23:01:00.000Z' };
    expect(markFromPhase(reading, exposure, 3000)?.consoleMs).toBe(start + 60_000);
    expect(markFromPhase(reading, reading, 4000)).toBeNull();
    expect(markFromPhase(null, reading, 5000)).toBeNull();
  });
});

describe('countdown of a phase', () => {
  const exposure = { startedAt: '2026-11-22T23:00:00.000Z', endsAt: '2026-11-22T23:01:00.000Z' };
  test.each([
    ['22:59:50', 60, 0],
    ['23:00:15', 45, 0.25],
    ['23:02:00', 0, 1],
  ])('at %s', (time, leftS, fraction) => {
    expect(phaseProgress(exposure, Date.parse(`2026-11-22T${time}Z`))).toEqual({ leftS, fraction });
  });

  test('a bias frame of no length is over at once', () => {
    expect(phaseProgress({ ...exposure, endsAt: exposure.startedAt }, 0)).toEqual({ leftS: 0, fraction: 1 });
  });
});

describe('is it still running?', () => {
  const open = { kind: 'open' } as const;
  test('one word and one shape for each state', () => {
    expect(runSign({ ...RUN, state: 'running', step: 'exposing' }, open)).toMatchObject({
      word: 'Running',
      symbol: 'running',
      detail: 'Exposing',
    });
    expect(runSign({ ...RUN, state: 'pausing' }, open).detail).toBe('after this frame');
    expect(runSign({ ...RUN, state: 'paused', problem: 'The camera was lost.' }, open).symbol).toBe('alarm');
  });

  test('a question is more urgent than the state', () => {
    const question = { id: '1', about: 'cover' as const, text: 'Is the cover on?', answers: ['Yes'] };
    expect(runSign({ ...RUN, state: 'running', question }, open)).toMatchObject({ word: 'Waiting for you' });
  });

  test('without a connection nothing is claimed', () => {
    expect(runSign({ ...RUN, state: 'running' }, { kind: 'lost', since: 0 }).word).toBe('Unknown');
  });
});

test('the disk warns when the queue does not fit or nothing can be written', () => {
  expect(diskWord(STATE.disk).warning).toBe(false);
  expect(diskWord({ ...STATE.disk, roomForFrames: 29, neededFrames: 40 })).toEqual({
    text: 'Room for 29 frames, 40 needed',
    warning: true,
  });
  expect(diskWord({ ...STATE.disk, roomForFrames: 1944, neededFrames: 9984 }).text).toContain('900 frames, 10');
  expect(diskWord({ ...STATE.disk, writable: false }).warning).toBe(true);
});

describe('the strip of the night', () => {
  const midnight = Date.parse('2026-11-23T00:00:00Z');
  const strip = nightStrip(STATE.night, midnight);

  test('sunset, dusk, dawn and sunrise follow each other inside it', () => {
    const places = [0, strip.sunset!, strip.dusk!, strip.dawn!, strip.sunrise!, 1];
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(along(strip, midnight)).toBeGreaterThan(strip.dusk!);
    expect(along(strip, 0)).toBe(0);
  });

  test('its hours are full ones', () => {
    expect(hourTicks(strip).every((tick) => tick % 3_600_000 === 0)).toBe(true);
    expect(hourTicks(strip).length).toBeGreaterThan(10);
  });

  test('a night without sunset or dusk is a day around now', () => {
    const polar = { ...STATE.night, sunset: null, sunrise: null, astronomicalDusk: null, astronomicalDawn: null };
    const white = nightStrip(polar, midnight);
    expect(along(white, midnight)).toBe(0.5);
    expect(white.dusk).toBeNull();
  });
});
