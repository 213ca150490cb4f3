import { homedir } from 'node:os';
import { posix, win32 } from 'node:path';

/**
 * The data folder when nobody names one with --data: WARMROOM_DATA, else the platform's place for an application's data.
 * The desktop application and the command line agree on it, so that a script sees what the observer sees.
 */
export function defaultDataFolder(
  env: Readonly<Record<string, string | undefined>> = process.env,
  platform: NodeJS.Platform = process.platform,
  home: string = homedir(),
): string {
  if (env.WARMROOM_DATA) return env.WARMROOM_DATA;
  if (platform === 'win32') return win32.join(env.LOCALAPPDATA ?? win32.join(home, 'AppData', 'Local'), 'Warmroom');
  if (platform === 'darwin') return posix.join(home, 'Library', 'Application Support', 'Warmroom');
  return posix.join(env.XDG_DATA_HOME || posix.join(home, '.local', 'share'), 'warmroom');
}
