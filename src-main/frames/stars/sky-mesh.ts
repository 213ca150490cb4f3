/** The sky behind the stars: its level and noise on a mesh, smooth in between. */
import { SKY_CELL } from '../kernels/kernels.ts';
import { medianOf } from './medians.ts';

/** Noise below what rounding to whole ADU makes would promise more than the frame holds. */
const LEAST_SIGMA_ADU = 0.3;

export interface SkyMesh {
  /** Median over the frame, ADU. */
  readonly level: number;
  /** Standard deviation of a pixel, median over the frame, ADU. */
  readonly sigma: number;
  /** By cell, row after row. */
  readonly levels: Float64Array;
  readonly sigmas: Float64Array;
  /** Bilinear between the middles of the cells, constant beyond the outer ones; ADU. */
  levelAt(x: number, y: number): number;
  sigmaAt(x: number, y: number): number;
}

/**
 * @param measured level and standard deviation of each cell of `SKY_CELL` pixels, row after row. Each is replaced by the median of
 *   itself and its neighbours first, which takes out what bright stars did to their own cell (as SExtractor does)
 */
export function skyMesh(measured: Float64Array, width: number, height: number): SkyMesh {
  const columns = Math.ceil(width / SKY_CELL);
  const rows = Math.ceil(height / SKY_CELL);
  const levels = filtered(columns, rows, (cell) => measured[2 * cell]!);
  const sigmas = filtered(columns, rows, (cell) => Math.max(LEAST_SIGMA_ADU, measured[2 * cell + 1]!));
  const between = (values: Float64Array, x: number, y: number) => {
    const across = place(x, columns);
    const down = place(y, rows);
    const left = Math.floor(across);
    const top = Math.floor(down) * columns;
    const right = Math.min(columns - 1, left + 1);
    const bottom = Math.min((rows - 1) * columns, top + columns);
    const upper = values[top + left]! + (values[top + right]! - values[top + left]!) * (across - left);
    const lower = values[bottom + left]! + (values[bottom + right]! - values[bottom + left]!) * (across - left);
    return upper + (lower - upper) * (down - Math.floor(down));
  };
  return {
    level: medianOf(levels),
    sigma: medianOf(sigmas),
    levels,
    sigmas,
    levelAt: (x, y) => between(levels, x, y),
    sigmaAt: (x, y) => between(sigmas, x, y),
  };
}

/** In cells, from the middle of the first. */
function place(pixel: number, cells: number): number {
  return Math.max(0, Math.min(cells - 1, pixel / SKY_CELL - 0.5));
}

function filtered(columns: number, rows: number, ofCell: (cell: number) => number): Float64Array {
  return Float64Array.from({ length: columns * rows }, (_, cell) => {
    const [column, row] = [cell % columns, Math.floor(cell / columns)];
    const around: number[] = [];
    for (let y = Math.max(0, row - 1); y <= Math.min(rows - 1, row + 1); y++) {
      for (let x = Math.max(0, column - 1); x <= Math.min(columns - 1, column + 1); x++)
        around.push(ofCell(y * columns + x));
    }
    return medianOf(around);
  });
}
