import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';
import { NODE_FLAGS } from './src-main/bundle/node-flags.ts';

export default defineConfig({
  // The screen's modules with runes (`*.svelte.ts`) are compiled as for the page.
  plugins: [svelte({ configFile: false })],
  test: {
    include: ['test/**/*.test.ts'],
    // One worker more than there are cores, not one less: what takes long are stories, which mostly wait for processes and clocks.
    maxWorkers: availableParallelism() + 1,
    // Stories run real processes; a busy machine must not fail them.
    testTimeout: 180_000,
    hookTimeout: 180_000,
    execArgv: [...NODE_FLAGS],
    // The instruments' processes and the workers that tests start find their sources compiled, as those that a command starts do.
    env: { NODE_COMPILE_CACHE: join(tmpdir(), 'node-compile-cache') },
    exclude: ['test/e2e/**'],
  },
});
