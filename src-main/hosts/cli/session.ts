/** How a command reaches the console's services: through the same procedure table as every other host. */
import { resolve } from 'node:path';
import { openConsole, openForLooking } from '../../app/open-console.ts';
import { ConsoleError } from '../../contract/errors.ts';
import type { ProcedureInput, ProcedureName, ProcedureOutput } from '../../contract/procedures.ts';
import { callProcedure } from '../../contract/rpc.ts';
import type { ConsoleServices } from '../../contract/services.ts';
import { defaultDataFolder } from '../data-folder.ts';

export interface GlobalOptions {
  readonly data?: string;
  readonly json?: boolean;
}

export function dataFolderOf(options: GlobalOptions): string {
  return resolve(options.data ?? defaultDataFolder());
}

export type Call = <Name extends ProcedureName>(
  name: Name,
  input: ProcedureInput<Name>,
) => Promise<ProcedureOutput<Name>>;

/** Calls procedures as the command line; rejects with ConsoleError. */
export function callerOf({ handlers }: Pick<ConsoleServices, 'handlers'>): Call {
  return async (name, input) => {
    const outcome = await callProcedure(handlers, name, input, { who: 'cli' });
    if (outcome.ok) return outcome.value as ProcedureOutput<typeof name>;
    throw ConsoleError.from(outcome.failure);
  };
}

/** Does some work with the data folder as its owner. */
export async function withConsole<Result>(
  options: GlobalOptions & { readonly speed?: number },
  work: (call: Call, services: ConsoleServices) => Promise<Result>,
): Promise<Result> {
  const { speed } = options;
  const services = await openConsole({
    dataFolder: dataFolderOf(options),
    host: 'cli',
    ...(speed === undefined ? {} : { speed }),
  });
  try {
    return await work(callerOf(services), services);
  } finally {
    await services.close();
  }
}

/** Does some work that only looks, beside a running console if there is one. */
export async function looking<Result>(options: GlobalOptions, work: (call: Call) => Promise<Result>): Promise<Result> {
  const services = await openForLooking(dataFolderOf(options));
  try {
    return await work(callerOf(services));
  } finally {
    await services.close();
  }
}
