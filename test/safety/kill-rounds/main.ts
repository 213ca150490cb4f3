/** `npm run safety:kill [-- ROUNDS [SEED]]`: the long version. */
import { removeFolders } from '../../app/small-console.ts';
import { killRounds } from './kill-rounds.ts';

const rounds = Number(process.argv[2] ?? 500);
const seed = Number(process.argv[3] ?? 1);
const began = performance.now();
const report = await killRounds(rounds, seed, (round, violations) => {
  if (round % 25 === 0) console.error(`${round} of ${rounds} kills, ${violations.length} violations`);
});
const { kills, planned, counted, lost, unfinishedTasks, violations } = report;
for (const { code, message, path } of violations) console.error(`${code} ${path} ${message}`);
const each = Object.entries(kills).map(([victim, n]) => `${n} of ${victim}`);
const seconds = Math.round((performance.now() - began) / 1000);
console.log(
  `${rounds} kill rounds (${each.join(', ')}; seed ${seed}) in ${seconds} s: ${counted} of ${planned} frames counted, ` +
    `${lost} lost in mid exposure and taken anew, ${unfinishedTasks} tasks unfinished, ${violations.length} violations`,
);
removeFolders();
if (violations.length > 0 || counted !== planned || unfinishedTasks > 0) process.exitCode = 1;
