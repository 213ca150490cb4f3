/** `warmroom calibration …` and `warmroom masters …` */
import { resolve } from 'node:path';
import { type Command, Option } from 'commander';
import { printJson, printLine, printTable, wireNames } from './output.ts';
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

  const masters = program.command('masters').description('master bias, darks and flats');
  masters
    .command('build')
    .argument('[files...]', 'FITS files of one sort; without them, the frames of the ledger')
    .addOption(new Option('--kind <kind>', 'only masters of this kind').choices(['bias', 'dark', 'flat']))
    .description('build masters, by sigma-clipped mean')
    .action((files: string[], _: object, command: Command) => build(files, command.optsWithGlobals()));
  masters
    .command('list')
    .description('list the masters')
    .action((_: object, command: Command) => list(command.optsWithGlobals()));
}

async function status(options: GlobalOptions): Promise<void> {
  const { lights } = await looking(options, (call) => call('calibration.status', {}));
  if (options.json) return printJson(wireNames(lights));
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
        need.remark,
      ]),
    );
  }
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

type BuildOptions = GlobalOptions & { readonly kind?: 'bias' | 'dark' | 'flat' };

async function build(files: readonly string[], options: BuildOptions): Promise<void> {
  const input = {
    ...(options.kind === undefined ? {} : { kind: options.kind }),
    // Named as seen from here, not from the data folder.
    ...(files.length === 0 ? {} : { files: files.map((file) => resolve(file)) }),
  };
  const result = await withConsole(options, (call) => call('masters.build', input));
  for (const warning of result.warnings) process.stderr.write(`warmroom: ${warning}\n`);
  if (options.json) return printJson(wireNames(result));
  for (const master of result.built) printLine(`Built ${master.path} from ${master.inputs.length} frames.`);
  for (const { title, why } of result.skipped) printLine(`Skipped ${title}: ${why}`);
  if (result.built.length + result.skipped.length === 0) printLine('There are no calibration frames to build from.');
}

async function list(options: GlobalOptions): Promise<void> {
  const { masters, problems } = await looking(options, (call) => call('masters.list', {}));
  for (const { message } of problems) process.stderr.write(`warmroom: ${message}\n`);
  if (options.json) return printJson(wireNames(masters));
  printTable(
    ['built (UTC)', 'kind', 'filter', 'exposure', 'temperature', 'binning', 'gain', 'frames', 'file'],
    masters.map((master) => [
      master.builtAt?.slice(0, 19) ?? '',
      master.kind,
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
