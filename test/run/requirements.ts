/** What tests need from the system: finds it, installs it where that can be done here, or says what to run. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

interface Requirement {
  readonly what: string;
  readonly isThere: () => boolean;
  readonly debianPackages: readonly string[];
  /** How to get it by hand on any other system. */
  readonly byHand: string;
}

const REQUIREMENTS: readonly Requirement[] = [
  {
    what: 'a Chromium browser',
    isThere: () => findChromium() !== null,
    debianPackages: ['chromium'],
    byHand: 'npx playwright install chromium',
  },
  {
    what: 'fitsverify',
    isThere: () => onPath('fitsverify') !== null,
    debianPackages: ['fitsverify'],
    byHand: 'install fitsverify (Homebrew: brew install fitsverify)',
  },
  {
    what: 'Python 3 with astropy and sep',
    isThere: () => findPython() !== null,
    debianPackages: ['python3', 'python3-astropy', 'python3-sep'],
    byHand: 'python3 -m pip install astropy sep',
  },
  {
    what: 'the Liberation and DejaVu fonts',
    isThere: () => process.platform !== 'linux' || hasPictureFonts(),
    debianPackages: ['fontconfig', 'fonts-liberation2', 'fonts-dejavu-core'],
    byHand: 'install the fonts Liberation Sans, Liberation Mono and DejaVu Sans',
  },
  {
    what: 'strace',
    isThere: () => onPath('strace') !== null,
    debianPackages: ['strace'],
    byHand: 'run the tests on Linux with strace installed',
  },
];

/** What the USB bench needs besides: an emulated machine, what its initial RAM disk is made with, and other people's drivers. */
const BENCH_REQUIREMENTS: readonly Requirement[] = [
  ['qemu-system-x86_64', 'qemu-system-x86'],
  ['busybox', 'busybox-static'],
  ['cpio', 'cpio'],
  ['depmod', 'kmod'],
  ['usbip', 'usbip'],
  ['indiserver', 'indi-bin'],
  ['indi_sx_ccd', 'indi-sx'],
  ['gcc', 'gcc'],
].map(([program, debianPackage]) => ({
  what: program!,
  isThere: () => onPath(program!) !== null,
  debianPackages: program === 'gcc' ? ['gcc', 'libc6-dev'] : [debianPackage!],
  byHand: `install ${program} on Debian`,
}));

function onPath(name: string): string | null {
  const folders = (process.env.PATH ?? '').split(delimiter);
  return folders.map((folder) => join(folder, name)).find((path) => existsSync(path)) ?? null;
}

/** Whether the fonts are there with which the screen is compared with pictures of it. */
export function hasPictureFonts(): boolean {
  const { stdout } = spawnSync('fc-list', [':', 'family'], { encoding: 'utf8' });
  return ['Liberation Sans', 'Liberation Mono', 'DejaVu Sans'].every((family) => (stdout ?? '').includes(family));
}

/** Absolute path of a Chromium or Chrome of the system, else of Playwright's own; null when there is none. */
export function findChromium(): string | null {
  for (const name of ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome']) {
    const path = onPath(name);
    if (path !== null) return path;
  }
  const script = "process.stdout.write(require('@playwright/test').chromium.executablePath())";
  const { stdout } = spawnSync(process.execPath, ['-e', script], { encoding: 'utf8' });
  return stdout !== '' && existsSync(stdout) ? stdout : null;
}

/** Absolute path of a Python 3 that has astropy and sep: the first on the path, else the system's own; null when there is none. */
export function findPython(): string | null {
  const candidates = [onPath('python3'), '/usr/bin/python3'].filter((path) => path !== null);
  const hasJudges = (path: string) =>
    spawnSync(path, ['-c', 'import astropy.io.fits, sep'], { stdio: 'ignore' }).status === 0;
  return candidates.find(hasJudges) ?? null;
}

/** Null once everything is there; else the one line that says what is missing and which command gets it. */
export function provideRequirements(say: (line: string) => void): string | null {
  return provide(REQUIREMENTS, say);
}

/** Why the USB bench cannot run on a machine like this one; null where it can. */
export function usbBenchObstacle(): string | null {
  if (process.platform !== 'linux' || process.arch !== 'x64' || onPath('apt-get') === null) {
    return 'It needs Debian on x86-64, whose kernel and drivers it boots.';
  }
  return process.getuid?.() === 0 ? null : 'It must run as root: its guest uses this machine’s files as they are.';
}

/** As `provideRequirements`, for the USB bench. */
export function provideBenchRequirements(say: (line: string) => void): string | null {
  return provide(BENCH_REQUIREMENTS, say);
}

function provide(requirements: readonly Requirement[], say: (line: string) => void): string | null {
  let missing = requirements.filter((requirement) => !requirement.isThere());
  if (missing.length === 0) return null;
  const packages = missing.flatMap((requirement) => requirement.debianPackages);
  const hasApt = onPath('apt-get') !== null;
  if (hasApt && process.getuid?.() === 0) {
    say(`Installing what the tests need: ${packages.join(' ')}`);
    installDebianPackages(packages);
    missing = requirements.filter((requirement) => !requirement.isThere());
    if (missing.length === 0) return null;
  }
  const names = missing.map((requirement) => requirement.what).join(', ');
  const command = hasApt
    ? `sudo apt-get install --no-install-recommends ${packages.join(' ')}`
    : missing.map((requirement) => requirement.byHand).join('; ');
  return `The tests need ${names}. Run: ${command}`;
}

function installDebianPackages(packages: readonly string[]): void {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  spawnSync('apt-get', ['update', '-q'], { stdio: ['ignore', 'ignore', 'inherit'], env });
  spawnSync('apt-get', ['install', '-y', '-q', '--no-install-recommends', ...packages], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env,
  });
}
