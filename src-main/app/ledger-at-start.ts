/** What a start does to the ledger before anything else may: put right, hold against the disk, tell the observer. */
import type { LogFacts } from '../contract/log-lines.ts';
import type { RecoveryView } from '../contract/views.ts';
import { type RebuildReport, rebuildLedger } from '../engine/rebuild-ledger.ts';
import { recover } from '../engine/recovery.ts';
import { unmeasuredLights } from '../store/frame-measurements.ts';
import type { ConsoleCore } from './console-core.ts';

/**
 * @param resumes whether an interrupted run is about to go on by itself
 * @returns what the observer is to be shown; null after an orderly end with everything in its place
 */
export async function putLedgerRight(core: ConsoleCore, resumes: boolean): Promise<RecoveryView | null> {
  const { db, store, cost, engineEvents, filterName } = core;
  const { mended } = store;
  if (mended !== null) core.alarms.raise({ kind: 'database.mended', facts: { why: mended }, message: mended });
  const { ota, camera, id: instrumentId } = core.instrument.setup;
  const leftovers = { cost, toleranceC: camera.temperature_setpoint_tolerance, now: core.clock.now(), resumes };
  const recovered = await recover(db, store.dataFolder, leftovers, engineEvents, filterName);

  const filterIds = new Map(core.setup.filters.map((filter) => [filter.name, filter.id]));
  const report = await rebuildLedger(db, store.dataFolder, {
    cost,
    filterName,
    afterDamage: mended !== null,
    around: {
      otaId: ota.id,
      cameraId: camera.id,
      instrumentId,
      filterId: (name) => unknownFilterId(filterIds, name),
      now: core.clock.now(),
    },
  });
  const story = storyOf(report);
  if (story !== null) {
    const level = report.lost > 0 || mended !== null ? 'alarm' : 'warning';
    core.log({ level, who: 'console', what: 'ledger.rebuilt', facts: factsOf(report), message: story });
  }
  if (mended !== null) store.noteLedgerRebuilt();
  const message = [mended, story, recovered?.message].filter((part) => part != null).join(' ');
  if (message === '') return null;
  if (recovered !== null && recovered.interrupted > 0 && !resumes) {
    const { recovered: found, lost, interrupted } = recovered;
    const facts = { recovered: found, lost, interrupted };
    const said = `The console ended in the middle of a run. ${recovered.message}`;
    core.alarms.raise({ kind: 'run.interrupted', facts, message: said });
  }
  return {
    at: recovered?.at ?? new Date(core.clock.now()).toISOString(),
    recovered: (recovered?.recovered ?? 0) + report.counted,
    lost: (recovered?.lost ?? 0) + report.lost,
    interrupted: recovered?.interrupted ?? 0,
    message,
  };
}

/** An end interrupts the measuring of the frames just taken; more of them only a rebuilt ledger has, which are measured when looked at. */
const MOST_MEASURED_AFTERWARDS = 20;

/** Measures and judges, beside everything else, the night's lights that an end kept from it. */
export function judgeUnmeasured({ db, engineEvents }: ConsoleCore): void {
  for (const uid of unmeasuredLights(db, MOST_MEASURED_AFTERWARDS)) engineEvents.frameSafe(uid);
}

/** A filter that the set-up does not have gets the next free id: the header knows it by its name alone. */
function unknownFilterId(ids: Map<string, number>, name: string): number {
  const known = ids.get(name);
  if (known !== undefined) return known;
  const id = Math.max(0, ...ids.values()) + 1;
  ids.set(name, id);
  return id;
}

function factsOf({ strange, ...counts }: RebuildReport): LogFacts['ledger.rebuilt'] {
  return { ...counts, strange: strange.length, oneStrange: strange[0] ?? null };
}

/** What was done, in a sentence; null when the ledger accounted for every file. */
function storyOf(report: RebuildReport): string | null {
  const { counted, kept, moved, lost, tasksMade, tasksRecounted, strange } = report;
  const parts = [
    counted > 0 && `${counted} frames on disk that the ledger did not have were taken in`,
    kept > 0 && `${kept} more are kept without counting`,
    moved > 0 && `${moved} files had been moved and were found`,
    lost > 0 && `${lost} frames are lost, their files were not there`,
    tasksMade > 0 && `${tasksMade} tasks were made again from their frames (check their plans)`,
    tasksRecounted > 0 && `the numbers of ${tasksRecounted} tasks were put right`,
    strange.length > 0 &&
      `${strange.length} files under frames/ are damaged, copies or not this console’s (${strange[0]}): look at them`,
  ].filter((part) => part !== false);
  return parts.length === 0 ? null : `The ledger was held against the disk: ${parts.join('; ')}.`;
}
