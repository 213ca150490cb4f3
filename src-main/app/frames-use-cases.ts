/** Looking through frames, rejecting and restoring them. */
import { join } from 'node:path';
import type { Caller, Handlers } from '../contract/procedures.ts';
import { verifyFrames } from '../engine/verify-frames.ts';
import { skyProfile } from '../frames/field/sky-profile.ts';
import { readFitsHeader } from '../frames/fits/image-file.ts';
import { measuredLights, noteMeasurement } from '../store/frame-measurements.ts';
import {
  findFrame,
  frameNights,
  mustFindFrame,
  pageFrames,
  rejectFrame,
  restoreFrame,
  type WordedReason,
} from '../store/ledger-store.ts';
import type { ConsoleCore } from './console-core.ts';
import type { LightExporting } from './light-exporting.ts';
import type { ViewerImages } from './viewer-images.ts';
import { frameView } from './views.ts';

/** Lights in a plot: more than a night has, unless they are a second long. */
const MOST_OF_A_NIGHT = 3000;

type FramesHandlers = Pick<Handlers, Extract<keyof Handlers, `frames.${string}`>>;

export function framesUseCases(core: ConsoleCore, images: ViewerImages, exporting: LightExporting): FramesHandlers {
  return {
    'frames.page': ({ offset, limit, ascending, ...filter }) => {
      const page = pageFrames(core.db, filter, { offset, limit, ascending });
      const titles = new Map<string, string>();
      const titleOf = (uid: string) => {
        const title = titles.get(uid) ?? core.titleOfTask(uid);
        titles.set(uid, title);
        return title;
      };
      return { total: page.total, rows: page.rows.map((row) => frameView(row, titleOf)) };
    },
    'frames.nights': () => ({ nights: frameNights(core.db) }),
    'frames.header': async ({ uid }) => {
      const frame = mustFindFrame(core.db, uid);
      const { cards } = await readFitsHeader(join(core.store.dataFolder, frame.path));
      return {
        cards: cards.map(({ keyword, text, comment }) => ({ keyword, value: text, comment })),
      };
    },
    'frames.calibration': ({ uid }) => images.calibration(uid),
    'frames.stars': async ({ uid }) => {
      const { skyZones, ...stars } = await core.measuring.measure(uid);
      const frame = findFrame(core.db, uid)!;
      if (frame.measurement === null) {
        noteMeasurement(core.db, uid, stars.measurement);
        core.frameChanged(uid);
      }
      // Stars are worth showing also where a master cannot be read.
      const pedestal = await images.pedestal(uid).catch(() => null);
      return { ...stars, sky: skyProfile(skyZones, pedestal, frame) };
    },
    'frames.exportCalibrated': (input, caller) => exporting.export(input, caller),
    'frames.stopExport': () => ({ stopped: exporting.stop() }),
    'frames.night': ({ night }) => ({
      lights: measuredLights(core.db, night, MOST_OF_A_NIGHT).map(({ startedAt, ...light }) => ({
        ...light,
        startedAt: startedAt ?? 0,
      })),
    }),
    'frames.verify': () => verifyFrames(core.db, core.store.dataFolder),
    'frames.reject': ({ uids, why }, caller) => ({ changed: rejectFrames(core, uids, why, caller) }),
    'frames.restore': ({ uids }, caller) => ({ changed: restoreFrames(core, uids, caller) }),
  };
}

export function rejectFrames(core: ConsoleCore, uids: readonly string[], why: string, caller: Caller): number {
  const reason = { message: why, facts: null };
  const changed = changeFrames(core, uids, (uid, now) => {
    if (!rejectFrame(core.db, uid, reason, core.cost, now)) return null;
    const facts = { how: 'by-hand', frames: 1, reason } as const;
    return { level: 'info', who: caller.who, what: 'frame.rejected', facts, message: `Rejected a frame: ${why}.` };
  });
  if (changed.length > 0) {
    const message = `Rejected ${changed.length === 1 ? 'a frame' : `${changed.length} frames`}: ${why}.`;
    const facts = { how: 'by-hand', frames: changed.length, reason } as const;
    const step = { what: 'frame.rejected', facts, message } as const;
    core.undo.did(step, core.clock.now(), () => void restoreFrames(core, changed, caller, false));
  }
  return changed.length;
}

/** @param undoable false for a restoring that itself takes a rejection back */
export function restoreFrames(core: ConsoleCore, uids: readonly string[], caller: Caller, undoable = true): number {
  const reasons = new Map(uids.map((uid) => [uid, reasonOf(core, uid)]));
  const changed = changeFrames(core, uids, (uid, now) => {
    if (!restoreFrame(core.db, uid, core.cost, now)) return null;
    const message = 'Restored a rejected frame.';
    return { level: 'info', who: caller.who, what: 'frame.restored', facts: { frames: 1 }, message };
  });
  if (undoable && changed.length > 0) {
    const message = `Restored ${changed.length === 1 ? 'a frame' : `${changed.length} frames`}.`;
    const step = { what: 'frame.restored', facts: { frames: changed.length }, message } as const;
    core.undo.did(step, core.clock.now(), () => {
      changeFrames(core, changed, (uid, now) => {
        const reason = reasons.get(uid)!;
        if (!rejectFrame(core.db, uid, reason, core.cost, now)) return null;
        const facts = { how: 'again', frames: 1, reason } as const;
        const message = `Rejected a frame again: ${reason.message}.`;
        return { level: 'info', who: caller.who, what: 'frame.rejected', facts, message };
      });
    });
  }
  return changed.length;
}

function reasonOf(core: ConsoleCore, uid: string): WordedReason {
  const frame = findFrame(core.db, uid);
  return { message: frame?.reason ?? '', facts: frame?.reasonFacts ?? null };
}

type Told = Parameters<ConsoleCore['log']>[0];

/** Changes frames, all of them or none, then tells of each that did change. Returns those. */
function changeFrames(
  core: ConsoleCore,
  uids: readonly string[],
  change: (uid: string, now: number) => Told | null,
): string[] {
  const now = core.clock.now();
  const told = core.db.transaction(() => uids.map((uid) => ({ uid, line: change(uid, now) })));
  const tasks = new Set<string>();
  const changed: string[] = [];
  for (const { uid, line } of told) {
    if (line === null) continue;
    changed.push(uid);
    const taskUid = findFrame(core.db, uid)?.taskUid ?? null;
    if (taskUid !== null) tasks.add(taskUid);
    core.frameChanged(uid);
    core.log({ ...line, taskUid, frameUid: uid });
  }
  if (tasks.size > 0) core.tasksChangedByPerson([...tasks]);
  return changed;
}
