import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';
import { NODE_FLAGS } from './src-main/bundle/node-flags.ts';

export default defineConfig({
  // The screen's modules with runes (`*.svelte.ts`) are compiled as for the page.
  plugins: [svelte({ configFile: false })],
  test: {
    include: ['test/**/*.test.ts'],
    // Stories run real processes; a busy machine must not fail them.
    testTimeout: 60_000,
    execArgv: [...NODE_FLAGS],
    exclude: ['test/e2e/**'],
  },
});
