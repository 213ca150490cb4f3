#!/usr/bin/env node
/**
 * Entry of the command line. In a checkout whose build is as new as its sources the built one runs, which starts twice as fast;
 * otherwise the sources do. Compiled code is kept from one start to the next: stripping types and compiling some hundred modules
 * is most of what a short command would otherwise spend its time on.
 */
import { enableCompileCache } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { isBuilt } from '../launch/build.ts';
import { findProject } from '../launch/project.ts';
import { findDrizzleModulesFast } from './drizzle-modules.ts';

// Threads and processes that are started keep theirs in the same place, which they are told by the environment.
const { directory } = enableCompileCache();
if (directory !== undefined) process.env.NODE_COMPILE_CACHE = directory;

const { root } = findProject(import.meta.dirname);
if (import.meta.url.endsWith('.ts') && isBuilt(root, 'all')) {
  await import(pathToFileURL(join(root, 'out/main/cli.js')).href);
} else {
  findDrizzleModulesFast();
  const { runCommandLine } = await import('./command-line.ts');
  await runCommandLine();
}
