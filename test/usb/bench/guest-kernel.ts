/** Debian's kernel and an initial RAM disk for the bench's guest, made once and kept in the cache folder. */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';

/** In the order in which they load, each with what it needs: disk and network of the guest, and USB over IP. */
const MODULES = ['virtio_pci', 'virtio_net', '9pnet_virtio', '9p', 'vhci_hcd', 'usbhid', 'hid_generic'];

export interface GuestKernel {
  readonly version: string;
  readonly kernel: string;
  readonly ramDisk: string;
}

/** Downloads and unpacks what is not in `cacheFolder` yet. Throws an Error that says which step failed. */
export function provideGuestKernel(cacheFolder: string, say: (line: string) => void): GuestKernel {
  const packageName = kernelPackage();
  const version = packageName.replace('linux-image-', '');
  const init = readFileSync(join(import.meta.dirname, 'guest-init.sh'));
  const digest = createHash('sha256').update(init).update(MODULES.join()).digest('hex').slice(0, 12);
  const folder = join(cacheFolder, version);
  const kernel = join(folder, 'vmlinuz');
  const ramDisk = join(folder, `ram-disk-${digest}.gz`);
  if (existsSync(kernel) && existsSync(ramDisk)) return { version, kernel, ramDisk };

  mkdirSync(folder, { recursive: true });
  const work = mkdtempSync(join(folder, 'work-'));
  try {
    say(`Fetching ${packageName} for the guest.`);
    // As root, apt would download as another user, who may not write here.
    run('apt-get', ['download', '-q', '-o', 'APT::Sandbox::User=root', packageName], work);
    const archive = readdirSync(work).find((name) => name.endsWith('.deb'));
    if (archive === undefined) throw new Error(`apt-get downloaded no ${packageName}.`);
    const root = join(work, 'root');
    run('dpkg-deb', ['--extract', archive, root], work);
    run('depmod', ['-b', root, version], work);
    makeRamDisk(root, version, join(work, 'disk'), init);
    renameSync(join(work, 'disk.gz'), ramDisk);
    copyFileSync(join(root, 'boot', `vmlinuz-${version}`), kernel);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
  return { version, kernel, ramDisk };
}

/** The package that Debian's present kernel comes in, such as linux-image-6.1.0-56-amd64. */
function kernelPackage(): string {
  const look = () => {
    return /Depends: (linux-image-\S+)/.exec(run('apt-cache', ['depends', 'linux-image-amd64'], '/'))?.[1];
  };
  const known = look();
  if (known !== undefined) return known;
  run('apt-get', ['update', '-q'], '/');
  const updated = look();
  if (updated === undefined)
    throw new Error('apt knows no package linux-image-amd64: the USB bench needs Debian on x86-64.');
  return updated;
}

/** Writes `<disk>.gz` from a folder `<disk>` that it fills: busybox, the modules, and the first process. */
function makeRamDisk(root: string, version: string, disk: string, init: Buffer): void {
  mkdirSync(join(disk, 'bin'), { recursive: true });
  mkdirSync(join(disk, 'modules'));
  copyFileSync('/usr/bin/busybox', join(disk, 'bin', 'busybox'));
  writeFileSync(join(disk, 'init'), init, { mode: 0o755 });
  const order: string[] = [];
  for (const path of MODULES.flatMap((module) => dependencies(root, version, module))) {
    const name = path.slice(path.lastIndexOf('/') + 1);
    if (order.includes(name)) continue;
    order.push(name);
    copyFileSync(path, join(disk, 'modules', name));
  }
  writeFileSync(join(disk, 'modules.order'), `${order.join('\n')}\n`);
  run('sh', ['-c', 'find . | cpio --quiet -o -H newc | gzip -1 > ../disk.gz'], disk);
}

/** Paths of a module's files, itself last; none for what is built into the kernel. */
function dependencies(root: string, version: string, module: string): string[] {
  const shown = run('modprobe', ['--show-depends', '-d', root, '-S', version, module], '/');
  return [...shown.matchAll(/^insmod (\S+)/gm)].map((match) => match[1]!);
}

function run(program: string, args: readonly string[], cwd: string): string {
  try {
    return execFileSync(program, args, {
      cwd,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
      maxBuffer: 2 ** 24,
    });
  } catch (thrown) {
    const { stderr } = thrown as { stderr?: string };
    throw new Error(`${program} ${args.join(' ')} failed: ${(stderr || String(thrown)).trim()}`);
  }
}
