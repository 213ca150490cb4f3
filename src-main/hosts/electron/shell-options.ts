import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { defaultDataFolder } from '../data-folder.ts';

export interface ShellOptions {
  /** Absolute. */
  readonly dataFolder: string;
  readonly speed?: number;
}

/** The shell's own options from its command line, which holds Chromium's switches too: those are passed over. */
export function readShellOptions(argv: readonly string[], env: NodeJS.ProcessEnv): ShellOptions {
  const { values } = parseArgs({
    args: [...argv],
    options: { data: { type: 'string' }, speed: { type: 'string' } },
    strict: false,
    allowPositionals: true,
  });
  const data = typeof values.data === 'string' && values.data !== '' ? values.data : defaultDataFolder(env);
  const speed = Number(values.speed);
  return { dataFolder: resolve(data), ...(speed >= 1 ? { speed } : {}) };
}
