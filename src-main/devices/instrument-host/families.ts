/** The device families that this console knows, each loaded only when one of its devices is wanted. */
import { type CreateFamily, DeviceError } from '../ports.ts';

const FAMILIES: Readonly<Record<string, () => Promise<{ readonly createFamily: CreateFamily }>>> = {
  simulator: () => import('../simulator/index.ts'),
};

/** Throws a DeviceError `refused` for a family that is not known. */
export async function loadFamily(name: string): Promise<CreateFamily> {
  const load = Object.hasOwn(FAMILIES, name) ? FAMILIES[name] : undefined;
  if (load) return (await load()).createFamily;
  const known = Object.keys(FAMILIES).join(', ');
  throw new DeviceError('refused', `This console cannot drive “${name}” devices; it knows: ${known}.`);
}
