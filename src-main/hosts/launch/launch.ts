import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { ensureBuilt } from './build.ts';
import { hasDisplay, openInBrowser, surroundings, whyNoDesktopApplication } from './desktop.ts';
import { fetchElectron, findElectron } from './electron-binary.ts';
import { findProject, type Project } from './project.ts';
import { type ServeOptions, serveConsole } from './serve-console.ts';

/** An application that ends with an error sooner than this never came up: a missing library, a refused sandbox. */
const CAME_UP_MS = 5_000;

const say = (line: string) => process.stderr.write(`${line}\n`);

/**
 * Opens the desktop application where Electron is there or can be had within seconds, else serves the console to the
 * browser, and says which and why. Resolves with the process's exit code once the console has been closed.
 */
export async function launch(options: Omit<ServeOptions, 'onServing'>): Promise<number> {
  const project = findProject();
  const outcome = await tryDesktopApplication(project, options);
  if ('exitCode' in outcome) return outcome.exitCode;
  say(`Serving the console in the browser, because ${outcome.whyNot}.`);
  await serveConsole({
    ...options,
    onServing: (host) => {
      // An address of its own: the printed one must still work in a browser of the observer's choice.
      if (hasDisplay(surroundings()) && !options.json) openInBrowser(host.newUrl());
    },
  });
  return 0;
}

async function tryDesktopApplication(
  project: Project,
  options: ServeOptions,
): Promise<{ exitCode: number } | { whyNot: string }> {
  const obstacle = whyNoDesktopApplication(surroundings());
  if (obstacle !== null) return { whyNot: obstacle };
  const binary = findElectron(project.root) ?? (await fetchElectron(project.root, { say }));
  if (binary === null) {
    return {
      whyNot: 'Electron’s binary is not here and could not be fetched (“npx install-electron” gets it, given time)',
    };
  }
  await ensureBuilt(project, 'all', say);
  say('Opening the desktop application.');
  const began = performance.now();
  const exitCode = await runElectron(binary, project.root, options);
  if (exitCode !== 0 && performance.now() - began < CAME_UP_MS) {
    return { whyNot: `Electron ended at once with code ${exitCode}` };
  }
  return { exitCode };
}

function runElectron(binary: string, root: string, { dataFolder, speed }: ServeOptions): Promise<number> {
  const args = [join(root, 'out', 'main', 'electron.js'), `--data=${dataFolder}`];
  if (speed !== undefined) args.push(`--speed=${speed}`);
  return new Promise((resolve) => {
    const child = spawn(binary, args, { stdio: 'inherit' });
    // Ctrl-C reaches the application through the terminal; a signal to this process alone is handed on.
    const handOn = (signal: NodeJS.Signals) => child.kill(signal);
    const leaveToTerminal = () => {};
    process.on('SIGTERM', handOn);
    process.on('SIGINT', leaveToTerminal);
    child.on('error', () => resolve(127));
    child.on('exit', (code) => {
      process.off('SIGTERM', handOn);
      process.off('SIGINT', leaveToTerminal);
      resolve(code ?? 1);
    });
  });
}
