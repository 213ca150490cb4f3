/** Takes one task's missing frames, one after the other, until it is complete or something ends it. */
import { randomUUID } from 'node:crypto';
import type { FrameType, OpticalTaskType } from '../contract/vocabulary.ts';
import { DeviceError } from '../devices/ports.ts';
import { attemptsAt, type WordedReason } from '../store/ledger-store.ts';
import { loadTask, type TaskWithParts } from '../store/queue-store.ts';
import { type CellRow, cellProgress } from '../store/task-rows.ts';
import { isComplete, missingFrames } from '../tasks/progress.ts';
import { judgeWindow } from '../tasks/window.ts';
import { afterFault, awaitDisk } from './after-fault.ts';
import { diskObstacle } from './disk-room.ts';
import { Dithering } from './dithering.ts';
import { createFlatSeries, describeLeft, type FlatSeries, flatSourceOf } from './flat-series.ts';
import { planFrame } from './frame-plan.ts';
import { settleOpenFrames } from './recovery.ts';
import type { RunContext } from './run-context.ts';
import { nextCell, taskTitle } from './select-task.ts';
import { type FrameOutcome, takeFrame } from './take-frame.ts';
import type { TaskEnd } from './task-end.ts';

const FRAME_TYPE: Readonly<Record<OpticalTaskType, FrameType>> = {
  optical_imaging: 'light',
  optical_imaging_bias_calibration: 'bias',
  optical_imaging_dark_calibration: 'dark',
  optical_imaging_flat_calibration: 'flat',
};

/** So many frames rejected by checks in a row are worth a look … */
const NOTED_REJECTED = 2;
/** … and so many may be there before a person is needed. */
const MOST_REJECTED = 3;

export async function runTask(uid: string, run: RunContext): Promise<TaskEnd> {
  let flats: FlatSeries | null = null;
  let dithering: Dithering | null = null;
  let rejectedInARow = 0;
  let faultsInARow = 0;
  let covered = false;

  for (;;) {
    const item = loadTask(run.db, uid);
    if (item === null || item.task.status !== 'active') return { kind: 'taken-away' };
    const halt = run.haltReason();
    if (halt !== null) return { kind: 'halted', ...halt };
    if (run.isSkipped(uid)) return { kind: 'left', reason: 'skipped', why: 'skipped by the observer' };
    const frameType = FRAME_TYPE[item.task.taskType as OpticalTaskType];
    if (frameType === 'flat') flats ??= createFlatSeries(flatSourceOf(item), run);
    const cell = flats === null ? nextCell(item.cells) : flats.nextCell(item);
    if (run.stars.rejectedInARow >= MOST_REJECTED) {
      run.stars.startAnew();
      const why = `${MOST_REJECTED} lights in a row were rejected by their stars or sky.`;
      return { kind: 'trouble', reason: 'lights-rejected', why };
    }
    if (cell === undefined) {
      // The last light may turn out not to count.
      if (frameType === 'light' && (await run.stars.settled())) continue;
      if (isComplete(item.cells.map(cellProgress))) return { kind: 'completed' };
      const left = flats?.left ?? [];
      return left.length === 0
        ? { kind: 'left', reason: 'no-frames', why: 'its plan has no frames' }
        : { kind: 'left', reason: 'flat-light', why: describeLeft(left), flats: left };
    }

    const closed = closedWindow(item, cell, run);
    if (closed !== null) return closed;

    const disk = await run.lookAtDisk();
    const obstacle = diskObstacle(disk);
    if (obstacle !== null) {
      await awaitDisk(disk, obstacle, item, run);
      continue;
    }
    try {
      await run.instrument.connect();
      if (await settleForgottenFrames(run)) continue;
      if (!run.isWanted(uid)) continue;
      if ((frameType === 'dark' || frameType === 'bias') && !run.instrument.camera.hasShutter && !covered) {
        const answer = await run.ask({
          about: 'cover',
          text: 'The camera has no shutter. Cover the telescope, then confirm.',
          answers: ['Covered', 'Leave this task'],
        });
        if (answer !== 'Covered') return { kind: 'left', reason: 'not-covered', why: 'the telescope was not covered' };
        covered = true;
        continue;
      }
      await prepare(item, cell, run);
      if (!run.isWanted(uid)) continue;
      dithering ??= new Dithering(run.dither, frameType, flats?.source ?? null);
      if (dithering.isDue) {
        const leaves = await dither(dithering, item, cell, frameType, run);
        if (leaves !== null) return { kind: 'left', reason: 'not-dithered', ...leaves };
        continue;
      }
      const exposureS = flats === null ? plannedExposure(cell, run) : await flatExposure(item, cell, flats, run);
      if (exposureS === null || !run.isWanted(uid)) continue;

      run.show({
        step: 'exposing',
        activity: `${taskTitle(item, run.filterName)}: frame ${cell.accepted + 1} of ${cell.plannedFrames}`,
        ...shown(item, cell),
      });
      const outcome = await takeFrame(plannedOrder(item, cell, frameType, exposureS, run), {
        db: run.db,
        dataFolder: run.surroundings().dataFolder,
        instrument: run.instrument,
        events: run.events,
        toleranceC: temperatureOf(item, run).toleranceC,
        cost: run.cost,
        now: () => run.clock.now(),
      });
      faultsInARow = 0;
      dithering.frameTaken();
      rejectedInARow = outcome.kind === 'rejected' ? rejectedInARow + 1 : 0;
      tellOfRejections(rejectedInARow, outcome, uid, run);
      flats?.taken(cell, outcome);
      if (outcome.kind === 'rejected' && rejectedInARow >= MOST_REJECTED) {
        const why = `${rejectedInARow} frames in a row were rejected. The last: ${outcome.reason.message}`;
        const rejected = { frames: rejectedInARow, last: outcome.reason.facts };
        // Clouds over a twilight sky are nothing that a person could mend.
        return { kind: flats?.source === 'sky' ? 'left' : 'trouble', reason: 'frames-rejected', why, rejected };
      }
    } catch (thrown) {
      if (run.aborted(thrown) !== null) continue;
      const end = await afterFault(thrown, ++faultsInARow, item, run);
      if (end !== null) return end;
    }
  }
}

function dither(dithering: Dithering, item: TaskWithParts, cell: CellRow, frameType: FrameType, run: RunContext) {
  const activity = 'Moving the telescope a little between frames';
  run.show({ step: 'waiting', waitsFor: 'dither', activity, ...shown(item, cell) });
  const filterName = cell.filterId === null ? '' : (run.filterName(cell.filterId) ?? '');
  return dithering.move({ taskUid: item.task.uid, frameType, filterName }, run);
}

function tellOfRejections(inARow: number, outcome: FrameOutcome, taskUid: string, { events }: RunContext): void {
  if (outcome.kind !== 'rejected') events.clear('frames.rejected');
  if (outcome.kind !== 'rejected' || inARow < NOTED_REJECTED) return;
  const message = `${inARow} frames in a row were rejected. The last: ${outcome.reason.message}`;
  const facts = { inARow, why: outcome.reason.message, reason: outcome.reason.facts };
  events.raise({ kind: 'frames.rejected', facts, message, taskUid, frameUid: outcome.report.frameUid });
}

/** A frame whose end could not be written down, because the disk refused, is settled before the next. True if there was one. */
async function settleForgottenFrames(run: RunContext): Promise<boolean> {
  if (run.instrument.busy) return false;
  const why: WordedReason = {
    message: 'The disk refused while the frame was being taken.',
    facts: { code: 'disk-refused' },
  };
  const { dataFolder } = run.surroundings();
  const { temperature_setpoint_tolerance: toleranceC } = run.instrument.setup.camera;
  const leftovers = { cost: run.cost, toleranceC, now: run.clock.now() };
  const { recovered, lost } = await settleOpenFrames(run.db, dataFolder, leftovers, why);
  for (const frame of [...recovered, ...lost]) {
    run.events.frameChanged(frame.uid);
    if (frame.taskUid !== null) run.events.taskChanged(frame.taskUid);
  }
  return recovered.length + lost.length > 0;
}

function closedWindow(item: TaskWithParts, cell: CellRow, run: RunContext): TaskEnd | null {
  const frameS = (cell.frameExposureS ?? 0) + run.cost.readoutS;
  const { earliestStartTime: earliestStart, expirationTime: expiration } = item.task;
  const verdict = judgeWindow({ earliestStart, expiration }, run.clock.now(), frameS);
  switch (verdict.kind) {
    case 'open':
      return null;
    case 'too-early':
      return { kind: 'left', reason: 'start-moved', why: 'its earliest start was moved into the future' };
    case 'expired':
    case 'no-time-left': {
      const { observatoryAcquiredFrames: acquired, totalExposures: planned } = item.task;
      return { kind: 'expired', unfit: verdict.kind === 'no-time-left', acquired, planned };
    }
  }
}

interface Temperature {
  readonly setPointC: number | null;
  readonly toleranceC: number;
}

function temperatureOf(item: TaskWithParts, run: RunContext): Temperature {
  const { camera } = run.instrument.setup;
  return {
    setPointC: item.request?.ccdTemperatureC ?? camera.temperature_setpoint ?? null,
    toleranceC: item.request?.temperatureBand ?? camera.temperature_setpoint_tolerance,
  };
}

/**
 * Filter in the light path, sensor at its temperature. Does nothing where all is as it should be, and leaves off between two
 * steps when the run is not wanted any more: an abort ends the step under way, not the one after it.
 */
async function prepare(item: TaskWithParts, cell: CellRow, run: RunContext): Promise<void> {
  const { instrument } = run;
  const { setPointC, toleranceC } = temperatureOf(item, run);
  const cooling = setPointC !== null && instrument.camera.hasCooler && !instrument.isCooledTo(setPointC, toleranceC);
  if (cooling) await instrument.startCooling(setPointC);
  if (!run.isWanted(item.task.uid)) return;
  if (cell.filterId !== null) {
    const slot = instrument.slotOf(cell.filterId);
    const name = run.filterName(cell.filterId) ?? `filter ${cell.filterId}`;
    if (slot === null) throw new DeviceError('refused', `${name} is in no slot of the wheel.`);
    if (!instrument.isAtSlot(slot)) {
      run.show({ step: 'filter', activity: `Filter ${name} into the light path`, ...shown(item, cell) });
      await instrument.moveWheel(slot);
    }
  }
  if (cooling && run.isWanted(item.task.uid)) {
    run.show({ step: 'cooling', activity: `Cooling the sensor to ${setPointC} °C`, ...shown(item, cell) });
    await instrument.waitUntilCooled(setPointC, toleranceC);
  }
}

/** s */
function plannedExposure(cell: CellRow, run: RunContext): number {
  // A cell of 0 s is a bias.
  return cell.frameExposureS || run.instrument.camera.minExposureS;
}

/** s; null when there is something else to be done first: light to be waited for, another filter, what the observer wants. */
async function flatExposure(
  item: TaskWithParts,
  cell: CellRow,
  flats: FlatSeries,
  run: RunContext,
): Promise<number | null> {
  const settings = { binning: binningOf(item, run), gain: item.task.gainSetting };
  const step = await flats.nextStep(item, cell, settings, () =>
    run.show({ step: 'searching', activity: 'Searching the exposure of the flat', ...shown(item, cell) }),
  );
  if (step?.kind === 'wait') {
    run.show({ step: 'waiting', waitsFor: `flat-${step.why}`, activity: step.activity, ...shown(item, cell) });
    await run.wait(step.seconds);
  }
  return step?.kind === 'expose' ? step.exposureS : null;
}

function binningOf(item: TaskWithParts, run: RunContext): number {
  return item.task.binning ?? run.instrument.setup.camera.default_binning;
}

function plannedOrder(item: TaskWithParts, cell: CellRow, frameType: FrameType, exposureS: number, run: RunContext) {
  const tile = cell.tileIndex === null ? item.tiles[0] : item.tiles[cell.tileIndex];
  const filter =
    cell.filterId === null ? null : { id: cell.filterId, name: run.filterName(cell.filterId) ?? String(cell.filterId) };
  return planFrame(
    {
      frameUid: randomUUID(),
      taskUid: item.task.uid,
      purpose: 'task',
      frameType,
      exposureS,
      cellIndex: cell.cellIndex,
      tileIndex: cell.tileIndex,
      filter,
      attempt: attemptsAt(run.db, item.task.uid, cell.cellIndex) + 1,
      binning: binningOf(item, run),
      gain: item.task.gainSetting,
      subFrame: null,
      setPointC: run.instrument.camera.hasCooler ? temperatureOf(item, run).setPointC : null,
      object: frameType === 'light' ? (tile?.name ?? taskTitle(item, run.filterName)) : '',
      pointing: frameType === 'light' && tile ? { raDeg: tile.ra, decDeg: tile.dec } : null,
      ...(frameType === 'flat' ? { flatLight: flatSourceOf(item) } : {}),
    },
    run.surroundings(),
  );
}

function shown(item: TaskWithParts, cell: CellRow) {
  const missing = missingFrames(cellProgress(cell));
  return {
    taskUid: item.task.uid,
    cellIndex: cell.cellIndex,
    frameOfCell: { number: cell.accepted + 1, of: cell.accepted + missing },
    remainingS: item.task.remainingS,
  };
}
