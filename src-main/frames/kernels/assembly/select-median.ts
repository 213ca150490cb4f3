/**
 * The median of doubles, none of them NaN, halfway between the middle two of an even number. Puts them in another order.
 * Hoare's selection: values are parted about one of them until the middle one stands in its place.
 */
export function medianOfAll(values: usize, count: i32): f64 {
  const middle = count >> 1;
  selectRank(values, count, middle);
  const upper = at(values, middle);
  if (count & 1) return upper;
  // What stands before the middle is no greater; the greatest of it is the other one.
  let lower = at(values, 0);
  for (let i = 1; i < middle; i++) lower = Math.max(lower, at(values, i));
  return (lower + upper) / 2;
}

function selectRank(values: usize, count: i32, rank: i32): void {
  let left = 0;
  let right = count - 1;
  while (left < right) {
    const pivot = middleOfThree(at(values, left), at(values, (left + right) >> 1), at(values, right));
    let i = left;
    let j = right;
    while (i <= j) {
      while (at(values, i) < pivot) i++;
      while (at(values, j) > pivot) j--;
      if (i > j) break;
      const moved = at(values, i);
      put(values, i++, at(values, j));
      put(values, j--, moved);
    }
    if (rank <= j) right = j;
    else if (rank >= i) left = i;
    else return;
  }
}

function middleOfThree(a: f64, b: f64, c: f64): f64 {
  return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
}

function at(values: usize, place: i32): f64 {
  return load<f64>(values + ((<usize>place) << 3));
}

function put(values: usize, place: i32, value: f64): void {
  store<f64>(values + ((<usize>place) << 3), value);
}
