/** What is in the folder that the guest shares with this side. */

/** The plain reader, compiled on this side. */
export const PLAIN_READER = 'plain-reader';

/** The night's data folder. */
export const NIGHT_FOLDER = 'night';
/** What the camera's sensor produced meanwhile: a JSON array of ProducedPixels. */
export const NIGHT_SENSOR = 'night-sensor.json';

export interface ProducedPixels {
  /** Of the whole sensor's pixels as little-endian 16-bit numbers, row after row. */
  readonly sha256: string;
  /** How long light fell on the sensor. */
  readonly litMs: number;
  /** What the driver should have done otherwise. */
  readonly complaints: readonly string[];
}

/** Where the guest's programs are built to, relative to the project's root, which its job starts in. */
export const GUEST_PROGRAMS = 'out/usb-bench';

export type GuestProgram = 'in-guest' | 'read-frames' | 'cli';

/** Path of a program of the guest, relative to the project's root. */
export function guestProgram(name: GuestProgram): string {
  return `${GUEST_PROGRAMS}/${name}.js`;
}
