/** `npm run safety:night [-- FRAMES]`: 10,000 frames, a fault every 50. */
import { removeFolders } from '../../app/small-console.ts';
import { longNight } from './long-night.ts';

/** How much more memory a process may use at the end than when it was warm. */
const MOST_GROWTH = 0.05;

const frames = Number(process.argv[2] ?? 10_000);
const began = performance.now();
const { counted, lost, faults, unfinishedTasks, violations, warm, end } = await longNight(frames, 50, (n) => {
  if (n % 500 === 0)
    console.error(`${n} of ${frames} frames after ${Math.round((performance.now() - began) / 1000)} s`);
});
for (const { code, message, path } of violations) console.error(`${code} ${path} ${message}`);
const growth = (before: number, after: number) => after / before - 1;
const percent = (share: number) => `${(share * 100).toFixed(1)} %`;
const consoleGrowth = growth(warm.consoleKb, end.consoleKb);
const hostGrowth = growth(warm.hostKb, end.hostKb);
console.log(
  `${counted} of ${frames} frames, ${faults} faults (${lost} frames lost and taken anew) in ` +
    `${Math.round((performance.now() - began) / 1000)} s: ${unfinishedTasks} tasks unfinished, ${violations.length} violations; ` +
    `memory of the console ${percent(consoleGrowth)} (${Math.round(end.consoleKb / 1024)} MB), of the instrument host ` +
    `${percent(hostGrowth)} (${Math.round(end.hostKb / 1024)} MB); open files ${warm.files} → ${end.files}, ` +
    `resources ${warm.resources} → ${end.resources}`,
);
removeFolders();
const complete = counted === frames && unfinishedTasks === 0 && violations.length === 0;
const steady =
  Math.max(consoleGrowth, hostGrowth) <= MOST_GROWTH && end.files <= warm.files && end.resources <= warm.resources;
if (!complete || !steady) process.exitCode = 1;
