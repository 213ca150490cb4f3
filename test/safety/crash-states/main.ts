/** `npm run safety:crash-states [-- FRAMES]`: the long version, every state there is. */
import { removeFolders } from '../../app/small-console.ts';
import { crashStates, faultsAfter } from './crash-states.ts';
import { recordConsole } from './record.ts';

const began = performance.now();
const recording = await recordConsole(Number(process.argv[2] ?? 3));
const perRemains = new Map<string, number>();
let states = 0;
let violations = 0;
for (const state of crashStates(recording, 1)) {
  states++;
  perRemains.set(state.remains, (perRemains.get(state.remains) ?? 0) + 1);
  for (const fault of await faultsAfter(state)) {
    violations++;
    console.error(`after ${state.after} operations, ${state.remains}: ${fault}`);
  }
  if (states % 250 === 0)
    console.error(`${states} states, after ${state.after} of ${recording.operations.length} operations`);
}
const each = [...perRemains].map(([remains, n]) => `${n} ${remains}`).join(', ');
const seconds = Math.round((performance.now() - began) / 1000);
console.log(
  `${states} crash states (${each}) of ${recording.operations.length} file operations in ${seconds} s: ${violations} violations`,
);
removeFolders();
if (violations > 0) process.exitCode = 1;
