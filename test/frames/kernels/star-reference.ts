/** What the star kernels are to give, told slowly and plainly: each pixel on its own, from the definition. */

const CELL = 64;
const KERNEL = [1, 4, 6, 4, 1];

export interface Image {
  readonly width: number;
  readonly height: number;
  readonly pixels: readonly number[];
}

/** Level and standard deviation of each cell, by sorting the pixels again after each clipping. */
export function skyOf({ width, height, pixels }: Image, cell: number): [level: number, deviation: number][] {
  const [across, down] = [Math.min(cell, width), Math.min(cell, height)];
  const result: [number, number][] = [];
  for (let row = 0; row < Math.ceil(height / cell); row++) {
    for (let column = 0; column < Math.ceil(width / cell); column++) {
      const [left, top] = [Math.min(column * cell, width - across), Math.min(row * cell, height - down)];
      const rows = Array.from({ length: down }, (_, y) =>
        pixels.slice((top + y) * width + left, (top + y) * width + left + across),
      );
      result.push(clipped(rows));
    }
  }
  return result;
}

function clipped(rows: readonly (readonly number[])[]): [number, number] {
  const { lowest, size } = bins(rows);
  let kept = rows
    .flat()
    .map((value) => Math.floor((value - lowest) / size))
    .filter((bin) => bin >= 0 && bin < 1024);
  let [mean, median, deviation] = [0, 0, 0];
  for (let round = 0; round < 20; round++) {
    mean = average(kept);
    deviation = Math.sqrt(Math.max(0, average(kept.map((bin) => (bin - mean) ** 2))));
    median = groupedMedian(kept);
    const [low, high] = [Math.ceil(median - 3 * deviation - 1e-9), Math.floor(median + 3 * deviation + 1e-9)];
    const left = kept.filter((bin) => bin >= low && bin <= high);
    if (left.length === kept.length || left.length === 0) break;
    kept = left;
  }
  const mode = Math.abs(mean - median) >= 0.3 * deviation ? median : 2.5 * median - 1.5 * mean;
  return [lowest + mode * size + (size - 1) / 2, deviation * size];
}

/** The histogram's bins follow from 64 pixels in a grid. */
function bins(rows: readonly (readonly number[])[]): { lowest: number; size: number } {
  const sorted = (values: number[]) => values.sort((a, b) => a - b);
  const grid = (i: number, length: number) => Math.floor(((2 * i + 1) * length) / 16);
  const samples = sorted(
    Array.from({ length: 64 }, (_, i) => rows[grid(Math.floor(i / 8), rows.length)]![grid(i % 8, rows[0]!.length)]!),
  );
  const middle = samples[32]!;
  const deviations = sorted(samples.map((value) => Math.abs(value - middle)));
  const spread = Math.floor((deviations[32]! * 3) / 2) + 1;
  let size = 1;
  while (512 * size < 8 * spread) size *= 2;
  return { lowest: middle - 512 * size, size };
}

function average(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Each value stands for what lies half a bin to either side of it, evenly spread. */
function groupedMedian(values: readonly number[]): number {
  const half = values.length / 2;
  const counts = Map.groupBy(values, (value) => value);
  let below = 0;
  for (const value of [...counts.keys()].sort((a, b) => a - b)) {
    const count = counts.get(value)!.length;
    if (below + count >= half) return value - 0.5 + (half - below) / count;
    below += count;
  }
  throw new RangeError('Nothing has no median.');
}

export interface Mesh {
  /** By cell: level in 1/64 ADU, threshold in 1/256 ADU, whole numbers. */
  readonly levels: readonly number[];
  readonly thresholds: readonly number[];
}

export function sourcesOf(image: Image, mesh: Mesh): { stretches: number[][]; peaks: number[][] } {
  const { width, height } = image;
  const smoothed = smooth(image, mesh);
  const at = (x: number, y: number) => (x < 0 || y < 0 || x >= width || y >= height ? 0 : smoothed[y * width + x]!);
  const isAbove = (x: number, y: number) => x < width && at(x, y) > interpolated(mesh.thresholds, image, x, y);
  const stretches: number[][] = [];
  const peaks: number[][] = [];
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if (!isAbove(x, y)) continue;
      if (x === 0 || !isAbove(x - 1, y)) {
        let end = x;
        while (isAbove(end, y)) end++;
        stretches.push([y, x, end]);
      }
      const value = at(x, y);
      const before = [at(x - 1, y - 1), at(x, y - 1), at(x + 1, y - 1), at(x - 1, y)];
      const after = [at(x + 1, y), at(x - 1, y + 1), at(x, y + 1), at(x + 1, y + 1)];
      if (before.every((other) => other <= value) && after.every((other) => other < value)) peaks.push([y, x, value]);
    }
  }
  return { stretches, peaks };
}

function smooth(image: Image, { levels }: Mesh): number[] {
  const { width, height, pixels } = image;
  const above = pixels.map((value, i) => {
    const level = interpolated(levels, image, i % width, Math.floor(i / width));
    return 64 * value - Math.floor(level / 64);
  });
  return above.map((_, i) => {
    let sum = 0;
    for (let dy = -2; dy <= 2; dy++) {
      for (let dx = -2; dx <= 2; dx++) {
        const [x, y] = [(i % width) + dx, Math.floor(i / width) + dy];
        if (x >= 0 && y >= 0 && x < width && y < height)
          sum += KERNEL[dx + 2]! * KERNEL[dy + 2]! * above[y * width + x]!;
      }
    }
    return sum;
  });
}

/** 64 times the mesh's value at a pixel: down exactly, across in whole steps. */
function interpolated(mesh: readonly number[], { width, height }: Image, x: number, y: number): number {
  const columns = Math.ceil(width / CELL);
  const rows = Math.ceil(height / CELL);
  const [upper, down] = between(y, rows);
  const node = (column: number) => {
    const from = mesh[upper * columns + column]!;
    const to = mesh[Math.min(rows - 1, upper + 1) * columns + column]!;
    return 64 * from + (to - from) * down;
  };
  const [left, across] = between(x, columns);
  if (left === columns - 1) return node(left);
  return node(left) + Math.floor((node(left + 1) - node(left)) / 64) * across;
}

/** The cell whose middle comes before, and how many pixels behind it; before the first middle and behind the last: none. */
function between(pixel: number, cells: number): [cell: number, behind: number] {
  if (pixel < CELL / 2) return [0, 0];
  const cell = Math.floor((pixel - CELL / 2) / CELL);
  return cell >= cells - 1 ? [cells - 1, 0] : [cell, (pixel - CELL / 2) % CELL];
}
