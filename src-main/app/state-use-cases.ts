/** The state that a screen begins with, the log, and the set-up. */
import { isDeepStrictEqual } from 'node:util';
import { setupFaultAt, setupFaults } from '../contract/check-setup.ts';
import { ConsoleError } from '../contract/errors.ts';
import { schemaProblem } from '../contract/input-fault.ts';
import { parseJson } from '../contract/parse-json.ts';
import type { Handlers } from '../contract/procedures.ts';
import { type SetupRecord, setupRecord } from '../contract/setup-record.ts';
import type { ConsoleState } from '../contract/views.ts';
import { pageFrames } from '../store/ledger-store.ts';
import { pageLog } from '../store/log-store.ts';
import { countByStatus } from '../store/queue-store.ts';
import { saveSetup } from '../store/setup-store.ts';
import { type ConsoleCore, VERSION } from './console-core.ts';
import { checkSurroundings } from './doctor.ts';
import { createNightTimeline } from './night-timeline.ts';
import { offerSampleNight } from './queue-news.ts';
import { frameView } from './views.ts';

const LAST_FRAMES = 20;

export function stateUseCases(
  core: ConsoleCore,
  host: ConsoleState['host'],
): Pick<
  Handlers,
  'console.state' | 'night.timeline' | 'log.page' | 'doctor.check' | 'undo.last' | 'setup.get' | 'setup.save'
> {
  return {
    'console.state': () => consoleState(core, host),
    'night.timeline': createNightTimeline(core),
    'log.page': (input) => pageLog(core.db, input),
    'doctor.check': async () => ({ checks: await checkSurroundings(core) }),
    'undo.last': (_, { who }) => {
      const undone = core.undo.takeBackLast();
      const { message, step } = undone;
      core.log({ level: 'info', who, what: 'undo', facts: { step }, message: `Taken back: ${message}` });
      return undone;
    },
    'setup.get': () => ({ text: JSON.stringify(core.setup, null, 2) }),
    'setup.save': async ({ text }, { who }) => {
      const setup = parseSetup(text);
      if (host !== 'cli') mustNameNoOtherProgram(core, setup);
      await applySetup(core, setup, who);
      return null;
    },
  };
}

function consoleState(core: ConsoleCore, host: ConsoleState['host']): ConsoleState {
  const { site, filters } = core.setup;
  const counts = countByStatus(core.db);
  const { rows } = pageFrames(core.db, {}, { offset: 0, limit: LAST_FRAMES, ascending: false });
  const slots = core.instrument.setup.wheel?.slots ?? [];
  return {
    version: VERSION,
    host,
    dataFolder: core.store.dataFolder,
    clock: { now: new Date(core.clock.now()).toISOString(), speed: core.clock.speed },
    site: {
      name: site.name,
      observer: site.observer,
      latitudeDeg: site.latitude,
      longitudeDeg: site.longitude,
      elevationM: site.elevation,
      timeZone: site.time_zone,
    },
    night: core.night,
    run: core.runner.view,
    alarms: core.alarms.open,
    devices: [core.instrument.view],
    counts,
    queueRevision: core.queueRevision,
    lastFrames: rows.map((row) => frameView(row, (uid) => core.titleOfTask(uid))),
    offerSampleNight: offerSampleNight(counts),
    disk: core.disk,
    recovery: core.recovery,
    undo: core.undo.views,
    filters: filters.map((filter) => ({
      id: filter.id,
      name: filter.name,
      slot: slots.find((slot) => slot.filter_id === filter.id)?.position ?? null,
    })),
  };
}

/** @throws ConsoleError `bad-input` with the fields at fault */
export function parseSetup(text: string): SetupRecord {
  const checked = setupRecord.safeParse(parseJson(text, 'setup'));
  const problems = checked.success
    ? setupFaults(checked.data)
    : checked.error.issues.map((issue) => schemaProblem(issue.path.join('.'), issue));
  if (!checked.success || problems.length > 0) {
    const first = problems[0];
    throw new ConsoleError('bad-input', `The set-up was not changed: ${first?.field}: ${first?.message}`, {
      facts: { code: 'setup-not-saved' },
      problems,
    });
  }
  return checked.data;
}

/** A screen may be anywhere; which programs this computer runs is said at this computer. @throws ConsoleError `bad-input` */
function mustNameNoOtherProgram(core: ConsoleCore, { dither: { program } }: SetupRecord): void {
  if (program === null || isDeepStrictEqual(program, core.setup.dither.program)) return;
  const problem = setupFaultAt('dither.program', { code: 'program-from-a-screen' });
  throw new ConsoleError('bad-input', problem.message, { facts: { code: 'setup-not-saved' }, problems: [problem] });
}

export async function applySetup(core: ConsoleCore, setup: SetupRecord, who: string): Promise<void> {
  if (core.runner.running) {
    const message = 'The set-up cannot change while the run is going. Pause it first.';
    throw new ConsoleError('wrong-state', message, { facts: { code: 'run-has-setup' } });
  }
  saveSetup(core.db, setup);
  await core.setupChanged();
  core.log({ level: 'info', who, what: 'setup.saved', facts: { morning: null }, message: 'The set-up was changed.' });
}
