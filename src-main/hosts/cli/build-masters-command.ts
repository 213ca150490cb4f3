/** `warmroom masters build`, `warmroom masters rebuild` and `warmroom masters bad-pixels` */
import { basename, resolve } from 'node:path';
import { ConsoleError } from '../../contract/errors.ts';
import type { ConsoleEvent } from '../../contract/events.ts';
import type { CombineMethodName } from '../../contract/vocabulary.ts';
import { printJson, printLine, wireNames } from './output.ts';
import type { Call, GlobalOptions } from './session.ts';
import { stoppable } from './stoppable-work.ts';

export interface BuildOptions extends GlobalOptions {
  readonly kind?: 'bias' | 'dark' | 'flat';
  readonly method: CombineMethodName;
  readonly sigma?: number;
  readonly rounds?: number;
  readonly drop?: number;
  readonly subtractBias?: boolean;
}

/** Builds until done, or until Ctrl-C, which leaves nothing of the master in hand. */
export async function buildMasters(files: readonly string[], options: BuildOptions): Promise<void> {
  const { kind, method, sigma, rounds, drop, subtractBias } = options;
  const input = {
    method,
    ...(kind === undefined ? {} : { kind }),
    ...(sigma === undefined ? {} : { sigma }),
    ...(rounds === undefined ? {} : { rounds }),
    ...(drop === undefined ? {} : { drop }),
    ...(subtractBias === undefined ? {} : { subtractBias }),
    // Named as seen from here, not from the data folder.
    ...(files.length === 0 ? {} : { files: files.map((file) => resolve(file)) }),
  };
  const result = await building(options, (call) => call('masters.build', input));
  for (const warning of result.warnings) process.stderr.write(`warmroom: ${warning}\n`);
  if (options.json) return printJson(wireNames(result));
  for (const master of result.built) printLine(`Built ${master.path} from ${master.inputs.length} frames.`);
  for (const { title, why } of result.skipped) printLine(`Skipped ${title}: ${why}`);
  if (result.built.length + result.skipped.length === 0) printLine('There are no calibration frames to build from.');
}

/** `warmroom masters bad-pixels`, likewise. */
export async function buildBadPixelMap(files: readonly string[], options: GlobalOptions): Promise<void> {
  const input = { files: files.map((file) => resolve(file)) };
  const map = await building(options, (call) => call('masters.badPixels', input));
  if (options.json) return printJson(wireNames(map));
  const part = (100 * map.bad) / map.pixels;
  printLine(`Built ${map.path}: ${map.bad} bad pixels, ${part.toPrecision(2)} % of all.`);
  printLine(
    `${map.hot} hot, ${map.noisy} noisy, ${map.cold === null ? 'cold ones not looked for (no flats)' : `${map.cold} cold`}.`,
  );
}

/** `warmroom masters rebuild`: those named by file name, path or uid, or all that are stale. What stays stale ends in code 1. */
export async function rebuildMasters(names: readonly string[], options: GlobalOptions): Promise<void> {
  const { rebuilt, skipped } = await building(options, async (call) => {
    if (names.length === 0) return call('masters.rebuild', {});
    const { masters, maps } = await call('masters.list', {});
    const uids = names.map((name) => uidOfFile(name, [...masters, ...maps]));
    return call('masters.rebuild', { uids });
  });
  if (options.json) printJson(wireNames({ rebuilt, skipped }));
  else {
    for (const { path, old, movedTo, frames } of rebuilt) {
      printLine(`Built ${path} from ${frames} frames for ${basename(old)}, which is ${movedTo} now.`);
    }
    for (const { path, why } of skipped) process.stderr.write(`warmroom: not rebuilt: ${path}: ${why}\n`);
    if (rebuilt.length + skipped.length === 0) printLine('No master is stale.');
  }
  if (skipped.length > 0) process.exitCode = 1;
}

function uidOfFile(name: string, files: readonly { readonly uid: string; readonly path: string }[]): string {
  const found = files.find(({ uid, path }) => uid === name || basename(path) === basename(name));
  if (found === undefined) throw new ConsoleError('not-found', `There is no master or bad-pixel map ${name}.`);
  return found.uid;
}

/** Shows how far a build is, and stops it on Ctrl-C. */
function building<Result>(options: GlobalOptions, work: (call: Call) => Promise<Result>): Promise<Result> {
  return stoppable(options, { stop: 'masters.stop', progressOf }, work);
}

function progressOf(event: ConsoleEvent): string | null {
  return event.type === 'master' ? `${event.title}: ${Math.round(100 * event.done)} %` : null;
}
