/** What runs in the guest: every part of the bench, one after the other, each told to the host. */
import { type Checks, createChecks } from './checks.ts';
import { openSideDoor, type SideDoor } from './side-door.ts';

type Part = (sideDoor: SideDoor, checks: Checks) => Promise<void>;

/** Each is loaded when its turn comes: software emulation makes loading dear. */
const PARTS: Readonly<Record<string, () => Promise<Part>>> = {
  frames: async () => (await import('./driver-frames.ts')).driverFrames,
  wheel: async () => (await import('./wheel-moves.ts')).wheelMoves,
  faults: async () => (await import('./driver-faults.ts')).driverFaults,
  night: async () => (await import('./night.ts')).night,
  console: async () => (await import('./console.ts')).consoleOnDevices,
  throughput: async () => (await import('./throughput.ts')).throughput,
  'beside-indi': async () => (await import('./beside-indi.ts')).besideIndi,
  peers: async () => (await import('../../../peers/indi-on-virtual-devices.ts')).debianDrivers,
};

const [url, ...wanted] = process.argv.slice(2);
const sideDoor = openSideDoor(url!);
for (const [name, load] of Object.entries(PARTS)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  const checks = createChecks(sideDoor, name);
  try {
    await (await load())(sideDoor, checks);
  } catch (thrown) {
    // What goes wrong outside the checks is a failure like theirs.
    await checks.check('the part as a whole', () => Promise.reject(thrown));
  }
  for (const { busId } of await sideDoor.list()) await sideDoor.remove(busId);
}
await sideDoor.tell({ type: 'finished' });
process.exit(0);
