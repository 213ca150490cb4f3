/**
 * Queues at the end of a night, by itself where that is wished, what its lights need of calibration and lack: darks at the
 * exposures that were really taken, bias, flats of a panel.
 */
import { endOfNight } from '../calibration/end-of-night.ts';
import type { CalibrationQueuedView } from '../contract/calibration-views.ts';
import { toFailure } from '../contract/errors.ts';
import type { MorningChoice } from '../contract/vocabulary.ts';
import { tasksToDo } from '../store/frames-to-take.ts';
import { morningQueued, noteMorningQueued, saveCalibrationSettings } from '../store/setup-store.ts';
import { storageFault } from '../store/storage-fault.ts';
import { keyOfNeed } from '../tasks/calibration-matching.ts';
import { nightOf, sunAltitudeDeg } from '../tasks/night.ts';
import { nightCoverage } from './calibration-gathering.ts';
import { queueTasks, tasksForMissing } from './calibration-queueing.ts';
import type { ConsoleCore } from './console-core.ts';
import { isAtRest } from './run-at-rest.ts';

const CALLER = { who: 'console' };
const TEN_MINUTES_MS = 600_000;

export class MorningCalibration {
  readonly #core: ConsoleCore;
  readonly #unsubscribe: () => void;
  #soon: NodeJS.Immediate | undefined;

  constructor(core: ConsoleCore) {
    this.#core = core;
    this.#unsubscribe = core.bus.subscribe((event) => {
      // By then the run that just ended is over, and another can begin.
      if (event.type === 'run' && isAtRest(event.run)) this.#soon ??= setImmediate(() => this.look());
    });
  }

  /** Looks whether the night is over. To be called every half minute or so, too: the sun tells nobody. */
  look(): void {
    this.#soon = undefined;
    try {
      this.#look();
    } catch (thrown) {
      // What the disk refuses now can be queued half a minute later.
      const why = toFailure(storageFault(thrown) ?? thrown).message;
      const message = `Calibration could not be queued for the morning: ${why}`;
      this.#core.log({
        level: 'warning',
        who: CALLER.who,
        what: 'calibration.morning',
        facts: { did: 'failed', why },
        message,
      });
    }
  }

  close(): void {
    this.#unsubscribe();
    clearImmediate(this.#soon);
  }

  #look(): void {
    const core = this.#core;
    const { in_the_morning: choice } = core.setup.calibration;
    if (choice === 'off') return;
    const end = this.#end();
    if (end === null) return;
    const { queued, notQueued } = this.#queue(end === 'sun-up' && choice === 'queue_and_run' ? 'first' : 'last');
    this.#tell(end, queued, notQueued);
    if (choice === 'queue_and_run' && queued.length > 0 && !core.runner.running) {
      // Lights that are left over are not for the day: the run takes these tasks and ends.
      const only = new Set(queued.map(({ uid }) => uid));
      void core.runner.start(CALLER.who, { untilIdle: true, only });
    }
  }

  #end(): ReturnType<typeof endOfNight> {
    const { clock, db, instrument, runner, setup } = this.#core;
    const now = clock.now();
    const sunAltitude = sunAltitudeDeg(now, this.#core.site);
    const night = {
      sunAltitude,
      sunClimbs: sunAltitudeDeg(now + TEN_MINUTES_MS, this.#core.site) > sunAltitude,
      atRest: isAtRest(runner.view),
      lightsLeft: areAny(tasksToDo(db, instrument.setup.id, ['optical_imaging'])),
    };
    return endOfNight(night, setup.calibration.morning_sun_altitude);
  }

  /** What was queued for a night once is not queued again: somebody may have taken it back. */
  #queue(place: 'first' | 'last'): CalibrationQueuedView {
    const core = this.#core;
    const night = nightOf(core.clock.now(), core.setup.site.longitude);
    const before = morningQueued(core.db);
    const done = before?.night === night ? before.needs : [];
    const { lastUid, coverage } = nightCoverage(core, night);
    const kinds: readonly string[] = core.setup.calibration.morning_kinds;
    const isOpen = (key: string) => !done.includes(key);
    const needs = coverage.needs.filter(
      ({ need, lacks }) => lacks > 0 && kinds.includes(need.kind) && isOpen(keyOfNeed(need)),
    );
    if (needs.length === 0) return { queued: [], notQueued: [] };
    const { possible, notQueued } = tasksForMissing(core, { lastUid, coverage: { ...coverage, needs } });
    const queued = core.db.transaction(() => {
      noteMorningQueued(core.db, { night, needs: [...done, ...needs.map(({ need }) => keyOfNeed(need))] });
      return queueTasks(core, possible, place, CALLER);
    });
    return { queued, notQueued };
  }

  #tell(
    end: 'sun-up' | 'lights-done',
    queued: CalibrationQueuedView['queued'],
    notQueued: CalibrationQueuedView['notQueued'],
  ): void {
    const why = end === 'sun-up' ? 'The sun comes up' : 'The night’s lights are done';
    const line = { who: CALLER.who, what: 'calibration.morning' } as const;
    if (queued.length > 0) {
      const titles = queued.map(({ title }) => title);
      const message = `${why}: queued what they lack of calibration (${titles.join(', ')}).`;
      this.#core.log({ level: 'info', ...line, facts: { did: 'queued', end, titles }, message });
    }
    for (const each of notQueued) {
      const message = `Not queued in the morning: ${each.title}. ${each.why}`;
      this.#core.log({ level: 'warning', ...line, facts: { did: 'not-queued', ...each }, message });
    }
  }
}

const WORDS: Readonly<Record<MorningChoice, string>> = {
  off: 'left alone',
  queue: 'queued',
  queue_and_run: 'queued and run',
};

export function chooseMorning(core: ConsoleCore, choice: MorningChoice, who: string): void {
  saveCalibrationSettings(core.db, { ...core.setup.calibration, in_the_morning: choice });
  core.settingsChanged();
  const message = `When the night is over, calibration that its lights lack is ${WORDS[choice]}.`;
  core.log({ level: 'info', who, what: 'setup.saved', facts: { morning: choice }, message });
}

function areAny(pages: Iterable<readonly unknown[]>): boolean {
  for (const page of pages) return page.length > 0;
  return false;
}
