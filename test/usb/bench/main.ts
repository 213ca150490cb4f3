/**
 * `npm run test:usb`: boots a Debian kernel in QEMU that sees virtual cameras and wheels as real USB devices, and runs the
 * checks of in-guest/ there. `npm run test:usb -- frames faults` runs some parts only; `--report FILE` writes the counts.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { findProject } from '../../../src-main/hosts/launch/project.ts';
import { type Counts, NONE, summaryLine } from '../../run/counts.ts';
import { provideBenchRequirements, usbBenchObstacle } from '../../run/requirements.ts';
import { runBench } from './bench.ts';
import { countChecks } from './results.ts';

const { values, positionals } = parseArgs({
  options: { report: { type: 'string' }, keep: { type: 'string' } },
  allowPositionals: true,
});
const say = (line: string) => console.log(line);
const report = (counts: Counts) => {
  say(summaryLine(counts));
  if (values.report !== undefined) writeFileSync(values.report, JSON.stringify(counts));
  process.exitCode = counts.failed > 0 ? 1 : 0;
};

const obstacle = usbBenchObstacle();
const missing = obstacle === null ? provideBenchRequirements(say) : null;
if (obstacle !== null) {
  say(`The USB bench did not run. ${obstacle}`);
  report({ ...NONE, skipped: 1 });
} else if (missing !== null) {
  say(missing);
  report({ ...NONE, failed: 1, failures: [missing] });
} else {
  const project = findProject(import.meta.dirname);
  const shared = values.keep ?? mkdtempSync(join(tmpdir(), 'warmroom-usb-bench-'));
  mkdirSync(shared, { recursive: true });
  const checks = await runBench({ projectRoot: project.root, shared, parts: positionals, say });
  if (values.keep === undefined) rmSync(shared, { recursive: true, force: true });
  report(countChecks(checks));
}
