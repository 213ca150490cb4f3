/** `warmroom alarms …` */
import { type Command, InvalidArgumentError } from 'commander';
import type { AlarmView } from '../../contract/alarms.ts';
import { printJson, printLine, printTable, wireNames } from './output.ts';
import { type GlobalOptions, looking, withConsole } from './session.ts';

const PAGE = 500;

export function addAlarmCommands(program: Command): void {
  const alarms = program.command('alarms').description('what needs a person');

  alarms
    .command('list')
    .option('--past', 'also those that are over and acknowledged')
    .description('list alarms, the most urgent first')
    .action((_: object, command: Command) => list(command.optsWithGlobals()));

  alarms
    .command('acknowledge')
    .argument('<id>', 'the alarm’s number', alarmNumber)
    .description('note that somebody has seen an alarm')
    .action((id: number, _: object, command: Command) => acknowledge(id, command.optsWithGlobals()));
}

async function list(options: GlobalOptions & { readonly past?: boolean }): Promise<void> {
  const rows = await looking(options, async (call) => {
    const all: AlarmView[] = [...(await call('alarms.open', {})).alarms];
    if (!options.past) return all;
    let before: number | undefined;
    for (;;) {
      const page = await call('alarms.past', { limit: PAGE, ...(before === undefined ? {} : { before }) });
      all.push(...page.alarms);
      before = page.alarms.at(-1)?.id;
      if (!page.more) return all;
    }
  });
  if (options.json) return printJson(rows.map(wireNames));
  if (rows.length === 0) return printLine('No alarms.');
  const shown = rows.map(({ id, severity, state, raisedAt, count, message, advice }) => {
    const times = count === 1 ? '' : ` (${count} times)`;
    return [
      id,
      severity,
      state,
      raisedAt.slice(0, 19),
      `${message}${times} ${state === 'cleared' ? '' : advice}`.trim(),
    ];
  });
  printTable(['id', 'severity', 'state', 'since (UTC)', ''], shown);
}

async function acknowledge(id: number, options: GlobalOptions): Promise<void> {
  const result = await withConsole(options, (call) => call('alarms.acknowledge', { ids: [id] }));
  if (options.json) printJson(result);
  else printLine(result.acknowledged === 1 ? 'Acknowledged.' : 'It was acknowledged already.');
}

function alarmNumber(text: string): number {
  const id = Number(text);
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(id))
    throw new InvalidArgumentError('Give an alarm’s number, as alarms list shows it.');
  return id;
}
