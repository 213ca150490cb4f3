/**
 * The sky's level and noise in each cell of a mesh, as SExtractor finds them (Bertin and Arnouts 1996, section 3): the
 * histogram of the cell's pixels is clipped at 3 σ about its median until nothing more goes; the mode of what is left is the
 * level, its standard deviation the noise.
 */

/** Histogram of a cell: bins that are a power of two ADU wide, about the cell's rough median. */
const BINS: i32 = 1024;
const MIDDLE: i32 = BINS >> 1;
/** The rough median is that of so many pixels, in a grid of SAMPLES_ACROSS each way. */
const SAMPLES_ACROSS: i32 = 8;
const SAMPLES: i32 = SAMPLES_ACROSS * SAMPLES_ACROSS;
/** The histogram reaches at least this many rough standard deviations to either side. */
const REACH: i32 = 8;
const CLIP: f64 = 3;
const MOST_ROUNDS: i32 = 20;
/** Beyond this distance between mean and median, in σ, the cell is crowded and its median is the better guess. */
const CROWDED: f64 = 0.3;

/**
 * @param pixels u16, row after row
 * @param cell side of a cell; the last ones of a row or column are moved back so that they are whole (smaller than that only
 *   where the frame is)
 * @param scratch room for 1024 u32 and 128 i32
 * @param out for each cell, row after row, its level and its standard deviation, ADU, as f64
 */
export function measureSky(pixels: usize, width: i32, height: i32, cell: i32, scratch: usize, out: usize): void {
  const columns = (width + cell - 1) / cell;
  const rows = (height + cell - 1) / cell;
  const across = min(cell, width);
  const down = min(cell, height);
  for (let row = 0; row < rows; row++) {
    const top = min(row * cell, height - down);
    for (let column = 0; column < columns; column++) {
      const left = min(column * cell, width - across);
      const first = pixels + ((<usize>top * width + left) << 1);
      measureCell(first, width, across, down, scratch, out + ((<usize>row * columns + column) << 4));
    }
  }
}

function measureCell(first: usize, width: i32, across: i32, down: i32, scratch: usize, out: usize): void {
  const samples = scratch + ((<usize>BINS) << 2);
  const middle = sampleMedian(first, width, across, down, samples);
  const spread = sampleDeviation(samples, middle);
  let shift = 0;
  while (MIDDLE << shift < REACH * spread) shift++;
  const lowest = middle - (MIDDLE << shift);

  memory.fill(scratch, 0, BINS << 2);
  for (let y = 0; y < down; y++) {
    const row = first + ((<usize>y * width) << 1);
    for (let x = 0; x < across; x++) {
      const bin = (<i32>load<u16>(row + ((<usize>x) << 1)) - lowest) >> shift;
      if (<u32>bin < <u32>BINS) {
        const at = scratch + ((<usize>bin) << 2);
        store<u32>(at, load<u32>(at) + 1);
      }
    }
  }
  clip(scratch);
  const size = <f64>(1 << shift);
  // A bin of several values stands for their middle.
  store<f64>(out, <f64>lowest + level * size + (size - 1) / 2);
  store<f64>(out, deviation * size, 8);
}

/** What `clip` found, in bins. */
let level: f64 = 0;
let deviation: f64 = 0;

function clip(counts: usize): void {
  let from = 0;
  let to = BINS - 1;
  let median: f64 = 0;
  let mean: f64 = 0;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    let n: f64 = 0;
    let sum: f64 = 0;
    let squares: f64 = 0;
    for (let bin = from; bin <= to; bin++) {
      const count = <f64>load<u32>(counts + ((<usize>bin) << 2));
      const value = <f64>(bin - MIDDLE);
      n += count;
      sum += count * value;
      squares += count * value * value;
    }
    mean = sum / n;
    deviation = Math.sqrt(max(0, squares / n - mean * mean));
    median = medianOfBins(counts, from, n / 2);
    const low = max(from, <i32>Math.ceil(median - CLIP * deviation) + MIDDLE);
    const high = min(to, <i32>Math.floor(median + CLIP * deviation) + MIDDLE);
    // What is all of one value has a median of its own half a bin beside it, and nothing to clip.
    if ((low === from && high === to) || low > high) break;
    from = low;
    to = high;
  }
  const crowded = Math.abs(mean - median) >= CROWDED * deviation;
  level = (crowded ? median : 2.5 * median - 1.5 * mean) + MIDDLE;
}

/** Where `half` of the counts lie below, evenly spread over the width of their bin. */
function medianOfBins(counts: usize, from: i32, half: f64): f64 {
  let below: f64 = 0;
  let bin = from;
  let count = <f64>load<u32>(counts + ((<usize>bin) << 2));
  while (below + count < half) {
    below += count;
    count = <f64>load<u32>(counts + ((<usize>++bin) << 2));
  }
  return <f64>(bin - MIDDLE) - 0.5 + (half - below) / count;
}

/** Median of a grid of the cell's pixels; leaves them sorted at `samples`. */
function sampleMedian(first: usize, width: i32, across: i32, down: i32, samples: usize): i32 {
  for (let i = 0; i < SAMPLES; i++) {
    const x = ((2 * (i % SAMPLES_ACROSS) + 1) * across) / (2 * SAMPLES_ACROSS);
    const y = ((2 * (i / SAMPLES_ACROSS) + 1) * down) / (2 * SAMPLES_ACROSS);
    insert(samples, i, <i32>load<u16>(first + ((<usize>y * width + x) << 1)));
  }
  return load<i32>(samples + ((SAMPLES / 2) << 2));
}

/** Standard deviation as the samples' median absolute deviation tells it, rounded up; at least 1. */
function sampleDeviation(samples: usize, middle: i32): i32 {
  const deviations = samples + (SAMPLES << 2);
  for (let i = 0; i < SAMPLES; i++) insert(deviations, i, abs(load<i32>(samples + ((<usize>i) << 2)) - middle));
  return (load<i32>(deviations + ((SAMPLES / 2) << 2)) * 3) / 2 + 1;
}

/** Puts a value into its place among the `count` sorted ones that are there. */
function insert(sorted: usize, count: i32, value: i32): void {
  let at = sorted + ((<usize>count) << 2);
  while (at > sorted && load<i32>(at - 4) > value) {
    store<i32>(at, load<i32>(at - 4));
    at -= 4;
  }
  store<i32>(at, value);
}
