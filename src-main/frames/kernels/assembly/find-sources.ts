/**
 * Finds what stands out of the sky: takes the interpolated mesh off, smooths with a kernel like a star's image, and notes the
 * stretches of each row above the threshold and the peaks in them. All in integers: levels in 1/64 ADU, smoothed values in
 * 1/16384 ADU.
 *
 * The kernel is the binomial one, (1 4 6 4 1)/16 across and down: within a few percent the Gaussian of σ = 1 pixel, and sums
 * of 256 pixels of 22 bits fit into 32. Outside the frame there is nothing.
 */

/** Zeros that rows have before their first pixel and behind their last, i32 each. */
const PAD: i32 = 4;
/** Side of the mesh's cells, and its logarithm. */
const CELL_SHIFT: i32 = 6;
const HALF_CELL: i32 = 1 << (CELL_SHIFT - 1);

const SMOOTHED_ACROSS: i32 = 5;
const SMOOTHED: i32 = 3;
/** With two of the mesh. */
const ROWS: i32 = SMOOTHED_ACROSS + SMOOTHED + 2;

let stride: usize = 0;
/** Rows smoothed across (the last five), rows smoothed both ways (the last three). */
let acrossRows: usize = 0;
let smoothRows: usize = 0;
/** The mesh at the row's height. */
let levelNodes: usize = 0;
let thresholdNodes: usize = 0;

let stretchCount: i32 = 0;
let peakCount: i32 = 0;
/** Where the stretches of the row last smoothed began. */
let rowBegan: i32 = 0;

/** Of all calls since the first row, also of one that found no room for all. */
export function stretchesFound(): i32 {
  return stretchCount;
}

export function peaksFound(): i32 {
  return peakCount;
}

/**
 * @param pixels u16, row after row; 6 bytes behind the last are read
 * @param mesh for each cell of 64 × 64 pixels, row after row, the sky's level in 1/64 ADU and the threshold in 1/256 ADU, i32
 * @param scratch room for 10 rows of (width + 11) i32
 * @param stretches for each stretch above the threshold: row, first pixel, the one behind its last, i32
 * @param peaks for each smoothed pixel in them that is none lower than its eight neighbours: row, column, value, i32
 * @param from the first row that is taken up, up to `to`. A frame is gone through from its row 0 on, each call with the one after the
 *   last call's; its last row is known only after three more that are not there: to = height + 3
 * @returns false where there was no room for all
 */
export function findSources(
  pixels: usize,
  width: i32,
  height: i32,
  mesh: usize,
  scratch: usize,
  stretches: usize,
  mostStretches: i32,
  peaks: usize,
  mostPeaks: i32,
  from: i32,
  to: i32,
): bool {
  const columns = (width + 63) >> CELL_SHIFT;
  stride = (<usize>((width + 3) & ~3) + 2 * PAD) << 2;
  acrossRows = scratch;
  smoothRows = acrossRows + stride * SMOOTHED_ACROSS;
  levelNodes = smoothRows + stride * SMOOTHED;
  thresholdNodes = levelNodes + stride;
  if (from === 0) {
    // Rows above the first, and pixels beyond a row's ends.
    memory.fill(scratch, 0, stride * ROWS);
    stretchCount = 0;
    peakCount = 0;
    rowBegan = 0;
  }

  for (let y = from; y < to; y++) {
    const ahead = acrossRows + stride * (y % SMOOTHED_ACROSS);
    if (y < height) {
      meshRow(mesh, columns, height, y, 0, levelNodes);
      smoothAcross(pixels + ((<usize>y * width) << 1), columns, width, ahead);
    } else memory.fill(ahead, 0, stride);
    const row = y - 2;
    if (row < 0) continue;
    const smoothed = smoothRows + stride * (row % SMOOTHED);
    const rowBefore = rowBegan;
    rowBegan = stretchCount;
    if (row < height) {
      meshRow(mesh, columns, height, row, 4, thresholdNodes);
      if (!smoothDown(row, columns, width, smoothed, stretches, mostStretches)) return false;
    } else memory.fill(smoothed, 0, stride);
    if (row > 0 && !notePeaks(row - 1, rowBefore, rowBegan, stretches, peaks, mostPeaks)) return false;
  }
  return true;
}

/** The mesh's columns at row `y`, times 64: between the middles of cells linear, beyond the outer ones constant. */
function meshRow(mesh: usize, columns: i32, height: i32, y: i32, field: usize, nodes: usize): void {
  const rows = (height + 63) >> CELL_SHIFT;
  const upper = max(0, min(rows - 1, (y - HALF_CELL) >> CELL_SHIFT));
  const lower = min(rows - 1, upper + 1);
  const part = y < HALF_CELL ? 0 : (y - HALF_CELL) & 63;
  for (let column = 0; column < columns; column++) {
    const a = load<i32>(mesh + ((<usize>upper * columns + column) << 3) + field);
    const b = load<i32>(mesh + ((<usize>lower * columns + column) << 3) + field);
    store<i32>(nodes + ((<usize>column) << 2), (a << CELL_SHIFT) + (b - a) * part);
  }
}

/**
 * In the stretch from the middle of a cell (−1: from the first pixel) to that of the next one the mesh changes from pixel to pixel
 * by the same step; beyond the outer ones by none. Where it ends, a multiple of 4 that may lie up to three pixels behind the row:
 */
function stretchEnd(column: i32, columns: i32, width: i32): i32 {
  const rowEnd = (width + 3) & ~3;
  return column === columns - 1 ? rowEnd : min(rowEnd, (column << CELL_SHIFT) + 64 + HALF_CELL);
}

function firstNode(nodes: usize, column: i32): i32 {
  return load<i32>(nodes + ((<usize>max(0, column)) << 2));
}

function stepFrom(nodes: usize, column: i32, columns: i32): i32 {
  const next = load<i32>(nodes + ((<usize>min(columns - 1, column + 1)) << 2));
  return (next - firstNode(nodes, column)) >> CELL_SHIFT;
}

/** From `start` on, as many steps for each of four pixels as it is behind the first. */
function ramp(start: i32, step: i32): v128 {
  return i32x4.add(i32x4.splat(start), i32x4.mul(i32x4.splat(step), i32x4(0, 1, 2, 3)));
}

/** 1 4 6 4 1 of five vectors. */
function binomial(a: v128, b: v128, c: v128, d: v128, e: v128): v128 {
  const inner = i32x4.add(i32x4.add(b, d), c);
  return i32x4.add(i32x4.add(i32x4.add(a, e), i32x4.shl(inner, 2)), i32x4.shl(c, 1));
}

/** Takes the sky off a row and smooths it across, four pixels at a time: those before and behind them are needed too. */
function smoothAcross(pixels: usize, columns: i32, width: i32, target: usize): void {
  let before = i32x4.splat(0);
  let here = i32x4.splat(0);
  let at = target;
  let x = 0;
  for (let column = -1; column < columns; column++) {
    const step = stepFrom(levelNodes, column, columns);
    const steps = i32x4.splat(4 * step);
    let levels = ramp(firstNode(levelNodes, column), step);
    const end = stretchEnd(column, columns, width);
    for (; x < end; x += 4) {
      const values = i32x4.shl(v128.load_ext<u16>(pixels + ((<usize>x) << 1)), CELL_SHIFT);
      let behind = i32x4.sub(values, i32x4.shr_s(levels, CELL_SHIFT));
      levels = i32x4.add(levels, steps);
      // What was read beyond the row's end belongs to the next one.
      if (x + 4 > width) behind = v128.and(behind, i32x4.lt_s(i32x4(0, 1, 2, 3), i32x4.splat(width - x)));
      v128.store(at, acrossOf(before, here, behind));
      at += 16;
      before = here;
      here = behind;
    }
  }
  v128.store(at, acrossOf(before, here, i32x4.splat(0)));
}

/** Of twelve pixels, the middle four smoothed across. */
function acrossOf(before: v128, here: v128, behind: v128): v128 {
  return binomial(
    v128.shuffle<i32>(before, here, 2, 3, 4, 5),
    v128.shuffle<i32>(before, here, 3, 4, 5, 6),
    here,
    v128.shuffle<i32>(here, behind, 1, 2, 3, 4),
    v128.shuffle<i32>(here, behind, 2, 3, 4, 5),
  );
}

/** Smooths row `y` down, from those smoothed across, and notes the stretches of it above the threshold. */
function smoothDown(y: i32, columns: i32, width: i32, target: usize, stretches: usize, most: i32): bool {
  const a = acrossRows + stride * ((y + 3) % SMOOTHED_ACROSS);
  const b = acrossRows + stride * ((y + 4) % SMOOTHED_ACROSS);
  const c = acrossRows + stride * (y % SMOOTHED_ACROSS);
  const d = acrossRows + stride * ((y + 1) % SMOOTHED_ACROSS);
  const e = acrossRows + stride * ((y + 2) % SMOOTHED_ACROSS);
  let from = -1;
  let x = 0;
  for (let column = -1; column < columns; column++) {
    const step = stepFrom(thresholdNodes, column, columns);
    const steps = i32x4.splat(4 * step);
    let thresholds = ramp(firstNode(thresholdNodes, column), step);
    const end = stretchEnd(column, columns, width);
    for (; x < end; x += 4) {
      const at = (<usize>(PAD + x)) << 2;
      const smoothed = binomial(
        v128.load(a + at),
        v128.load(b + at),
        v128.load(c + at),
        v128.load(d + at),
        v128.load(e + at),
      );
      v128.store(target + at, smoothed);
      const above = i32x4.bitmask(i32x4.gt_s(smoothed, thresholds));
      thresholds = i32x4.add(thresholds, steps);
      // Nothing begins, nothing ends.
      if (above === (from < 0 ? 0 : 15)) continue;
      const last = min(4, width - x);
      for (let i = 0; i < last; i++) {
        const isAbove = ((above >> i) & 1) !== 0;
        if (isAbove && from < 0) from = x + i;
        else if (!isAbove && from >= 0) {
          if (!noteThree(stretches, stretchCount, most, y, from, x + i)) return false;
          stretchCount++;
          from = -1;
        }
      }
    }
  }
  for (x = width; x < width + PAD; x++) store<i32>(target + ((<usize>(PAD + x)) << 2), 0);
  if (from < 0) return true;
  if (!noteThree(stretches, stretchCount, most, y, from, width)) return false;
  stretchCount++;
  return true;
}

/** Peaks in the stretches of row `y`, which are those from `first` up to `end`. */
function notePeaks(y: i32, first: i32, end: i32, stretches: usize, peaks: usize, most: i32): bool {
  const above = smoothRows + stride * ((y + 2) % SMOOTHED);
  const here = smoothRows + stride * (y % SMOOTHED);
  const below = smoothRows + stride * ((y + 1) % SMOOTHED);
  for (let i = first; i < end; i++) {
    const from = load<i32>(stretches + <usize>i * 12, 4);
    const to = load<i32>(stretches + <usize>i * 12, 8);
    for (let x = from; x < to; x++) {
      const at = (<usize>(PAD + x)) << 2;
      const value = load<i32>(here + at);
      // Of neighbours of the same height the last one is the peak.
      if (load<i32>(here + at - 4) > value || load<i32>(here + at + 4) >= value) continue;
      if (threeHighest(above + at) > value || threeHighest(below + at) >= value) continue;
      if (!noteThree(peaks, peakCount, most, y, x, value)) return false;
      peakCount++;
    }
  }
  return true;
}

function threeHighest(at: usize): i32 {
  return max(load<i32>(at - 4), max(load<i32>(at), load<i32>(at, 4)));
}

function noteThree(list: usize, count: i32, most: i32, a: i32, b: i32, c: i32): bool {
  if (count === most) return false;
  const at = list + <usize>count * 12;
  store<i32>(at, a);
  store<i32>(at, b, 4);
  store<i32>(at, c, 8);
  return true;
}
