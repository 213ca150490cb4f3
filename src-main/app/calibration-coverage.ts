/** Coverage as screen and command line see it: light by light, and need by need. */
import type { Coverage, NeedCoverage } from '../calibration/coverage.ts';
import { listMasters } from '../calibration/masters/masters-folder.ts';
import type { CalibrationNeedView, CalibrationStatusView, CoverageView } from '../contract/calibration-views.ts';
import { CALIBRATION_KINDS } from '../tasks/calibration-matching.ts';
import { previewDraft } from '../tasks/draft.ts';
import { coverageOfTask, queueCoverage, queueCoverageInPieces } from './calibration-gathering.ts';
import { tasksForMissing } from './calibration-queueing.ts';
import { coverageRow, needView } from './calibration-views.ts';
import type { ConsoleCore } from './console-core.ts';
import { draftContext } from './queue-changes.ts';

export function calibrationStatus(core: ConsoleCore): CalibrationStatusView {
  const { lights, coverage } = queueCoverage(core);
  return {
    lights: coverage.lights.map(({ uid, needs }, i) => ({
      uid,
      title: core.titleOfTask(uid),
      status: lights[i]!.task.status,
      complete: needs.every((need) => need.have >= need.wanted),
      needs: needs.map((need) => needView(need, core.filterName)),
    })),
  };
}

export async function coverageByNeed(core: ConsoleCore): Promise<CoverageView> {
  const found = await queueCoverageInPieces(core);
  const { masters } = await listMasters(core.store.dataFolder);
  const neededBy = lightsByNeed(found.coverage);
  const names = { filter: core.filterName, task: (uid: string) => core.titleOfTask(uid) };
  const needs = [...found.coverage.needs].sort(byKind);
  const plans = tasksForMissing(core, found).possible.map(({ draft }) => previewDraft(draft, draftContext(core)).plan);
  return {
    rows: needs.map((need) => coverageRow(need, neededBy.get(need) ?? [], masters, names)),
    lightCount: found.lights.length,
    missing: {
      tasks: plans.length,
      frames: plans.reduce((sum, plan) => sum + (plan?.frames ?? 0), 0),
      durationS: plans.reduce((sum, plan) => sum + (plan?.durationS ?? 0), 0),
    },
  };
}

/** Uids of the lights that share a need, in queue order. */
function lightsByNeed({ lights }: Coverage): Map<NeedCoverage, string[]> {
  const uids = new Map<NeedCoverage, string[]>();
  for (const { uid, needs } of lights) {
    for (const need of needs) {
      const known = uids.get(need);
      if (known === undefined) uids.set(need, [uid]);
      else known.push(uid);
    }
  }
  return uids;
}

/** Bias, darks by exposure, flats in the order of the lights. */
function byKind({ need: a }: NeedCoverage, { need: b }: NeedCoverage): number {
  const kinds = CALIBRATION_KINDS.indexOf(a.kind) - CALIBRATION_KINDS.indexOf(b.kind);
  return kinds === 0 && a.kind === 'dark' && b.kind === 'dark' ? a.exposureS - b.exposureS : kinds;
}

/** Null for a task that needs none. */
export function needsOfTask(core: ConsoleCore, uid: string): CalibrationNeedView[] | null {
  return coverageOfTask(core, uid)?.map((need) => needView(need, core.filterName)) ?? null;
}
