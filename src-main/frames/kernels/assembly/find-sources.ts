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
const ROWS: i32 = SMOOTHED_ACROSS + SMOOTHED + 4;

let stride: usize = 0;
/** Rows smoothed across (the last five), rows smoothed both ways (the last three), one of levels, one of thresholds. */
let acrossRows: usize = 0;
let smoothRows: usize = 0;
let levels: usize = 0;
let thresholds: usize = 0;
/** The mesh at the row's height. */
let levelNodes: usize = 0;
let thresholdNodes: usize = 0;

let stretchCount: i32 = 0;
let peakCount: i32 = 0;

/** Of the last call, also of one that found no room for all. */
export function stretchesFound(): i32 {
  return stretchCount;
}

export function peaksFound(): i32 {
  return peakCount;
}

/**
 * @param pixels u16, row after row; 14 bytes behind the last are read
 * @param mesh for each cell of 64 × 64 pixels, row after row, the sky's level in 1/64 ADU and the threshold in 1/256 ADU, i32
 * @param scratch room for 12 rows of (width + 11) i32
 * @param stretches for each stretch above the threshold: row, first pixel, the one behind its last, i32
 * @param peaks for each smoothed pixel in them that is none lower than its eight neighbours: row, column, value, i32
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
): bool {
  const columns = (width + 63) >> CELL_SHIFT;
  stride = (<usize>((width + 3) & ~3) + 2 * PAD) << 2;
  acrossRows = scratch;
  smoothRows = acrossRows + stride * SMOOTHED_ACROSS;
  levels = smoothRows + stride * SMOOTHED;
  thresholds = levels + stride;
  levelNodes = thresholds + stride;
  thresholdNodes = levelNodes + stride;
  // Rows above the first, and pixels beyond a row's ends.
  memory.fill(scratch, 0, stride * ROWS);
  stretchCount = 0;
  peakCount = 0;
  let lastStretches = 0;

  for (let y = 0; y < height + 3; y++) {
    const ahead = acrossRows + stride * (y % SMOOTHED_ACROSS);
    if (y < height) {
      meshRow(mesh, columns, height, y, 0, levelNodes);
      spread(levelNodes, columns, width, levels);
      takeOff(pixels + ((<usize>y * width) << 1), width);
      smoothAcross(ahead, width);
    } else memory.fill(ahead, 0, stride);
    const row = y - 2;
    if (row < 0) continue;
    const smoothed = smoothRows + stride * (row % SMOOTHED);
    if (row < height) smoothDown(smoothed, y, width);
    else memory.fill(smoothed, 0, stride);
    if (row > 0 && !notePeaks(row - 1, lastStretches, stretches, peaks, mostPeaks)) return false;
    lastStretches = stretchCount;
    if (row < height) {
      meshRow(mesh, columns, height, row, 4, thresholdNodes);
      spread(thresholdNodes, columns, width, thresholds);
      if (!noteStretches(smoothed, row, width, stretches, mostStretches)) return false;
    }
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

/** The nodes spread over the pixels of a row, in the same way. Writes up to three beyond the last pixel. */
function spread(nodes: usize, columns: i32, width: i32, row: usize): void {
  const first = load<i32>(nodes);
  let x = 0;
  x = fill(row, x, min(width, HALF_CELL), first, 0);
  for (let column = 0; column + 1 < columns; column++) {
    const from = load<i32>(nodes + ((<usize>column) << 2));
    const to = load<i32>(nodes + ((<usize>column) << 2), 4);
    x = fill(row, x, min(width, x + 64), from, (to - from) >> CELL_SHIFT);
  }
  fill(row, x, width, load<i32>(nodes + ((<usize>(columns - 1)) << 2)), 0);
}

/** Fills from pixel `x`, a multiple of 4, to `end`; returns where it ended. */
function fill(row: usize, x: i32, end: i32, start: i32, step: i32): i32 {
  let values = i32x4.add(i32x4.splat(start), i32x4.mul(i32x4.splat(step), i32x4(0, 1, 2, 3)));
  const steps = i32x4.splat(4 * step);
  for (; x < end; x += 4) {
    v128.store(row + ((<usize>(PAD + x)) << 2), values);
    values = i32x4.add(values, steps);
  }
  return x;
}

/** Makes the row of levels one of what is above them, 1/64 ADU. */
function takeOff(pixels: usize, width: i32): void {
  let x = 0;
  for (; x < width; x += 4) {
    const at = levels + ((<usize>(PAD + x)) << 2);
    const values = i32x4.shl(v128.load_ext<u16>(pixels + ((<usize>x) << 1)), CELL_SHIFT);
    v128.store(at, i32x4.sub(values, i32x4.shr_s(v128.load(at), CELL_SHIFT)));
  }
  // What was read beyond the row's end belongs to the next one.
  for (x = width; x < width + PAD; x++) store<i32>(levels + ((<usize>(PAD + x)) << 2), 0);
}

/** 1 4 6 4 1 of five vectors. */
function binomial(a: v128, b: v128, c: v128, d: v128, e: v128): v128 {
  const inner = i32x4.add(i32x4.add(b, d), c);
  return i32x4.add(i32x4.add(i32x4.add(a, e), i32x4.shl(inner, 2)), i32x4.shl(c, 1));
}

function smoothAcross(target: usize, width: i32): void {
  for (let x = 0; x < width; x += 4) {
    const at = levels + ((<usize>(PAD + x)) << 2);
    v128.store(
      target + ((<usize>(PAD + x)) << 2),
      binomial(v128.load(at - 8), v128.load(at - 4), v128.load(at), v128.load(at + 4), v128.load(at + 8)),
    );
  }
}

/** Smooths down the row two above `y`, the newest that was smoothed across. */
function smoothDown(target: usize, y: i32, width: i32): void {
  const a = acrossRows + stride * ((y + 1) % SMOOTHED_ACROSS);
  const b = acrossRows + stride * ((y + 2) % SMOOTHED_ACROSS);
  const c = acrossRows + stride * ((y + 3) % SMOOTHED_ACROSS);
  const d = acrossRows + stride * ((y + 4) % SMOOTHED_ACROSS);
  const e = acrossRows + stride * (y % SMOOTHED_ACROSS);
  for (let x = 0; x < width; x += 4) {
    const at = (<usize>(PAD + x)) << 2;
    v128.store(
      target + at,
      binomial(v128.load(a + at), v128.load(b + at), v128.load(c + at), v128.load(d + at), v128.load(e + at)),
    );
  }
  for (let x = width; x < width + PAD; x++) store<i32>(target + ((<usize>(PAD + x)) << 2), 0);
}

function noteStretches(smoothed: usize, y: i32, width: i32, stretches: usize, most: i32): bool {
  let from = -1;
  for (let x = 0; x < width; x += 4) {
    const at = (<usize>(PAD + x)) << 2;
    const above = i32x4.gt_s(v128.load(smoothed + at), v128.load(thresholds + at));
    if (!v128.any_true(above) && from < 0) continue;
    const end = min(x + 4, width);
    for (let i = x; i < end; i++) {
      const here = (<usize>(PAD + i)) << 2;
      const isAbove = load<i32>(smoothed + here) > load<i32>(thresholds + here);
      if (isAbove && from < 0) from = i;
      else if (!isAbove && from >= 0) {
        if (!noteThree(stretches, stretchCount, most, y, from, i)) return false;
        stretchCount++;
        from = -1;
      }
    }
  }
  if (from < 0) return true;
  if (!noteThree(stretches, stretchCount, most, y, from, width)) return false;
  stretchCount++;
  return true;
}

/** Peaks in the stretches of row `y`, which are those from `first` on. */
function notePeaks(y: i32, first: i32, stretches: usize, peaks: usize, most: i32): bool {
  const above = smoothRows + stride * ((y + 2) % SMOOTHED);
  const here = smoothRows + stride * (y % SMOOTHED);
  const below = smoothRows + stride * ((y + 1) % SMOOTHED);
  for (let i = first; i < stretchCount; i++) {
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
