/**
 * The sky's level and noise in each cell of a mesh, as SExtractor finds them (Bertin and Arnouts 1996, section 3): the
 * histogram of the cell's pixels is clipped at 3 σ about its median until nothing more goes; the mode of what is left is the
 * level, its standard deviation the noise.
 */

/** Histogram of a cell: bins that are a power of two ADU wide, about the cell's rough median; u16. */
const BINS: i32 = 1024;
const MIDDLE: i32 = BINS >> 1;
/** What is kept of a cell: its histogram, one bin more for all pixels beyond it, and what its first bin and their width are. */
const BEYOND: usize = (<usize>BINS) << 1;
const LOWEST: usize = BEYOND + 4;
const SHIFT: usize = BEYOND + 8;
const CELL_BYTES: usize = BEYOND + 16;
/** The rough median is that of so many pixels, in a grid of SAMPLES_ACROSS each way. */
const SAMPLES_ACROSS: i32 = 8;
const SAMPLES: i32 = SAMPLES_ACROSS * SAMPLES_ACROSS;
/** The histogram reaches at least this many rough standard deviations to either side. */
const REACH: i32 = 8;
/** So many rows are counted at a time: memory is read as it lies, and a cell's bins are still near when its next row comes. */
const ROWS_TOGETHER: i32 = 4;
const CLIP: f64 = 3;
const MOST_ROUNDS: i32 = 20;
/** Beyond this distance between mean and median, in σ, the cell is crowded and its median is the better guess. */
const CROWDED: f64 = 0.3;

/**
 * @param pixels u16, row after row
 * @param cell side of a cell, at most 64 (sums of squares of a cell's bins fit into 32 bits); the last ones of a row or column are
 *   moved back so that they are whole (smaller than that only where the frame is)
 * @param scratch room for 1024 i32 and, for each cell of a row, 2064 bytes
 * @param out for each cell, row after row, its level and its standard deviation, ADU, as f64
 * @param firstRow the first row of cells that is measured, up to `endRow`
 */
export function measureSky(
  pixels: usize,
  width: i32,
  height: i32,
  cell: i32,
  scratch: usize,
  out: usize,
  firstRow: i32,
  endRow: i32,
): void {
  const columns = (width + cell - 1) / cell;
  const across = min(cell, width);
  const down = min(cell, height);
  const cells = scratch + ((<usize>BINS) << 2);
  out += (<usize>(firstRow * columns)) << 4;
  for (let row = firstRow; row < endRow; row++) {
    const top = pixels + ((<usize>min(row * cell, height - down) * width) << 1);
    for (let column = 0; column < columns; column++) {
      const left = min(column * cell, width - across);
      beginCell(top + ((<usize>left) << 1), width, across, down, scratch, cells + <usize>column * CELL_BYTES);
    }
    for (let from = 0; from < down; from += ROWS_TOGETHER) {
      const to = min(down, from + ROWS_TOGETHER);
      for (let column = 0; column < columns; column++) {
        const left = top + ((<usize>min(column * cell, width - across)) << 1);
        for (let y = from; y < to; y++) {
          countRow(left + ((<usize>y * width) << 1), across, cells + <usize>column * CELL_BYTES);
        }
      }
    }
    for (let column = 0; column < columns; column++, out += 16) {
      endCell(cells + <usize>column * CELL_BYTES, scratch, out);
    }
  }
}

/** Chooses the bins of a cell and empties them. */
function beginCell(first: usize, width: i32, across: i32, down: i32, scratch: usize, histogram: usize): void {
  const middle = sampleMedian(first, width, across, down, scratch);
  const spread = sampleDeviation(scratch, middle);
  let shift = 0;
  while (MIDDLE << shift < REACH * spread) shift++;
  memory.fill(histogram, 0, CELL_BYTES);
  store<i32>(histogram + LOWEST, middle - (MIDDLE << shift));
  store<i32>(histogram + SHIFT, shift);
}

function countRow(row: usize, across: i32, histogram: usize): void {
  const lowest = load<i32>(histogram + LOWEST);
  const shift = load<i32>(histogram + SHIFT);
  const lowests = i32x4.splat(lowest);
  const beyond = i32x4.splat(BINS);
  let x = 0;
  for (; x + 4 <= across; x += 4) {
    const above = i32x4.sub(v128.load_ext<u16>(row + ((<usize>x) << 1)), lowests);
    // What lies below is a great number when its sign is not looked at.
    const bins = i32x4.min_u(i32x4.shr_s(above, shift), beyond);
    countUp(histogram, i32x4.extract_lane(bins, 0));
    countUp(histogram, i32x4.extract_lane(bins, 1));
    countUp(histogram, i32x4.extract_lane(bins, 2));
    countUp(histogram, i32x4.extract_lane(bins, 3));
  }
  for (; x < across; x++) {
    const bin = (<i32>load<u16>(row + ((<usize>x) << 1)) - lowest) >> shift;
    countUp(histogram, <u32>bin < <u32>BINS ? bin : BINS);
  }
}

function countUp(histogram: usize, bin: i32): void {
  const at = histogram + ((<usize>bin) << 1);
  store<u16>(at, load<u16>(at) + 1);
}

/** Clips a cell's histogram; `counts` is room for a copy of it as i32. */
function endCell(histogram: usize, counts: usize, out: usize): void {
  for (let bin = 0; bin < BINS; bin += 8) {
    const eight = v128.load(histogram + ((<usize>bin) << 1));
    const to = counts + ((<usize>bin) << 2);
    v128.store(to, i32x4.extend_low_i16x8_u(eight));
    v128.store(to, i32x4.extend_high_i16x8_u(eight), 16);
  }
  clip(counts);
  const size = <f64>(1 << load<i32>(histogram + SHIFT));
  // A bin of several values stands for their middle.
  store<f64>(out, <f64>load<i32>(histogram + LOWEST) + level * size + (size - 1) / 2);
  store<f64>(out, deviation * size, 8);
}

/** What `clip` found, in bins. */
let level: f64 = 0;
let deviation: f64 = 0;

/** Leaves nothing in the counts but what it kept. */
function clip(counts: usize): void {
  let from = 0;
  let to = BINS - 1;
  let median: f64 = 0;
  let mean: f64 = 0;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    sumUp(counts, from, to);
    mean = sum / <f64>n;
    deviation = Math.sqrt(max(0, squares / <f64>n - mean * mean));
    median = medianOfBins(counts, from, n);
    const low = max(from, <i32>Math.ceil(median - CLIP * deviation) + MIDDLE);
    const high = min(to, <i32>Math.floor(median + CLIP * deviation) + MIDDLE);
    // What is all of one value has a median of its own half a bin beside it, and nothing to clip.
    if ((low === from && high === to) || low > high) break;
    memory.fill(counts + ((<usize>from) << 2), 0, (<usize>(low - from)) << 2);
    memory.fill(counts + ((<usize>(high + 1)) << 2), 0, (<usize>(to - high)) << 2);
    from = low;
    to = high;
  }
  const crowded = Math.abs(mean - median) >= CROWDED * deviation;
  level = (crowded ? median : 2.5 * median - 1.5 * mean) + MIDDLE;
}

/** What `sumUp` found: the sum of all counts, of their bins, and of the bins' squares, from the middle bin. */
let n: i32 = 0;
let sum: f64 = 0;
let squares: f64 = 0;

/** Over the bins from `from` to `to`, four at a time: there is nothing in those beside them. */
function sumUp(counts: usize, from: i32, to: i32): void {
  const first = from & ~3;
  let values = i32x4.add(i32x4.splat(first - MIDDLE), i32x4(0, 1, 2, 3));
  const four = i32x4.splat(4);
  let ns = i32x4.splat(0);
  let sums = i32x4.splat(0);
  let squareds = i32x4.splat(0);
  const end = counts + ((<usize>to) << 2);
  for (let at = counts + ((<usize>first) << 2); at <= end; at += 16) {
    const count = v128.load(at);
    const moment = i32x4.mul(count, values);
    ns = i32x4.add(ns, count);
    sums = i32x4.add(sums, moment);
    squareds = i32x4.add(squareds, i32x4.mul(moment, values));
    values = i32x4.add(values, four);
  }
  n = sumOfLanes(ns);
  sum = <f64>sumOfLanes(sums);
  squares = <f64>sumOfLanes(squareds);
}

function sumOfLanes(lanes: v128): i32 {
  const halves = i32x4.add(lanes, v128.shuffle<i64>(lanes, lanes, 1, 0));
  return i32x4.extract_lane(halves, 0) + i32x4.extract_lane(halves, 1);
}

/** Where half of the counts lie below, evenly spread over the width of their bin. */
function medianOfBins(counts: usize, from: i32, all: i32): f64 {
  let below = 0;
  let at = counts + ((<usize>from) << 2);
  let count = load<i32>(at);
  while (2 * (below + count) < all) {
    below += count;
    at += 4;
    count = load<i32>(at);
  }
  return <f64>((<i32>(at - counts) >> 2) - MIDDLE) - 0.5 + (<f64>all / 2 - <f64>below) / <f64>count;
}

/** Gathers a grid of the cell's pixels, u16, and returns the middle one of them by size. */
function sampleMedian(first: usize, width: i32, across: i32, down: i32, samples: usize): i32 {
  let to = samples;
  for (let i = 0; i < SAMPLES_ACROSS; i++) {
    const y = ((2 * i + 1) * down) / (2 * SAMPLES_ACROSS);
    const row = first + ((<usize>y * width) << 1);
    for (let j = 0; j < SAMPLES_ACROSS; j++, to += 2) {
      const x = ((2 * j + 1) * across) / (2 * SAMPLES_ACROSS);
      store<u16>(to, load<u16>(row + ((<usize>x) << 1)));
    }
  }
  return middleOf(samples);
}

/** Standard deviation as the samples' median absolute deviation tells it, rounded up; at least 1. */
function sampleDeviation(samples: usize, middle: i32): i32 {
  const middles = i16x8.splat(<i16>middle);
  const deviations = samples + (SAMPLES << 1);
  for (let at: usize = 0; at < <usize>(SAMPLES << 1); at += 16) {
    const eight = v128.load(samples + at);
    v128.store(deviations + at, v128.or(i16x8.sub_sat_u(eight, middles), i16x8.sub_sat_u(middles, eight)));
  }
  return (middleOf(deviations) * 3) / 2 + 1;
}

/** Of `SAMPLES` u16, the least that more than half of them do not exceed; bit by bit from the highest. */
function middleOf(samples: usize): i32 {
  let below = 0;
  for (let bit = 1 << 15; bit > 0; bit >>= 1) {
    const tried = i16x8.splat(<i16>(below + bit));
    let counts = i16x8.splat(0);
    // A comparison that holds is −1.
    for (let at = samples; at < samples + <usize>(SAMPLES << 1); at += 16) {
      counts = i16x8.sub(counts, i16x8.lt_u(v128.load(at), tried));
    }
    if (sumOfLanes(i32x4.extadd_pairwise_i16x8_s(counts)) <= SAMPLES / 2) below += bit;
  }
  return below;
}
