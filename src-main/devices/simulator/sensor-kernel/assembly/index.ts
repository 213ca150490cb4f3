/** What the compiled kernel offers; `sensor-row.ts` beside this folder describes it to the rest of the simulator. */
export { fillNormal, useNormalTables } from './normal-numbers';
export { fillRandomBits, seedRareBits } from './random-bits';
export { addNoise, anyBelow, collect, countSmall, digitise, shade } from './sensor-row';
export { useCountTables } from './small-counts';
