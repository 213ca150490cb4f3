/**
 * What the guest runs, as plain JavaScript: the checks and the console's own programs, bundled on this side. Taking the types out
 * of a hundred source files at each start costs software emulation ten seconds and more a process.
 */
import { join } from 'node:path';
import { build } from 'vite';
import { GUEST_PROGRAMS, type GuestProgram } from './shared-folder.ts';

/** What the programs start by themselves. */
type Helper =
  | 'instrument-host'
  | 'pixel-worker'
  | 'star-worker'
  | 'masters-worker'
  | 'combine-worker'
  | 'backup-worker';

const ENTRIES: Readonly<Record<GuestProgram | Helper, string>> = {
  'in-guest': 'test/usb/bench/in-guest/main.ts',
  'read-frames': 'test/usb/bench/in-guest/read-frames.ts',
  cli: 'src-main/hosts/cli/main.ts',
  'instrument-host': 'src-main/devices/instrument-host/main.ts',
  'pixel-worker': 'src-main/frames/pixels/worker.ts',
  'star-worker': 'src-main/frames/stars/worker.ts',
  'masters-worker': 'src-main/calibration/masters/worker.ts',
  'combine-worker': 'src-main/calibration/masters/combine-worker.ts',
  'backup-worker': 'src-main/store/backup-worker.ts',
};

/** Takes some seconds. Rejects with the bundler's own error. */
export async function buildGuestPrograms(projectRoot: string): Promise<void> {
  await build({
    root: projectRoot,
    configFile: false,
    logLevel: 'error',
    // Packages with native code stay outside, beside their binaries in node_modules.
    ssr: { noExternal: true, external: ['better-sqlite3', 'usb'] },
    build: {
      ssr: true,
      outDir: join(projectRoot, GUEST_PROGRAMS),
      emptyOutDir: true,
      minify: false,
      rolldownOptions: {
        input: Object.fromEntries(Object.entries(ENTRIES).map(([name, file]) => [name, join(projectRoot, file)])),
        output: { entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
      },
    },
  });
}
