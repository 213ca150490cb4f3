/** What must hold in the books at any moment, as pure rules over what was read of them. No file and no database in here. */
import type { AuditedFrame, AuditedTask, Books } from '../store/ledger-audit.ts';
import { type CellRow, cellProgress, totalsOf } from '../store/task-rows.ts';
import { missingFrames } from '../tasks/progress.ts';

export type ViolationCode =
  | 'file-missing'
  | 'file-differs'
  | 'file-damaged'
  | 'file-of-another-frame'
  | 'file-unknown'
  | 'file-of-lost-frame'
  | 'path-shared'
  | 'frame-open'
  | 'frame-incomplete'
  | 'frame-without-cell'
  | 'cell-counts'
  | 'cell-surplus'
  | 'task-totals'
  | 'task-times'
  | 'task-assets'
  | 'task-active'
  | 'final-changed';

export interface Violation {
  readonly code: ViolationCode;
  /** Of the frame or task that it is about; empty for a file that nothing is known of. */
  readonly uid: string;
  /** Relative to the data folder; empty where it is not about a file. */
  readonly path: string;
  readonly message: string;
}

/** Sums of exposure times are rounded at every step. s */
const TIME_TOLERANCE_S = 1e-5;

const differs = (a: number, b: number) => Math.abs(a - b) > TIME_TOLERANCE_S;

/** Everything in the books that does not follow from the ledger; empty when all is well. */
export function violationsInBooks(books: Books): Violation[] {
  const framesOfTask = Map.groupBy(
    books.frames.filter((frame) => frame.purpose === 'task'),
    (frame) => frame.taskUid ?? '',
  );
  const framesOfCell = Map.groupBy(books.frames, (frame) => frame.cellId ?? 0);
  const cellsOfTask = Map.groupBy(books.cells, (cell) => cell.taskUid);
  const assetsOfTask = Map.groupBy(books.assets, (asset) => asset.taskUid);
  return [
    ...sharedPaths(books.frames),
    ...books.frames.flatMap(incompleteFrame),
    ...books.cells.flatMap((cell) => cellViolations(cell, framesOfCell.get(cell.id) ?? [])),
    ...books.tasks.flatMap((task) => {
      const frames = framesOfTask.get(task.uid) ?? [];
      const cells = cellsOfTask.get(task.uid) ?? [];
      return [
        ...framesWithoutCell(frames, cells),
        ...taskTotals(task, frames, cells),
        ...taskTimes(task, frames),
        ...taskAssets(task, frames, assetsOfTask.get(task.uid) ?? []),
      ];
    }),
    ...books.leftFinal.map(({ taskUid, fromStatus, toStatus }) =>
      violation('final-changed', taskUid, `The task was ${fromStatus}, which is final, and became ${toStatus}.`),
    ),
  ];
}

/** What must hold besides while nothing is being taken: no frame is half way, no task is active. */
export function violationsAtRest(books: Books): Violation[] {
  return [
    ...books.frames
      .filter((frame) => isOpen(frame))
      .map((frame) =>
        violation('frame-open', frame.uid, `The frame is ${frame.state}, though no frame is being taken.`, frame.path),
      ),
    ...books.tasks
      .filter((task) => task.status === 'active')
      .map((task) => violation('task-active', task.uid, 'The task is active, though nothing is being run.')),
  ];
}

export function isOpen({ state }: Pick<AuditedFrame, 'state'>): boolean {
  return state === 'intended' || state === 'exposing' || state === 'reading';
}

export function isSafe({ state }: Pick<AuditedFrame, 'state'>): boolean {
  return state === 'written' || state === 'counted' || state === 'rejected';
}

export function violation(code: ViolationCode, uid: string, message: string, path = ''): Violation {
  return { code, uid, path, message };
}

function sharedPaths(frames: readonly AuditedFrame[]): Violation[] {
  const owner = new Map<string, string>();
  return frames.filter(isSafe).flatMap(({ uid, path }) => {
    const other = owner.get(path);
    owner.set(path, uid);
    return other === undefined
      ? []
      : [violation('path-shared', uid, `The file stands for frame ${other} as well.`, path)];
  });
}

function incompleteFrame(frame: AuditedFrame): Violation[] {
  if (!isSafe(frame) || (frame.sha256 !== null && frame.bytes !== null && frame.startedAt !== null)) return [];
  return [
    violation(
      'frame-incomplete',
      frame.uid,
      `The frame is ${frame.state} without its hash, size or start.`,
      frame.path,
    ),
  ];
}

function cellViolations(cell: CellRow, frames: readonly AuditedFrame[]): Violation[] {
  const counted = frames.filter((frame) => frame.state === 'counted');
  const follows = {
    attempted: cell.attemptedElsewhere + frames.length,
    acquired: cell.acquiredElsewhere + frames.filter(isSafe).length,
    accepted: cell.acceptedElsewhere + counted.length,
    accumulatedS: cell.accumulatedElsewhereS + counted.reduce((sum, frame) => sum + frame.exposureS, 0),
  };
  const wrong = (['attempted', 'acquired', 'accepted', 'accumulatedS'] as const).filter((name) =>
    differs(cell[name], follows[name]),
  );
  const found = wrong.map((name) =>
    violation(
      'cell-counts',
      cell.taskUid,
      `Cell ${cell.cellIndex + 1}: ${name} is ${cell[name]}, the ledger’s frames make ${follows[name]}.`,
    ),
  );
  return isSurplus(cell, counted) ? [...found, surplus(cell)] : found;
}

/** More frames than planned, and even without the last one the cell would not have needed another. */
function isSurplus(cell: CellRow, counted: readonly AuditedFrame[]): boolean {
  const last = counted.at(-1);
  if (last === undefined || cell.accepted <= cell.plannedFrames + cell.surplusAllowed) return false;
  const withoutLast = {
    ...cellProgress(cell),
    accepted: cell.accepted - 1,
    accumulatedS: cell.accumulatedS - last.exposureS,
  };
  return missingFrames(withoutLast) === 0;
}

function surplus(cell: CellRow): Violation {
  const more = cell.surplusAllowed > 0 ? ` and ${cell.surplusAllowed} more were asked for` : '';
  return violation(
    'cell-surplus',
    cell.taskUid,
    `Cell ${cell.cellIndex + 1} has ${cell.accepted} frames; ${cell.plannedFrames} were planned${more}.`,
  );
}

function framesWithoutCell(frames: readonly AuditedFrame[], cells: readonly CellRow[]): Violation[] {
  const known = new Set(cells.map((cell) => cell.id));
  if (known.size === 0) return [];
  return frames
    .filter((frame) => frame.state === 'counted' && (frame.cellId === null || !known.has(frame.cellId)))
    .map((frame) =>
      violation('frame-without-cell', frame.uid, 'The frame is counted for no cell of its task.', frame.path),
    );
}

const COST_IS_NOT_CHECKED = { readoutS: 0, overheadS: 0 };

/** Totals that upstream gave stand as they came until this console has acquired a frame of its own. */
function taskTotals(task: AuditedTask, frames: readonly AuditedFrame[], cells: readonly CellRow[]): Violation[] {
  if (!frames.some((frame) => isSafe(frame) && frame.cellId !== null)) return [];
  const follows = totalsOf(cells, COST_IS_NOT_CHECKED);
  return (['accumulatedExposureTime', 'observatoryAcquiredFrames', 'progress'] as const)
    .filter((name) => differs(task[name], follows[name]))
    .map((name) =>
      violation('task-totals', task.uid, `The task’s ${name} is ${task[name]}, its cells make ${follows[name]}.`),
    );
}

function taskTimes(task: AuditedTask, frames: readonly AuditedFrame[]): Violation[] {
  const begun = frames.some((frame) => isSafe(frame));
  const wrong = [
    begun && task.actualStartTime === null && 'has frames and no actual start',
    task.status === 'completed' && task.completedOn === null && 'is completed and has no time of completion',
    task.status !== 'completed' && task.completedOn !== null && `is ${task.status} and has a time of completion`,
  ].filter((sentence) => sentence !== false);
  return wrong.map((sentence) => violation('task-times', task.uid, `The task ${sentence}.`));
}

function taskAssets(task: AuditedTask, frames: readonly AuditedFrame[], assets: Books['assets']): Violation[] {
  const counted = new Map(
    frames.filter((frame) => frame.state === 'counted' && frame.cellId !== null).map((frame) => [frame.uid, frame]),
  );
  const ours = new Set(frames.map((frame) => frame.uid));
  const listed = assets.filter((asset) => asset.frameUid !== null && ours.has(asset.frameUid));
  const found: Violation[] = [];
  for (const uid of counted.keys()) {
    const times = listed.filter((asset) => asset.frameUid === uid).length;
    if (times !== 1)
      found.push(violation('task-assets', task.uid, `The counted frame ${uid} is listed ${times} times.`));
  }
  for (const { frameUid, path, sha256 } of listed) {
    const frame = counted.get(frameUid!);
    if (frame === undefined)
      found.push(violation('task-assets', task.uid, `Frame ${frameUid} is listed and not counted.`));
    else if (frame.path !== path || frame.sha256 !== sha256)
      found.push(violation('task-assets', task.uid, `Frame ${frameUid} is listed with another file than its own.`));
  }
  if (task.assetsRevision < counted.size) {
    const message = `The task’s assets_revision is ${task.assetsRevision}, though ${counted.size} files were added.`;
    found.push(violation('task-assets', task.uid, message));
  }
  return found;
}
