/** Does nothing and measures its event loop meanwhile: what the machine alone adds to a lag. Started by run-bench.ts. */
import { measureLag } from './event-loop-lag.ts';

const endLag = measureLag();
process.on('message', () => {
  process.send?.(endLag(), () => process.disconnect());
});
