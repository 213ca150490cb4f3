#!/usr/bin/env node
/**
 * Entry of the command line. Compiled code is kept from one start to the next: stripping types and compiling some hundred
 * modules is most of what a short command would otherwise spend its time on.
 */
import { enableCompileCache } from 'node:module';
import { findDrizzleModulesFast } from './drizzle-modules.ts';

// Threads and processes that are started keep theirs in the same place, which they are told by the environment.
const { directory } = enableCompileCache();
if (directory !== undefined) process.env.NODE_COMPILE_CACHE = directory;
findDrizzleModulesFast();
const { runCommandLine } = await import('./command-line.ts');
await runCommandLine();
