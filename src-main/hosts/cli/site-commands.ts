/** `warmroom devices …`, `warmroom setup …`, `warmroom doctor` */
import { readFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { ConsoleError } from '../../contract/errors.ts';
import { printJson, printLine, printTable } from './output.ts';
import { type GlobalOptions, looking, withConsole } from './session.ts';

export function addSiteCommands(program: Command): void {
  const devices = program.command('devices').description('cameras and filter wheels');
  devices
    .command('list')
    .description('list devices that can be seen now')
    .action((_: object, command: Command) => listDevices(command.optsWithGlobals()));

  const setup = program.command('setup').description('site, instruments, cameras, wheels, filters');
  setup
    .command('import')
    .argument('<file>', 'JSON, in the shape that setup export gives')
    .description('take a set-up over')
    .action((file: string, _: object, command: Command) => importSetup(file, command.optsWithGlobals()));
  setup
    .command('export')
    .description('print the set-up')
    .action((_: object, command: Command) => exportSetup(command.optsWithGlobals()));

  program
    .command('doctor')
    .description('check database, folder, disk, clock and ledger')
    .action((_: object, command: Command) => doctor(command.optsWithGlobals()));
}

async function listDevices(options: GlobalOptions): Promise<void> {
  const { devices } = await looking(options, (call) => call('devices.list', {}));
  if (options.json) return printJson(devices);
  printTable(
    ['kind', 'model', 'serial', 'family', 'instrument'],
    devices.map((device) => [device.kind, device.model, device.serial, device.family, device.instrument ?? '']),
  );
}

async function importSetup(file: string, options: GlobalOptions): Promise<void> {
  const text = await readFile(file, 'utf8').catch((cause: Error) => {
    throw new ConsoleError('bad-input', `${file} cannot be read: ${cause.message}.`, { cause });
  });
  await withConsole(options, (call) => call('setup.save', { text }));
  if (options.json) printJson({ imported: true });
  else printLine('The set-up was taken over.');
}

async function exportSetup(options: GlobalOptions): Promise<void> {
  const { text } = await looking(options, (call) => call('setup.get', {}));
  printLine(options.json ? JSON.stringify(JSON.parse(text)) : text);
}

async function doctor(options: GlobalOptions): Promise<void> {
  const { checks } = await looking(options, (call) => call('doctor.check', {}));
  if (options.json) printJson(checks);
  else
    for (const check of checks) printLine(`${check.ok ? 'well ' : 'WRONG'}  ${check.name.padEnd(9)} ${check.message}`);
  if (checks.some((check) => !check.ok)) process.exitCode = 1;
}
