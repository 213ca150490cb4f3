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
