/**
 * Finding Electron's binary, and fetching it where that can be done quickly. An observatory is often offline: one that
 * cannot be had must cost seconds once, not at every start.
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

export const FETCH_LIMIT_MS = 6_000;
const REMEMBER_FAILURE_MS = 24 * 3600 * 1000;

/** Absolute path of Electron's binary; null when there is none. ELECTRON_OVERRIDE_DIST_PATH names an unpacked one. */
export function findElectron(root: string, env: NodeJS.ProcessEnv = process.env): string | null {
  const folder = join(root, 'node_modules', 'electron');
  const pathFile = join(folder, 'path.txt');
  const name = existsSync(pathFile) ? readFileSync(pathFile, 'utf8').trim() : defaultName();
  const binary = join(env.ELECTRON_OVERRIDE_DIST_PATH ?? join(folder, 'dist'), name);
  return existsSync(binary) ? binary : null;
}

function defaultName(): string {
  if (process.platform === 'darwin') return 'Electron.app/Contents/MacOS/Electron';
  return process.platform === 'win32' ? 'electron.exe' : 'electron';
}

/**
 * Runs Electron's own installer for at most `limitMs` and gives the binary, or null with a note that keeps the next
 * starts of that day from trying again.
 */
export async function fetchElectron(
  root: string,
  options: { limitMs?: number; now?: number; say?: (line: string) => void } = {},
): Promise<string | null> {
  const { limitMs = FETCH_LIMIT_MS, now = Date.now(), say = () => {} } = options;
  const installer = join(root, 'node_modules', 'electron', 'install.js');
  const note = join(root, 'out', 'electron-not-fetched.json');
  if (!existsSync(installer) || now - failedAt(note) < REMEMBER_FAILURE_MS) return null;
  say(`Fetching Electron (${limitMs / 1000} s at most) …`);
  if (await runInstaller(installer, limitMs)) {
    const binary = findElectron(root);
    if (binary !== null) return binary;
  }
  noteFailure(note, now);
  return null;
}

function noteFailure(note: string, now: number): void {
  try {
    mkdirSync(dirname(note), { recursive: true });
    writeFileSync(note, JSON.stringify({ failedAt: now }));
  } catch {
    // A checkout of somebody else's: every start tries again, for at most the same few seconds.
  }
}

function failedAt(note: string): number {
  try {
    const { failedAt: at } = JSON.parse(readFileSync(note, 'utf8')) as { failedAt?: unknown };
    return typeof at === 'number' ? at : 0;
  } catch {
    return 0;
  }
}

function runInstaller(installer: string, limitMs: number): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [installer], { stdio: 'ignore', timeout: limitMs, killSignal: 'SIGKILL' });
    child.on('error', () => resolve(false));
    child.on('exit', (code) => resolve(code === 0));
  });
}
