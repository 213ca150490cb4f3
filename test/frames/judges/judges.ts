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

export interface SepView {
  /** ADU */
  readonly background: number;
  readonly noise: number;
  readonly stars: readonly {
    readonly x: number;
    readonly y: number;
    /** FLUX_RADIUS for half of FLUX_AUTO, px. */
    readonly hfr: number;
    /** 0: neither blended nor cut off. */
    readonly flag: number;
    /** By astropy's fit of a Moffat profile, px; null for all but the clearest. */
    readonly fwhm: number | null;
  }[];
  /** How long SEP took for sky, stars and radii, where that was asked for. */
  readonly ms?: number;
}

/** What SEP finds in the frames; with `timed` also how long it takes. */
export function askSep(paths: readonly string[], timed = false): Map<string, SepView> {
  const script = fileURLToPath(new URL('./judge_stars.py', import.meta.url));
  const args = [script, ...(timed ? ['--time'] : []), ...paths];
  const { stdout } = run(findPython() ?? 'python3', args, 'python3-astropy python3-sep', (status) => status === 0);
  return new Map(Object.entries(JSON.parse(stdout) as Record<string, SepView>));
}

function run(program: string, args: readonly string[], debianPackage: string, isFine: (status: number) => boolean) {
  const { error, status, stdout, stderr } = spawnSync(program, args, { encoding: 'utf8', maxBuffer: 1e9 });
  if (error !== undefined || /No module named '(astropy|sep)'/.test(stderr)) {
    throw new Error(`These tests need ${debianPackage}: apt-get install ${debianPackage}`);
  }
  if (!isFine(status ?? -1)) throw new Error(`${program} failed: ${stderr}`);
  return { stdout };
}
