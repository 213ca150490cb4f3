/** The command line: names, options and help of every command. */
import { Command, InvalidArgumentError } from 'commander';
import { launch } from '../launch/launch.ts';
import { serveConsole } from '../launch/serve-console.ts';
import { addAlarmCommands } from './alarm-commands.ts';
import { addCalibrationCommands } from './calibration-commands.ts';
import { addFrameCommands } from './frame-commands.ts';
import { type RunOptions, runQueue } from './run-command.ts';
import { dataFolderOf, type GlobalOptions } from './session.ts';
import { addSiteCommands } from './site-commands.ts';
import { addTaskCommands } from './task-commands.ts';

interface ServeOptions extends GlobalOptions {
  readonly port?: number;
  readonly host?: string;
  readonly speed?: number;
}

export function buildProgram(): Command {
  const program = new Command('warmroom')
    .description('The console on the desk in a telescope’s warm room.')
    .option('--data <dir>', 'data folder (default: WARMROOM_DATA, else the platform’s)')
    .option('--json', 'machine-readable output')
    .exitOverride()
    .configureOutput({ outputError: () => {} })
    .showSuggestionAfterError();

  program
    .command('start', { isDefault: true })
    .description('open the console: the desktop application, or in the browser')
    .option('--port <n>', 'port, when it is served to the browser', wholeNumber(0, 65_535))
    .option('--speed <n>', 'shorten simulated waiting by this factor', factor)
    .action(async (_: object, command: Command) => {
      const { json, port, speed, ...rest } = command.optsWithGlobals<ServeOptions>();
      process.exitCode = await launch({ dataFolder: dataFolderOf(rest), ...given({ json, port, speed }) });
    });

  program
    .command('serve')
    .description('serve the console to browsers')
    .option('--port <n>', 'port; 0 takes a free one', wholeNumber(0, 65_535))
    .option('--host <address>', 'address to listen on (default 127.0.0.1)')
    .option('--speed <n>', 'shorten simulated waiting by this factor', factor)
    .action(async (_: object, command: Command) => {
      const { json, port, host, speed, ...rest } = command.optsWithGlobals<ServeOptions>();
      await serveConsole({ dataFolder: dataFolderOf(rest), ...given({ json, port, host, speed }) });
    });

  program
    .command('run')
    .description('run the queue without a window')
    .option('--until-idle', 'end when nothing can be run now')
    .option('--speed <n>', 'shorten simulated waiting by this factor', factor)
    .option(
      '--fault <fault>',
      'make a simulated device fail: camera:lost:afterS=20,forS=5 (may be repeated)',
      collect,
      [],
    )
    .action((_: object, command: Command) => runQueue(command.optsWithGlobals<RunOptions>()));

  addTaskCommands(program);
  addFrameCommands(program);
  addCalibrationCommands(program);
  addAlarmCommands(program);
  addSiteCommands(program);
  for (const command of allCommands(program)) command.exitOverride().configureOutput({ outputError: () => {} });
  return program;
}

function* allCommands(command: Command): Generator<Command> {
  for (const child of command.commands) {
    yield child;
    yield* allCommands(child);
  }
}

/** Leaves out what was not given. */
function given<Options extends Record<string, unknown>>(
  options: Options,
): { [Name in keyof Options]?: Exclude<Options[Name], undefined> } {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) as never;
}

function collect(value: string, before: readonly string[]): string[] {
  return [...before, value];
}

function wholeNumber(min: number, max: number) {
  return (text: string): number => {
    const value = Number(text);
    if (text.trim() === '' || !Number.isInteger(value) || value < min || value > max) {
      throw new InvalidArgumentError(`Give a whole number from ${min} to ${max}.`);
    }
    return value;
  };
}

function factor(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !(value >= 1 && value <= 100_000))
    throw new InvalidArgumentError('Give a number from 1 to 100000.');
  return value;
}
