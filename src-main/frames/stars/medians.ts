/** The median, halfway between the middle two of an even number. Throws RangeError for nothing at all. */
export function medianOf(values: ArrayLike<number>): number {
  if (values.length === 0) throw new RangeError('Nothing has no median.');
  const sorted = Float64Array.from(values).sort();
  return (sorted[(sorted.length - 1) >> 1]! + sorted[sorted.length >> 1]!) / 2;
}
