/** Other people's FITS software as judges of ours. A judge that is missing is a failure, never a skipped test. */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { findPython } from '../../run/requirements.ts';

export interface AstropyView {
  readonly units: number;
  readonly type: string;
  /** Rows, columns. */
  readonly shape: readonly [number, number];
  /** sha256 of the pixels as little-endian 16-bit unsigned integers. */
  readonly pixels: string;
  readonly mean: number;
  readonly cards: readonly (readonly [string, string | number | boolean, string])[];
  readonly hasChecksums: boolean;
  readonly warnings: readonly string[];
}

/** fitsverify's verdict on each file, one line each: `verification OK: …` or what is wrong. */
export function askFitsverify(paths: readonly string[]): string[] {
  // Its exit code counts errors and warnings; the lines say which file.
  const { stdout } = run('fitsverify', ['-q', ...paths], 'fitsverify', () => true);
  return stdout.trim().split('\n');
}

export function askAstropy(paths: readonly string[]): Map<string, AstropyView> {
  const script = fileURLToPath(new URL('./read_frames.py', import.meta.url));
  const { stdout } = run(findPython() ?? 'python3', [script, ...paths], 'python3-astropy', (status) => status === 0);
  return new Map(Object.entries(JSON.parse(stdout) as Record<string, AstropyView>));
}

function run(program: string, args: readonly string[], debianPackage: string, isFine: (status: number) => boolean) {
  const { error, status, stdout, stderr } = spawnSync(program, args, { encoding: 'utf8', maxBuffer: 1e9 });
  if (error !== undefined || /No module named 'astropy'/.test(stderr)) {
    throw new Error(`These tests need ${debianPackage}: apt-get install ${debianPackage}`);
  }
  if (!isFine(status ?? -1)) throw new Error(`${program} failed: ${stderr}`);
  return { stdout };
}
