/** `npm run safety:faults`: each kind of fault in each phase of a frame. */
import { removeFolders } from '../../app/small-console.ts';
import { FAULT_KINDS, openFaultBench, PHASES } from './fault-nights.ts';

const began = performance.now();
const bench = await openFaultBench();
let nights = 0;
let paused = 0;
const failures: string[] = [];
for (const kind of FAULT_KINDS) {
  for (const phase of PHASES) {
    const night = await bench.night(kind, phase);
    nights++;
    if (night.problem !== null) paused++;
    failures.push(...night.failures.map((failure) => `${kind.name} while ${phase}: ${failure}`));
    console.error(
      `${kind.name} while ${phase}: ${night.problem ?? 'went on'}${night.failures.length > 0 ? ' – WRONG' : ''}`,
    );
  }
}
failures.push(...(await bench.end()));
for (const failure of failures) console.error(failure);
console.log(
  `${nights} faults (${FAULT_KINDS.length} kinds × ${PHASES.length} phases) in ${Math.round((performance.now() - began) / 1000)} s: ` +
    `${nights - paused} got over, ${paused} paused for a person, ${failures.length} violations`,
);
removeFolders();
if (failures.length > 0) process.exitCode = 1;
