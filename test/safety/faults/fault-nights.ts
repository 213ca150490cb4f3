/** Each fault of the simulated devices in each phase of a frame: what the run makes of it, and that the counts stay true. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { ConsoleEvent } from '../../../src-main/contract/events.ts';
import type { ProcedureInput } from '../../../src-main/contract/procedures.ts';
import { LIGHT, openSmallConsole, type SmallConsole } from '../../app/small-console.ts';
import { TINY_SENSOR, violationsIn } from '../tiny-console.ts';

export const PHASES = ['idle', 'cooling', 'wheel', 'exposing', 'reading', 'writing'] as const;
export type Phase = (typeof PHASES)[number];

type Fault = ProcedureInput<'devices.injectFault'>;

interface FaultKind {
  readonly name: string;
  readonly fault: Fault;
  /** Whether the run must get over it by itself, must pause, or may do either, depending on when the fault strikes. */
  readonly outcome: 'goes on' | 'pauses' | 'either';
  /** Waits for a limit in real time: too slow for the normal tests. */
  readonly slow?: true;
}

const camera = (kind: string, parameters: Record<string, number> = {}): Fault => ({
  device: 'camera',
  kind,
  parameters,
});
const wheel = (kind: string, parameters: Record<string, number> = {}): Fault => ({ device: 'wheel', kind, parameters });
const clock = (byS: number): Fault => ({ device: 'clock', kind: 'step', parameters: { byS } });

export const FAULT_KINDS: readonly FaultKind[] = [
  { name: 'a stalled readout', fault: camera('stalled-readout', { frames: 1 }), outcome: 'goes on', slow: true },
  { name: 'the camera gone and back', fault: camera('lost', { forS: 8 }), outcome: 'goes on' },
  { name: 'the camera gone', fault: camera('lost'), outcome: 'pauses' },
  { name: 'a short frame', fault: camera('short-frame', { frames: 1 }), outcome: 'goes on' },
  { name: 'a cooler that never arrives', fault: camera('cooler-short', { byC: 5 }), outcome: 'either' },
  { name: 'a shutter that sticks', fault: camera('shutter-stuck', { open: 0, noticed: 1 }), outcome: 'pauses' },
  {
    name: 'a shutter that sticks, unnoticed by the camera',
    fault: camera('shutter-stuck', { open: 0 }),
    outcome: 'either',
  },
  { name: 'a crash of the instrument’s process', fault: camera('crash'), outcome: 'goes on' },
  { name: 'a wheel that jams once', fault: wheel('jam', { moves: 1 }), outcome: 'goes on' },
  { name: 'a wheel that stays jammed', fault: wheel('jam', { moves: 0 }), outcome: 'pauses' },
  { name: 'a wheel in the wrong slot', fault: wheel('wrong-slot', { moves: 1 }), outcome: 'goes on' },
  { name: 'the wheel gone and back', fault: wheel('lost', { forS: 8 }), outcome: 'goes on' },
  { name: 'the clock set forward by an hour', fault: clock(3600), outcome: 'goes on' },
  { name: 'the clock set back by an hour', fault: clock(-3600), outcome: 'goes on' },
];

/** Slow enough that every phase lasts long enough to be met. */
const SPEED = 400;
const FRAMES = 4;
/** No fault may keep a run longer than this before it goes on or asks for a person, ms of real time. */
const BOUND_MS = 120_000;

export interface FaultNight {
  readonly kind: string;
  readonly phase: Phase;
  readonly struck: boolean;
  readonly problem: string | null;
  /** What was not as it should be; empty when all is well. */
  readonly failures: readonly string[];
}

export interface FaultBench {
  night(kind: FaultKind, phase: Phase): Promise<FaultNight>;
  /** Closes the console and looks at everything that it left. Returns what is wrong. */
  end(): Promise<readonly string[]>;
}

export async function openFaultBench(): Promise<FaultBench> {
  const c = await openSmallConsole({ host: 'cli', speed: SPEED, simulator: { ...TINY_SENSOR, readoutS: 16 } });
  let nights = 0;
  return {
    night: (kind, phase) => faultNight(c, kind, phase, nights++),
    async end() {
      await c.close();
      return (await violationsIn(c.folder, { atRest: true })).map(({ code, message }) => `${code}: ${message}`);
    },
  };
}

async function faultNight(c: SmallConsole, kind: FaultKind, phase: Phase, number: number): Promise<FaultNight> {
  const failures: string[] = [];
  // Another temperature than the last task's, so that every night begins with cooling; another filter as well.
  const temperatureC = number % 2 === 0 ? -10 : -5;
  const filterIds = number % 2 === 0 ? [2, 3] : [4, 5];
  const draft = {
    ...LIGHT,
    title: kind.name,
    requiredExposureS: FRAMES * 20,
    maxExposureS: 20,
    temperatureC,
    filterIds,
  };
  const { uid } = await c.call('queue.create', { draft });

  const ended = c.ended();
  if (phase === 'idle') await c.call('devices.injectFault', kind.fault);
  const struck = phase === 'idle' ? Promise.resolve(true) : injectAt(c, phase, kind.fault);
  await c.call('run.start', { untilIdle: true });
  const run = await within(ended, failures);
  const detail = await c.call('queue.detail', { uid });
  const problem = run?.problem ?? null;
  if (kind.outcome === 'goes on' && problem !== null) failures.push(`the run paused: ${problem}`);
  if (kind.outcome === 'pauses' && problem === null) failures.push('the run did not pause');
  if (problem !== null && detail.row.status !== 'interrupted')
    failures.push(`paused with the task ${detail.row.status}`);
  if (problem === null && detail.row.status !== 'completed')
    failures.push(`went on with the task ${detail.row.status}`);

  // A person switches everything off and on, and the run takes what is missing.
  await c.call('devices.disconnect', { instrumentId: 1 });
  if (detail.row.status !== 'completed') await within(c.runUntilIdle(), failures);
  const after = await c.call('queue.detail', { uid });
  const counted = (await c.frames(uid)).filter((frame) => frame.state === 'counted').length;
  if (after.row.status !== 'completed' || counted !== FRAMES)
    failures.push(`ends ${after.row.status} with ${counted} of ${FRAMES} frames`);
  const { problems } = await c.call('frames.verify', {});
  failures.push(...problems.map(({ message }) => message));
  return { kind: kind.name, phase, struck: await Promise.race([struck, Promise.resolve(false)]), problem, failures };
}

/** Tells the devices to fail the first time that the phase is met. Resolves once they have been told. */
function injectAt(c: SmallConsole, phase: Exclude<Phase, 'idle'>, fault: Fault): Promise<boolean> {
  return new Promise((resolve) => {
    const unsubscribe = c.services.events.subscribe((event) => {
      if (!isPhase(event, phase)) return;
      unsubscribe();
      c.call('devices.injectFault', fault).then(
        () => resolve(true),
        () => resolve(false),
      );
    });
  });
}

function isPhase(event: ConsoleEvent, phase: Exclude<Phase, 'idle'>): boolean {
  if (event.type === 'run') return event.run.step === (phase === 'wheel' ? 'filter' : phase) && phase !== 'exposing';
  return event.type === 'device' && event.device.camera?.exposure?.phase === phase;
}

async function within<Value>(work: Promise<Value>, failures: string[]): Promise<Value | null> {
  const limit = new AbortController();
  const tooLong = sleep(BOUND_MS, null, { signal: limit.signal }).catch(() => null);
  const value = await Promise.race([work, tooLong]);
  limit.abort();
  if (value === null) failures.push(`it took longer than ${BOUND_MS / 1000} s`);
  return value;
}
