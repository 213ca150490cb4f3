/** Light of stars' images: squares of pixels, of which each row's light is spread over the columns in the same way. */

/**
 * Adds to `count` single floats of light, of which the first is column `left`, what blobs put into `row`.
 * @param members 32-bit integers until before `membersEnd`: where in `blobs` those begin that are looked at
 * @param blobs of each five 32-bit integers: first row, first column, number of rows and as many columns, first share, and star
 * @param shares single floats: of a blob those of its rows, then those of its columns
 * @param parts single floats: what each star's light is multiplied by
 */
export function addBlobs(
  light: usize,
  count: i32,
  left: i32,
  row: i32,
  members: usize,
  membersEnd: usize,
  blobs: usize,
  shares: usize,
  parts: usize,
): void {
  for (; members < membersEnd; members += 4) {
    const blob = blobs + ((<usize>load<i32>(members)) << 2);
    const within = row - load<i32>(blob);
    const size = load<i32>(blob, 8);
    if (within < 0 || within >= size) continue;
    const rows = shares + ((<usize>load<i32>(blob, 12)) << 2);
    const electrons = load<f32>(rows + ((<usize>within) << 2)) * load<f32>(parts + ((<usize>load<i32>(blob, 16)) << 2));
    const column = load<i32>(blob, 4) - left;
    const first = max(0, -column);
    const end = min(size, count - column);
    if (first >= end) continue;
    addTimes(light + ((<usize>(column + first)) << 2), rows + ((<usize>(size + first)) << 2), end - first, electrons);
  }
}

/** Adds to single floats as many others, each times `factor`. */
function addTimes(sums: usize, values: usize, count: i32, factor: f32): void {
  const factors = f32x4.splat(factor);
  const end = sums + ((<usize>count) << 2);
  for (; sums + 16 <= end; sums += 16, values += 16) {
    v128.store(sums, f32x4.add(v128.load(sums), f32x4.mul(v128.load(values), factors)));
  }
  for (; sums < end; sums += 4, values += 4) store<f32>(sums, load<f32>(sums) + load<f32>(values) * factor);
}
