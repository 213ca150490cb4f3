/** Poisson counts of small means by Walker's alias tables. */

let thresholds: usize = 0;
let aliases: usize = 0;
let tablesPerUnit: f32 = 0;
let columnMask = 0;

/**
 * @param thresholdTable 24-bit thresholds as 32-bit integers, by table and column
 * @param aliasTable bytes, by table and column
 * @param perUnit tables to the electron: the mean of table n is n / perUnit
 * @param columns of a table, a power of two
 */
export function useCountTables(thresholdTable: usize, aliasTable: usize, perUnit: f32, columns: i32): void {
  thresholds = thresholdTable;
  aliases = aliasTable;
  tablesPerUnit = perUnit;
  columnMask = columns - 1;
}

/** A count of a mean that the tables reach, from two random words. */
export function smallCount(mean: f32, choice: i32, remainder: i32): f32 {
  const table = <i32>(mean * tablesPerUnit);
  let count = 0;
  if (table > 0) {
    const column = choice & columnMask;
    const cell = <usize>(table * (columnMask + 1) + column);
    count = choice >>> 8 < load<i32>(thresholds + (cell << 2)) ? column : <i32>load<u8>(aliases + cell);
  }
  // A Poisson count is the sum of two independent ones: of the table's mean and of what is left.
  const rest = <f64>(mean - <f32>table / tablesPerUnit);
  // In the middle of its step: at the very end no sum of terms would reach it.
  let above = (<f64>(<u32>remainder) + 0.5) / 4294967296;
  if (above < rest) {
    let term = Math.exp(-rest);
    above -= 1 - term;
    for (let more = 1; above < 0; more++) {
      count++;
      term *= rest / <f64>more;
      above += term;
    }
  }
  return <f32>count;
}
