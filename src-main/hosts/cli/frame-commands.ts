/** `warmroom frames …` */
import { type Command, Option } from 'commander';
import type { FrameView } from '../../contract/views.ts';
import { exportCalibrated } from './export-command.ts';
import { printJson, printLine, printTable, wireNames } from './output.ts';
import { type GlobalOptions, looking, withConsole } from './session.ts';
import { uidOf } from './task-commands.ts';

const PAGE = 500;

export function addFrameCommands(program: Command): void {
  const frames = program.command('frames').description('frames on disk and in the ledger');

  frames
    .command('list')
    .option('--task <uid>', 'only this task’s frames')
    .description('list frames in the order they were taken')
    .action((_: object, command: Command) => list(command.optsWithGlobals()));

  frames
    .command('verify')
    .description('hold every ledger row against its file')
    .action((_: object, command: Command) => verify(command.optsWithGlobals()));

  frames
    .command('calibrate')
    .argument('[uid]', 'of a light; or --task, --night, --filter')
    .option('--task <uid>', 'the counted lights of this task')
    .option('--night <date>', 'the counted lights of this night, such as 2026-11-22')
    .option('--filter <name>', 'the counted lights in this filter; also with --task or --night')
    .option('--to <folder>', 'where the calibrated files go (default: calibrated/<night> in the data folder)')
    .addOption(
      new Option('--allow-missing <kinds...>', 'go without where there is no master that serves').choices([
        ...['bias', 'dark', 'flat'],
      ]),
    )
    .option('--keep-bad-pixels', 'leave bad pixels as they are, also where there is a map of them')
    .description('write calibrated lights as 32-bit float FITS; the frames themselves stay as they are')
    .action((uid: string | undefined, _: object, command: Command) => exportCalibrated(uid, command.optsWithGlobals()));

  frames
    .command('reject')
    .argument('<uid>')
    .requiredOption('--why <text>', 'the reason')
    .description('keep a frame out of the counts; its file stays')
    .action((uid: string, _: object, command: Command) => reject(uid, command.optsWithGlobals()));

  frames
    .command('restore')
    .argument('<uid>')
    .description('take a rejection back')
    .action((uid: string, _: object, command: Command) => restore(uid, command.optsWithGlobals()));
}

async function list(options: GlobalOptions & { readonly task?: string }): Promise<void> {
  const taskUid = options.task === undefined ? {} : { taskUid: uidOf(options.task) };
  const rows = await looking(options, async (call) => {
    const all: FrameView[] = [];
    for (;;) {
      const page = await call('frames.page', { offset: all.length, limit: PAGE, ascending: true, ...taskUid });
      all.push(...page.rows);
      if (page.rows.length < PAGE) return all;
    }
  });
  if (options.json) return printJson(rows.map(wireNames));
  const shown = rows.map((row) => [
    row.startedAt?.slice(0, 19) ?? '',
    row.state,
    row.frameType,
    row.filterName ?? '',
    `${row.exposureS} s`,
    row.statistics?.median ?? '',
    row.measurement?.stars ?? '',
    row.measurement?.hfr?.toFixed(2) ?? '',
    row.path ?? '',
    row.reason,
  ]);
  printTable(['begun (UTC)', 'state', 'type', 'filter', 'exposure', 'median', 'stars', 'HFR', 'file', ''], shown);
}

async function verify(options: GlobalOptions): Promise<void> {
  const { checked, problems } = await looking(options, (call) => call('frames.verify', {}));
  if (options.json) printJson({ checked, problems });
  else {
    for (const problem of problems) printLine(`${problem.path || `task ${problem.uid}`}: ${problem.message}`);
    printLine(`${checked} frames checked, ${problems.length} with a problem.`);
  }
  if (problems.length > 0) process.exitCode = 1;
}

async function reject(uid: string, options: GlobalOptions & { readonly why?: string }): Promise<void> {
  const result = await withConsole(options, (call) =>
    call('frames.reject', { uids: [uidOf(uid)], why: options.why ?? '' }),
  );
  if (options.json) printJson(result);
  else printLine(result.changed === 1 ? 'Rejected.' : 'It was rejected already.');
}

async function restore(uid: string, options: GlobalOptions): Promise<void> {
  const result = await withConsole(options, (call) => call('frames.restore', { uids: [uidOf(uid)] }));
  if (options.json) printJson(result);
  else printLine(result.changed === 1 ? 'Restored.' : 'It was not rejected.');
}
