/** How far a task is, what it still needs, and when it is complete. Lights are measured in seconds, calibrations in frames. */

/** What a cell was planned for and what is safely there (accepted: on disk and not rejected). */
export interface CellProgress {
  readonly frames: number;
  /** s; 0 where frames are counted. */
  readonly requiredS: number;
  /** s; null while a flat's exposure is not known. */
  readonly frameExposureS: number | null;
  readonly accepted: number;
  /** Real exposure time of the accepted frames, s. */
  readonly accumulatedS: number;
}

/**
 * A camera's real exposure differs from the wanted one by parts in a thousand. A deficit this small, in frames, does not
 * ask for another frame; without the allowance five frames of 59.99 s would make the run take a sixth.
 */
const DEFICIT_FRAMES = 0.05;
const DEFICIT_FRACTION = 0.002;

/** Frames that the cell still needs. */
export function missingFrames(cell: CellProgress): number {
  if (cell.requiredS <= 0) return Math.max(0, cell.frames - cell.accepted);
  const frameS = cell.frameExposureS ?? cell.requiredS;
  const deficitS = cell.requiredS - cell.accumulatedS;
  if (deficitS <= cell.requiredS * DEFICIT_FRACTION) return 0;
  return Math.max(0, Math.ceil(deficitS / frameS - DEFICIT_FRAMES));
}

export function isMet(cell: CellProgress): boolean {
  return missingFrames(cell) === 0;
}

/** True when every cell has what it needs. A task without cells is never complete. */
export function isComplete(cells: readonly CellProgress[]): boolean {
  return cells.length > 0 && cells.every(isMet);
}

/**
 * Σ min(acquired, required) / Σ required over the cells, 0..1, so that a surplus in one filter cannot hide a deficit in
 * another. A cell that is met counts as whole.
 */
export function progressOf(cells: readonly CellProgress[]): number {
  let acquired = 0;
  let required = 0;
  for (const cell of cells) {
    const needs = cell.requiredS > 0 ? cell.requiredS : cell.frames;
    const has = cell.requiredS > 0 ? cell.accumulatedS : cell.accepted;
    required += needs;
    acquired += isMet(cell) ? needs : Math.min(Math.max(0, has), needs);
  }
  return required > 0 ? Math.min(1, acquired / required) : 0;
}

/** Seconds beside the exposure that each frame costs. */
export interface FrameCost {
  readonly readoutS: number;
  /** Writing and bookkeeping. */
  readonly overheadS: number;
}

/** What a flat frame is taken to need while its exposure is still to be searched, s. */
export const GUESSED_FLAT_S = 5;

/** Exposure, readout and saving of the missing frames, s. */
export function remainingS(cells: readonly CellProgress[], cost: FrameCost): number {
  return cells.reduce((sum, cell) => {
    const frameS = (cell.frameExposureS ?? GUESSED_FLAT_S) + cost.readoutS + cost.overheadS;
    return sum + missingFrames(cell) * frameS;
  }, 0);
}

/**
 * Shares what was acquired elsewhere, known only as totals, among the cells in the order they are taken.
 * @returns frames and seconds per cell, summing up to the totals (the last cell takes a surplus)
 */
export function shareAmongCells(
  cells: readonly { readonly frames: number; readonly requiredS: number }[],
  acquiredFrames: number,
  accumulatedS: number,
): { frames: number; exposureS: number }[] {
  let framesLeft = acquiredFrames;
  let secondsLeft = accumulatedS;
  return cells.map((cell, index) => {
    const last = index === cells.length - 1;
    const frames = last ? framesLeft : Math.min(framesLeft, cell.frames);
    const perFrame = framesLeft > 0 ? secondsLeft / framesLeft : 0;
    const exposureS = last ? secondsLeft : perFrame * frames;
    framesLeft -= frames;
    // The last difference of equal sums may fall a hair below 0.
    secondsLeft = Math.max(0, secondsLeft - exposureS);
    return { frames, exposureS };
  });
}
