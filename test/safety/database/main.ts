/** `npm run safety:database [-- DATABASES [SEED]]`: the long version. */
import { removeFolders } from '../../app/small-console.ts';
import { damagedDatabases, makeNight } from './damaged-databases.ts';
import { DAMAGES, DAMAGES_AFTER_A_CRASH } from './damages.ts';

const databases = Number(process.argv[2] ?? 240);
const seed = Number(process.argv[3] ?? 1);
const began = performance.now();
const outcomes = await damagedDatabases(await makeNight(), databases, seed, ({ name, faults }, number) => {
  for (const fault of faults) console.error(`${name}: ${fault}`);
  if (number % 24 === 0) console.error(`${number} of ${databases} databases`);
});
const failed = outcomes.filter(({ faults }) => faults.length > 0).length;
const seconds = Math.round((performance.now() - began) / 1000);
const kinds = DAMAGES.length + DAMAGES_AFTER_A_CRASH.length;
console.log(
  `${databases} damaged databases (${kinds} kinds of damage; seed ${seed}) in ${seconds} s: ${failed} with a frame or count lost`,
);
removeFolders();
if (failed > 0) process.exitCode = 1;
