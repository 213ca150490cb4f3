/** Whether Linux lets this user open the USB devices that the console drives, and what to do where it does not. */
import { access, constants, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * The same as in docs/70-warmroom.rules: whoever sits at the machine, or is in the group plugdev, may open devices of these
 * vendors, and the system never puts them to sleep.
 */
export const UDEV_RULES = [
  'SUBSYSTEM=="usb", ENV{DEVTYPE}=="usb_device", ATTR{idVendor}=="1278", MODE="0660", GROUP="plugdev", TAG+="uaccess"',
  'ACTION=="add", SUBSYSTEM=="usb", ATTR{idVendor}=="1278", TEST=="power/control", ATTR{power/control}="on"',
] as const;
const RULES_FILE = '/etc/udev/rules.d/70-warmroom.rules';
const VENDORS: readonly string[] = ['1278'];

export interface PluggedDevice {
  /** Vendor and product, as lsusb shows them: '1278:0194'. */
  readonly ids: string;
  /** What the device calls itself; empty where it does not. */
  readonly product: string;
  readonly mayBeOpened: boolean;
}

export interface SystemFolders {
  readonly sysfs: string;
  readonly nodes: string;
}

const LINUX: SystemFolders = { sysfs: '/sys/bus/usb/devices', nodes: '/dev/bus/usb' };

/** Devices of the vendors that the console drives; none on a machine without USB. */
export async function pluggedDevices({ sysfs, nodes }: SystemFolders = LINUX): Promise<PluggedDevice[]> {
  const found: PluggedDevice[] = [];
  for (const entry of await readdir(sysfs).catch(() => [])) {
    const attribute = async (name: string) => (await readFile(join(sysfs, entry, name), 'utf8').catch(() => '')).trim();
    const vendor = await attribute('idVendor');
    if (!VENDORS.includes(vendor)) continue;
    const [bus, device] = [await attribute('busnum'), await attribute('devnum')].map((n) => n.padStart(3, '0'));
    const node = join(nodes, bus!, device!);
    const mayBeOpened = await access(node, constants.R_OK | constants.W_OK).then(
      () => true,
      () => false,
    );
    found.push({ ids: `${vendor}:${await attribute('idProduct')}`, product: await attribute('product'), mayBeOpened });
  }
  return found;
}

/** One sentence or two for the observer: what is plugged in, and what to do about those that may not be opened. */
export function judgePermissions(devices: readonly PluggedDevice[]): {
  readonly ok: boolean;
  readonly message: string;
} {
  const named = (some: readonly PluggedDevice[]) =>
    some.map(({ ids, product }) => (product === '' ? ids : `${product} (${ids})`)).join(', ');
  if (devices.length === 0) return { ok: true, message: 'No USB camera or filter wheel is plugged in.' };
  const denied = devices.filter(({ mayBeOpened }) => !mayBeOpened);
  if (denied.length === 0) return { ok: true, message: `${named(devices)}: may be opened.` };
  const rules = UDEV_RULES.map((rule) => `'${rule}'`).join(' ');
  return {
    ok: false,
    message:
      `This user may not open ${named(denied)}. Run: printf '%s\\n' ${rules} | sudo tee ${RULES_FILE} && ` +
      'sudo udevadm control --reload && sudo udevadm trigger --subsystem-match=usb. Logged in from elsewhere, also: ' +
      'sudo usermod -aG plugdev "$USER", then log in anew.',
  };
}
