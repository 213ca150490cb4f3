/** What kind of desktop, if any, the console is started on. */
import { spawn } from 'node:child_process';

interface Surroundings {
  readonly platform: NodeJS.Platform;
  readonly env: NodeJS.ProcessEnv;
  /** Null on Windows. */
  readonly userId: number | null;
}

export function surroundings(): Surroundings {
  return { platform: process.platform, env: process.env, userId: process.getuid?.() ?? null };
}

/** Whether a window could be opened. Only Linux and its like may be without a display. */
export function hasDisplay({ platform, env }: Surroundings): boolean {
  return platform === 'darwin' || platform === 'win32' || Boolean(env.DISPLAY || env.WAYLAND_DISPLAY);
}

/** Why the desktop application cannot run here whatever is installed, as the end of a sentence; null when it can. */
export function whyNoDesktopApplication(here: Surroundings): string | null {
  if (!hasDisplay(here)) return 'there is no display here';
  if (here.platform === 'linux' && here.userId === 0) return 'Electron’s sandbox does not work for the root user';
  return null;
}

/** Opens an address in the desktop's own browser. Quiet when there is none: the address has been printed as well. */
export function openInBrowser(url: string, platform: NodeJS.Platform = process.platform): void {
  const [command, ...args] =
    platform === 'darwin'
      ? ['open', url]
      : platform === 'win32'
        ? ['rundll32', 'url.dll,FileProtocolHandler', url]
        : ['xdg-open', url];
  const child = spawn(command as string, args, { stdio: 'ignore', detached: true });
  child.on('error', () => {});
  child.unref();
}
