/** Lists as short as this are sorted in a place that is kept: a frame has a hundred thousand pixels and cells with their neighbours. */
const SHORT = 16;
const shortList = new Float64Array(SHORT);

/** The median, halfway between the middle two of an even number. Throws RangeError for nothing at all. */
export function medianOf(values: ArrayLike<number>): number {
  const count = values.length;
  if (count === 0) throw new RangeError('Nothing has no median.');
  const sorted = count <= SHORT ? sortShort(values) : Float64Array.from(values).sort();
  return (sorted[(count - 1) >> 1]! + sorted[count >> 1]!) / 2;
}

function sortShort(values: ArrayLike<number>): Float64Array {
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    let at = i;
    for (; at > 0 && shortList[at - 1]! > value; at--) shortList[at] = shortList[at - 1]!;
    shortList[at] = value;
  }
  return shortList;
}
