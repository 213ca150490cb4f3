/** `warmroom calibration …` and `warmroom masters …` */
import { type Command, InvalidArgumentError, Option } from 'commander';
import type { Objection } from '../../contract/calibration-reason.ts';
import type { CalibrationNeedView } from '../../contract/calibration-views.ts';
import { COMBINE_METHODS, SENSOR_QUANTITIES } from '../../contract/vocabulary.ts';
import { inEnglish } from '../../contract/worded.ts';
import { buildBadPixelMap, buildMasters, rebuildMasters } from './build-masters-command.ts';
import { printJson, printLine, printTable, wireNames } from './output.ts';
import { measureFiles, measureLedger, trends } from './sensor-commands.ts';
import { type GlobalOptions, looking, withConsole } from './session.ts';

export function addCalibrationCommands(program: Command): void {
  const calibration = program.command('calibration').description('what tonight’s lights need of bias, darks and flats');
  calibration
    .command('status')
    .description('what each queued light task has and lacks')
    .action((_: object, command: Command) => status(command.optsWithGlobals()));
  calibration
    .command('queue')
    .description('queue what is missing')
    .action((_: object, command: Command) => queue(command.optsWithGlobals()));
  calibration
    .command('sensor')
    .argument(
      '[files...]',
      'bias frames and flats in pairs, and darks, of one camera; without them, the ledger’s frames',
    )
    .description('measure gain, read noise, full well, linearity and dark current, and keep them for the trends')
    .action((files: string[], _: object, command: Command) =>
      files.length === 0 ? measureLedger(command.optsWithGlobals()) : measureFiles(files, command.optsWithGlobals()),
    );
  calibration
    .command('trends')
    .addOption(new Option('--quantity <name>', 'only this one').choices(SENSOR_QUANTITIES))
    .description('how bias level, read noise, gain, dark current and flat level changed over the nights')
    .action((_: object, command: Command) => trends(command.optsWithGlobals()));

  const masters = program.command('masters').description('master bias, darks and flats');
  masters
    .command('build')
    .argument('[files...]', 'FITS files of one sort; without them, the frames of the ledger')
    .addOption(new Option('--kind <kind>', 'only masters of this kind').choices(['bias', 'dark', 'flat']))
    .addOption(new Option('--method <method>', 'how frames become one').choices(COMBINE_METHODS).default('sigma-clip'))
    .option('--sigma <n>', 'clipping: standard deviations from the median (default: 3)', positive('--sigma'))
    .option('--rounds <n>', 'clipping: most rounds (default: 3)', positive('--rounds'))
    .option('--drop <n>', 'minmax: values left out at either end (default: 1)', positive('--drop'))
    .option('--subtract-bias', 'darks: take the master bias off, so that the dark scales with the exposure')
    .description('build masters')
    .action((files: string[], _: object, command: Command) => buildMasters(files, command.optsWithGlobals()));
  masters
    .command('rebuild')
    .argument('[files...]', 'masters or bad-pixel maps, as listed; without them, all that are stale')
    .description('build stale ones anew from the frames that still count; the old files go to masters/replaced')
    .action((files: string[], _: object, command: Command) => rebuildMasters(files, command.optsWithGlobals()));
  masters
    .command('bad-pixels')
    .argument('<files...>', 'at least five darks of one exposure, and flats of one filter if there are any')
    .description('find hot, noisy and cold pixels and write a map of them')
    .action((files: string[], _: object, command: Command) => buildBadPixelMap(files, command.optsWithGlobals()));
  masters
    .command('list')
    .description('list the masters')
    .action((_: object, command: Command) => list(command.optsWithGlobals()));
}

async function status(options: GlobalOptions): Promise<void> {
  const { lights } = await looking(options, (call) => call('calibration.status', {}));
  if (options.json) {
    return printJson(wireNames(lights.map((light) => ({ ...light, needs: light.needs.map(needInEnglish) }))));
  }
  if (lights.length === 0) return printLine('No light tasks are queued.');
  for (const light of lights) {
    printLine(`${light.title}  (${light.uid})`);
    printTable(
      ['  needs', 'has', 'queued', 'lacks', 'newest (UTC)', ''],
      light.needs.map((need) => [
        `  ${need.title}`,
        `${need.have}/${need.wanted}`,
        need.queued,
        need.lacks,
        need.newestAt?.slice(0, 16) ?? '',
        [need.remark, staleRemark(need)].filter((remark) => remark !== '').join(' '),
      ]),
    );
  }
}

/** What scripts read: sentences, without what screens make their own of. */
function needInEnglish({ remarkFacts: _, staleMaster, ...need }: CalibrationNeedView) {
  return {
    ...need,
    staleMaster: staleMaster && { path: staleMaster.path, reasons: sentences(staleMaster.reasons) },
  };
}

function sentences(reasons: readonly Objection[]): string[] {
  return reasons.map(({ message }) => message);
}

function staleRemark({ staleMaster }: CalibrationNeedView): string {
  return staleMaster === null ? '' : `Its master is stale. ${inEnglish(staleMaster.reasons)}`;
}

async function queue(options: GlobalOptions): Promise<void> {
  const { queued, notQueued } = await withConsole(options, (call) => call('calibration.queue', {}));
  if (options.json) printJson(wireNames({ queued, notQueued }));
  else {
    for (const task of queued) printLine(`Queued ${task.title}: ${task.frames} frames  (${task.uid})`);
    for (const { title, why } of notQueued) printLine(`Not queued: ${title}. ${why}`);
    if (queued.length + notQueued.length === 0) printLine('Nothing is missing.');
  }
  if (notQueued.length > 0) process.exitCode = 1;
}

function positive(option: string): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (text.trim() !== '' && value > 0) return value;
    throw new InvalidArgumentError(`${option} wants a number above 0.`);
  };
}

async function list(options: GlobalOptions): Promise<void> {
  const { masters, maps, problems } = await looking(options, (call) => call('masters.list', {}));
  for (const { why } of problems) process.stderr.write(`warmroom: ${why}\n`);
  for (const { path, stale } of [...masters, ...maps]) {
    if (stale.length > 0) process.stderr.write(`warmroom: ${path} is stale. ${inEnglish(stale)}\n`);
  }
  if (options.json) {
    return printJson(wireNames(masters.map((master) => ({ ...master, stale: sentences(master.stale) }))));
  }
  printTable(
    ['built (UTC)', 'kind', '', 'filter', 'exposure', 'temperature', 'binning', 'gain', 'frames', 'file'],
    masters.map((master) => [
      master.builtAt?.slice(0, 19) ?? '',
      master.kind,
      master.stale.length > 0 ? 'stale' : '',
      master.kind === 'flat' ? (master.filterName ?? '') : '',
      master.kind === 'dark' ? `${master.exposureS} s` : '',
      master.temperatureC === null ? '' : `${master.temperatureC} °C`,
      master.binning ?? '',
      master.gain ?? '',
      master.inputs.length,
      master.path,
    ]),
  );
}
