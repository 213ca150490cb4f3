import { existsSync } from 'node:fs';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'electron-vite';

/**
 * The processes of the console, each a file of its own in out/main: the desktop shell, the command line (also the
 * browser host), the instrument host, and the workers: for the viewer's pixels, for stars, for masters and for the check of backups.
 */
const mainEntries = {
  electron: 'src-main/hosts/electron/main.ts',
  cli: 'src-main/hosts/cli/main.ts',
  'instrument-host': 'src-main/devices/instrument-host/main.ts',
  'pixel-worker': 'src-main/frames/pixels/worker.ts',
  'star-worker': 'src-main/frames/stars/worker.ts',
  'masters-worker': 'src-main/calibration/masters/worker.ts',
  'combine-worker': 'src-main/calibration/masters/combine-worker.ts',
  'backup-worker': 'src-main/store/backup-worker.ts',
};

/** Packages with native code stay outside the bundles, beside their binaries in node_modules. */
const native = ['better-sqlite3', 'usb'];

export default defineConfig({
  main: {
    build: {
      externalizeDeps: false,
      rolldownOptions: {
        input: Object.fromEntries(Object.entries(mainEntries).filter(([, file]) => existsSync(file))),
        external: native,
        output: { entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
      },
    },
  },
  preload: {
    build: {
      externalizeDeps: false,
      rolldownOptions: {
        input: { index: 'src-main/hosts/electron/preload.ts' },
        // A sandboxed preload cannot be an ES module.
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: 'src-renderer',
    plugins: [svelte({ configFile: false })],
    build: { minify: true, rolldownOptions: { input: 'src-renderer/index.html' } },
  },
});
