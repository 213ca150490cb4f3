/** What the compiled kernel offers; `sensor-row.ts` beside this folder describes it to the rest of the simulator. */
export { addBlobs } from './blobs';
export { fillNormal, useNormalTables } from './normal-numbers';
export { fillRandomBits, seedRareBits } from './random-bits';
export { addNoise, anyBelow, collect, countSmall, digitise, shade } from './sensor-row';
export { useCountTables } from './small-counts';

/** Where memory begins that is not taken by the compiler's own tables, which exponentials and logarithms come from. */
export function freeFrom(): usize {
  return __heap_base;
}
