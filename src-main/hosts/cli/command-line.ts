/** Runs the command that was typed. Exit code 0 when all is well, 2 for bad input, 1 for a failed operation. */
import { CommanderError } from 'commander';
import { printFailure } from './output.ts';
import { buildProgram } from './program.ts';

export async function runCommandLine(): Promise<void> {
  try {
    await buildProgram().parseAsync();
  } catch (thrown) {
    if (thrown instanceof CommanderError) {
      // Help and version are no errors; commander has printed them.
      if (thrown.exitCode !== 0) {
        const said = thrown.message.replace(/^error: /, '').replaceAll('\n', ' ');
        process.stderr.write(`warmroom: ${said}. \`warmroom --help\` lists commands and options.\n`);
      }
      process.exitCode = thrown.exitCode === 0 ? 0 : 2;
    } else {
      process.exitCode = printFailure(thrown);
    }
  }
}
