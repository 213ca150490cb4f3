/** The telescope as its fields have it, and the set-up they mean. */
import type { SetupRecord } from '../../../../src-main/contract/setup-record.ts';
import { decimal, numberField, parseNumber } from '../../../format/numbers.ts';
import { texts } from '../../../language/texts.ts';
import { activeOf, type ReadStep, replaced } from './step.ts';

export interface TelescopeForm {
  /** What the instrument is called on the screen and in headers. */
  readonly instrument: string;
  readonly name: string;
  /** mm */
  readonly aperture: string;
  /** mm */
  readonly focalLength: string;
  readonly design: string;
}

/** From a finder to a giant, mm: an aperture typed in metres or inches is noticed. */
const LEAST_MM = 10;
const MOST_APERTURE_MM = 12_000;
const MOST_FOCAL_LENGTH_MM = 200_000;
const ARCSEC_PER_RADIAN = 206_264.806;

export function telescopeForm(setup: SetupRecord): TelescopeForm {
  const { instrument, ota } = activeOf(setup);
  return {
    instrument: instrument?.name ?? '',
    name: ota?.name ?? '',
    aperture: millimetres(ota?.aperture),
    focalLength: millimetres(ota?.focal_length),
    design: ota?.optical_design ?? '',
  };
}

export function readTelescope(form: TelescopeForm, setup: SetupRecord): ReadStep<keyof TelescopeForm> {
  const problems: Partial<Record<keyof TelescopeForm, string>> = {};
  const { instrument, ota } = activeOf(setup);
  const name = form.instrument.trim();
  if (name === '') problems.instrument = texts().setUp.nameNeeded;
  const aperture = parseNumber(form.aperture);
  if (aperture == null || aperture < LEAST_MM || aperture > MOST_APERTURE_MM)
    problems.aperture = rangeMm(MOST_APERTURE_MM);
  const focalLength = parseNumber(form.focalLength);
  if (focalLength == null || focalLength < LEAST_MM || focalLength > MOST_FOCAL_LENGTH_MM)
    problems.focalLength = rangeMm(MOST_FOCAL_LENGTH_MM);
  if (Object.keys(problems).length > 0 || aperture == null || focalLength == null || !instrument || !ota)
    return { setup: null, problems };
  const optics = {
    name: form.name.trim(),
    aperture: aperture / 1000,
    focal_length: focalLength / 1000,
    optical_design: form.design.trim() === '' ? null : form.design.trim(),
  };
  return {
    setup: {
      ...setup,
      otas: replaced(setup.otas, ota.id, optics),
      instruments: replaced(setup.instruments, instrument.id, { name }),
    },
    problems,
  };
}

/** `f/5.0, 0.78″ a pixel`: what shows at a glance that a figure is wrong. Null while the optics are not known. */
export function opticsTold({ setup }: ReadStep<keyof TelescopeForm>): string | null {
  if (setup === null) return null;
  const { ota, camera } = activeOf(setup);
  if (!ota || !camera) return null;
  const ratio = (ota.focal_length / ota.aperture).toFixed(1);
  // A pixel of µm at a focal length of m.
  const scale = ((camera.pixel_size * 1e-6 * ARCSEC_PER_RADIAN) / ota.focal_length).toFixed(2);
  return texts().setUp.optics(decimal(ratio), decimal(scale));
}

const millimetres = (metres: number | undefined) =>
  metres === undefined ? '' : numberField(Number((metres * 1000).toFixed(3)));
const rangeMm = (most: number) => `${texts().parts.range(String(LEAST_MM), String(most))} mm`;
