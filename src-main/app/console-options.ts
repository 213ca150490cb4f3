/** How a console is opened. `openConsole(options): Promise<ConsoleServices>` stands in open-console.ts. */
export interface ConsoleOptions {
  /** Absolute path of the data folder; made if missing. */
  readonly dataFolder: string;
  readonly host: 'electron' | 'browser' | 'cli';
  /** Speed factor of simulated waiting; default 1. */
  readonly speed?: number;
}
