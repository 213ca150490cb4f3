/** Coverage as screen and command line see it: light by light, and need by need. */
import { setImmediate } from 'node:timers/promises';
import type { Coverage, NeedCoverage } from '../calibration/coverage.ts';
import { listMasters } from '../calibration/masters/masters-folder.ts';
import type {
  CalibrationNeedView,
  CalibrationStatusView,
  CoverageView,
  LightCalibrationView,
  MasterView,
} from '../contract/calibration-views.ts';
import { rejectedCalibrationFrames } from '../store/calibration-store.ts';
import { CALIBRATION_KINDS } from '../tasks/calibration-matching.ts';
import { previewDraft } from '../tasks/draft.ts';
import { coverageOfTask, queueCoverageInPieces } from './calibration-gathering.ts';
import { tasksForMissing } from './calibration-queueing.ts';
import { coverageRow, MOST_NAMED, type NeedingLights, needView } from './calibration-views.ts';
import type { ConsoleCore } from './console-core.ts';
import { draftContext } from './queue-changes.ts';

/** Lights whose titles are looked up at a time. */
const PIECE = 250;

export async function calibrationStatus(core: ConsoleCore): Promise<CalibrationStatusView> {
  const { lights, coverage } = await queueCoverageInPieces(core);
  const masters = await mastersOf(core);
  const views = new Map(coverage.needs.map((need) => [need, needView(need, masters, core.filterName)]));
  const shown: LightCalibrationView[] = [];
  for (let start = 0; start < lights.length; start += PIECE) {
    const piece = coverage.lights.slice(start, start + PIECE);
    const titles = core.titlesOfTasks(piece.map(({ uid }) => uid));
    for (const [i, { uid, needs }] of piece.entries()) {
      shown.push({
        uid,
        title: titles.get(uid) ?? uid,
        status: lights[start + i]!.status,
        complete: needs.every((need) => need.have >= need.wanted),
        needs: needs.map((need) => views.get(need)!),
      });
    }
    await setImmediate();
  }
  return { lights: shown };
}

export async function coverageByNeed(core: ConsoleCore): Promise<CoverageView> {
  const found = await queueCoverageInPieces(core);
  const masters = await mastersOf(core);
  const neededBy = lightsByNeed(found.coverage);
  const names = { filter: core.filterName, task: (uid: string) => core.titleOfTask(uid) };
  const needs = [...found.coverage.needs].sort(byKind);
  const plans = tasksForMissing(core, found).possible.map(({ draft }) => previewDraft(draft, draftContext(core)).plan);
  return {
    rows: needs.map((need) => coverageRow(need, neededBy.get(need)!, masters, names)),
    lightCount: found.lights.length,
    morning: core.setup.calibration.in_the_morning,
    missing: {
      tasks: plans.length,
      frames: plans.reduce((sum, plan) => sum + (plan?.frames ?? 0), 0),
      durationS: plans.reduce((sum, plan) => sum + (plan?.durationS ?? 0), 0),
    },
  };
}

/** Of each need how many lights share it, and the first of them in queue order. */
function lightsByNeed({ lights }: Coverage): Map<NeedCoverage, NeedingLights> {
  const found = new Map<NeedCoverage, { count: number; first: string[] }>();
  for (const { uid, needs } of lights) {
    for (const need of needs) {
      const known = found.get(need) ?? { count: 0, first: [] };
      found.set(need, known);
      if (known.count++ < MOST_NAMED) known.first.push(uid);
    }
  }
  return found;
}

/** Bias, darks by exposure, flats in the order of the lights. */
function byKind({ need: a }: NeedCoverage, { need: b }: NeedCoverage): number {
  const kinds = CALIBRATION_KINDS.indexOf(a.kind) - CALIBRATION_KINDS.indexOf(b.kind);
  return kinds === 0 && a.kind === 'dark' && b.kind === 'dark' ? a.exposureS - b.exposureS : kinds;
}

/** Null for a task that needs none. */
export async function needsOfTask(core: ConsoleCore, uid: string): Promise<CalibrationNeedView[] | null> {
  const needs = await coverageOfTask(core, uid);
  if (needs === null) return null;
  const masters = await mastersOf(core);
  return needs.map((need) => needView(need, masters, core.filterName));
}

async function mastersOf(core: ConsoleCore): Promise<readonly MasterView[]> {
  return (await listMasters(core.store.dataFolder, rejectedCalibrationFrames(core.db))).masters;
}
