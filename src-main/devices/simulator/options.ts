/** What a simulated observatory can be told about itself. Every option has a default; unknown ones are refused. */
import { z } from 'zod';
import { DeviceError } from '../ports.ts';
import { WIDEST_ROW } from './sensor-kernel/sensor-row.ts';

const optionsSchema = z
  .object({
    /** Two observatories with the same seed have the same sensor, dust and noise. */
    seed: z.int().default(1),
    /** Unbinned pixels. */
    width: z.int().min(16).max(WIDEST_ROW).default(4096),
    height: z.int().min(16).max(16_384).default(4096),
    focalLengthMm: z.number().min(50).max(40_000).default(1000),
    apertureMm: z.number().min(20).max(10_000).default(200),
    /** For the sun's altitude, degrees, north and east positive. */
    latitudeDeg: z.number().min(-90).max(90).default(52.1),
    longitudeDeg: z.number().min(-180).max(180).default(11.6),
    /** True: the sun stands at −30° whatever the hour, so that a console can be tried at noon. */
    alwaysNight: z.boolean().default(true),
    /** FWHM of a star's core, arcseconds. */
    seeingArcsec: z.number().min(0.3).max(20).default(2.5),
    /** By what part of their usual width stars get wider from the left edge to the right, from the top to the bottom, */
    blurAcross: z.number().min(-1).max(1).default(0),
    blurDown: z.number().min(-1).max(1).default(0),
    /** and from the middle to the corners. */
    blurOutwards: z.number().min(-0.5).max(3).default(0),
    /** By what part of itself the sky gets brighter from the left edge to the right. */
    glowAcross: z.number().min(-1).max(1).default(0),
    /** Stars per square degree compared with the average sky; 0 = none. */
    starDensity: z.number().min(0).max(20).default(1),
    /** e⁻/s in every pixel that the flat panel gives at the centre of an unfiltered frame. */
    flatPanelE: z.number().min(0).max(1e7).default(25_000),
    /** Filter names by slot; the wheel has as many slots. See filters.ts for the passbands. */
    filters: z.array(z.string().min(1).max(64)).min(1).max(32).default(['Clear', 'L', 'R', 'G', 'B', 'Ha', 'OIII']),
    hasShutter: z.boolean().default(true),
    /** Air around the camera, °C. */
    ambientC: z.number().min(-60).max(50).default(18),
    /** Fastest change of the sensor's temperature, °C a minute. */
    coolingRate: z.number().min(0.1).max(1000).default(10),
    /** Seconds for a full frame in the first readout mode; the fast one takes a quarter. */
    readoutS: z.number().min(0).max(600).default(4),
  })
  .strict();

export type SimulatorOptions = z.infer<typeof optionsSchema>;

/** Checks the options and fills in the defaults. Throws a DeviceError `refused` that names the option at fault. */
export function readSimulatorOptions(options: unknown): SimulatorOptions {
  const checked = optionsSchema.safeParse(options ?? {});
  if (checked.success) return checked.data;
  const issue = checked.error.issues[0];
  const field = issue?.path.join('.') || 'options';
  throw new DeviceError('refused', `The simulated observatory's set-up is wrong: ${field}: ${issue?.message}.`);
}
