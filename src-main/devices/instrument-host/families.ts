/** The device families that this console knows, each loaded only when one of its devices is wanted. */
import { DEVICE_FAMILIES, type DeviceFamilyName } from '../family-names.ts';
import { type CreateFamily, DeviceError } from '../ports.ts';

const FAMILIES: Readonly<Record<DeviceFamilyName, () => Promise<{ readonly createFamily: CreateFamily }>>> = {
  simulator: () => import('../simulator/index.ts'),
  'starlight-xpress': () => import('../starlight-xpress/index.ts'),
};

/** Throws a DeviceError `refused` for a family that is not known. */
export async function loadFamily(name: string): Promise<CreateFamily> {
  const known = DEVICE_FAMILIES.find((family) => family === name);
  if (known) return (await FAMILIES[known]()).createFamily;
  const all = DEVICE_FAMILIES.join(', ');
  throw new DeviceError('refused', `This console cannot drive “${name}” devices; it knows: ${all}.`);
}
