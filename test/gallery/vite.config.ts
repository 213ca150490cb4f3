/**
 * The components alone, each with its states: `npm run gallery` serves them while one works on them. Not part of the console:
 * it is built beside it (out/gallery), for the test that compares pictures.
 */
import { join } from 'node:path';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';

export default defineConfig({
  root: import.meta.dirname,
  base: './',
  plugins: [svelte({ configFile: false })],
  build: { outDir: join(import.meta.dirname, '..', '..', 'out', 'gallery'), emptyOutDir: true },
});
