/** Every device family that the console can drive, for those who look for what is plugged in. */
export const DEVICE_FAMILIES = ['simulator', 'starlight-xpress'] as const;

export type DeviceFamilyName = (typeof DEVICE_FAMILIES)[number];
