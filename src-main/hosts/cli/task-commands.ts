/** `warmroom tasks …` */
import { readFile } from 'node:fs/promises';
import { text as readAll } from 'node:stream/consumers';
import type { Command } from 'commander';
import { ConsoleError } from '../../contract/errors.ts';
import type { MoveTarget } from '../../contract/procedures.ts';
import type { QueueRow } from '../../contract/views.ts';
import { printJson, printLine, printTable } from './output.ts';
import { type Call, type GlobalOptions, looking, withConsole } from './session.ts';

const PAGE = 500;

export function addTaskCommands(program: Command): void {
  const tasks = program.command('tasks').description('the queue');

  tasks
    .command('import')
    .argument('<file>', 'JSON: an array of tasks, or {"items": […]}; - reads standard input')
    .description('take tasks in; all of them or none, known uids are updates')
    .action((file: string, _: object, command: Command) => importFile(file, command.optsWithGlobals()));

  tasks
    .command('list')
    .option('--status <status>', 'only tasks in this status')
    .description('list the queue in its order')
    .action((_: object, command: Command) => list(command.optsWithGlobals()));

  tasks
    .command('export')
    .option('--status <status>', 'only tasks in this status')
    .description('print tasks in the shape that import takes')
    .action((_: object, command: Command) => exportTasks(command.optsWithGlobals()));

  tasks
    .command('show')
    .argument('<uid>')
    .description('print one task’s record')
    .action((uid: string, _: object, command: Command) => show(uid, command.optsWithGlobals()));

  tasks
    .command('move')
    .argument('<uid>')
    .option('--before <uid>', 'in front of this task')
    .option('--after <uid>', 'behind this task')
    .option('--first', 'to the top of the queue')
    .option('--last', 'to its end')
    .description('change a task’s place')
    .action((uid: string, _: object, command: Command) => move(uid, command.optsWithGlobals()));

  tasks
    .command('cancel')
    .argument('<uid>')
    .requiredOption('--why <text>', 'the reason, for the history')
    .description('cancel a task')
    .action((uid: string, _: object, command: Command) => cancel(uid, command.optsWithGlobals()));
}

async function importFile(file: string, options: GlobalOptions): Promise<void> {
  const text = await read(file);
  const report = await withConsole(options, (call) => call('queue.import', { text }));
  const warnings = report.warnings.map(({ message }) => message);
  if (options.json) return printJson({ ...report, warnings });
  for (const warning of warnings) process.stderr.write(`warmroom: ${warning}\n`);
  printLine(`${report.created} new, ${report.updated} updated, ${report.unchanged} unchanged.`);
}

async function read(file: string): Promise<string> {
  try {
    return file === '-' ? await readAll(process.stdin) : await readFile(file, 'utf8');
  } catch (cause) {
    const said = cause instanceof Error ? cause.message : String(cause);
    throw new ConsoleError(
      'bad-input',
      `${file} cannot be read: ${said}. Name a JSON file with tasks, or - for standard input.`,
      { cause },
    );
  }
}

type StatusOptions = GlobalOptions & { readonly status?: string };
const statusesOf = (options: StatusOptions) => (options.status === undefined ? {} : { statuses: [options.status] });

async function list(options: StatusOptions): Promise<void> {
  const rows = await looking(options, async (call) => {
    const all: QueueRow[] = [];
    for (;;) {
      const page = await call('queue.page', { offset: all.length, limit: PAGE, ...statusesOf(options) });
      all.push(...page.rows);
      if (page.rows.length < PAGE) return all;
    }
  });
  if (options.json) return printJson(rows.map(listed));
  const shown = rows.map((row) => [
    row.place,
    row.status,
    row.title,
    row.filters.join(' '),
    `${row.acquiredFrames}/${row.totalExposures}`,
    `${Math.round(row.progress * 100)} %`,
    row.uid,
    row.hindrance?.message ?? '',
  ]);
  printTable(['#', 'status', 'task', 'filters', 'frames', 'done', 'uid', ''], shown);
}

function listed(row: QueueRow) {
  return {
    uid: row.uid,
    id: row.id,
    title: row.title,
    task_type: row.taskType,
    status: row.status,
    place: row.place,
    filters: row.filters,
    required_exposure_time: row.requiredExposureS,
    total_exposures: row.totalExposures,
    observatory_acquired_frames: row.acquiredFrames,
    accumulated_exposure_time: row.accumulatedExposureS,
    progress: row.progress,
    earliest_start_time: row.earliestStart,
    planned_start_time: row.plannedStart,
    expiration_time: row.expiration,
    modified_on: row.modifiedOn,
    hindrance: row.hindrance && { reason: row.hindrance.reason, message: row.hindrance.message },
  };
}

async function exportTasks(options: StatusOptions): Promise<void> {
  const { text } = await looking(options, (call) => call('queue.export', statusesOf(options)));
  printLine(text);
}

async function show(uid: string, options: GlobalOptions): Promise<void> {
  const detail = await looking(options, (call) => call('queue.detail', { uid: uidOf(uid) }));
  if (options.json) return printJson(detail.record);
  printLine(JSON.stringify(detail.record, null, 2));
}

async function move(
  uid: string,
  options: GlobalOptions & { before?: string; after?: string; first?: boolean; last?: boolean },
): Promise<void> {
  const targets: MoveTarget[] = [];
  if (options.before !== undefined) targets.push({ before: uidOf(options.before) });
  if (options.after !== undefined) targets.push({ after: uidOf(options.after) });
  if (options.first) targets.push({ end: 'first' });
  if (options.last) targets.push({ end: 'last' });
  const [to] = targets;
  if (to === undefined || targets.length > 1) {
    throw new ConsoleError(
      'bad-input',
      'Say where the task goes, with one of --before UID, --after UID, --first, --last.',
    );
  }
  await report(options, 'moved', (call) => call('queue.move', { uids: [uidOf(uid)], to }));
}

async function cancel(uid: string, options: GlobalOptions & { why?: string }): Promise<void> {
  await report(options, 'cancelled', (call) => call('queue.cancel', { uids: [uidOf(uid)], why: options.why ?? '' }));
}

async function report(options: GlobalOptions, done: string, work: (call: Call) => Promise<object>): Promise<void> {
  const result = await withConsole(options, work);
  if (options.json) printJson(result);
  else printLine(`1 task ${done}.`);
}

/** Checked here so that the sentence names what was typed, not a field of a procedure. */
export function uidOf(text: string): string {
  if (/^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/i.test(text)) return text.toLowerCase();
  throw new ConsoleError(
    'bad-input',
    `“${text}” is not a uid. \`warmroom tasks list\` and \`warmroom frames list\` show them.`,
  );
}
