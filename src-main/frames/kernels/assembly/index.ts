/** What the compiled kernels offer; `kernels.ts` beside this folder describes it to the rest of the console. */
export { binStored } from './bin-stored';
export { calibrate, toSteps } from './calibrate';
export { combineBy, combineDoubles, combineStored, rejectedValues, startCounting, sumOfSquaredErrors } from './combine';
export { correct, decode, decodeInPlace } from './decode-pixels';
export { findSources, peaksFound, stretchesFound } from './find-sources';
export { medianOfAll } from './select-median';
export { measureSky } from './sky-mesh';
export { storeFloats } from './store-floats';
export { sumWords } from './sum-words';
