/** The colour filters on a one-shot-colour sensor's pixels, and the colours of what shines on them. */
import type { Passband } from './filters.ts';

export type Colour = 'R' | 'G' | 'B';

/** A pixel's filter as a bell over the wavelength: near enough to the published curves of such sensors. */
const FILTERS: Readonly<
  Record<Colour, { readonly centreNm: number; readonly sigmaNm: number; readonly peak: number }>
> = {
  R: { centreNm: 610, sigmaNm: 45, peak: 0.7 },
  G: { centreNm: 535, sigmaNm: 42, peak: 0.95 },
  B: { centreNm: 460, sigmaNm: 38, peak: 0.85 },
};

/** What the filter of a pixel lets through, 0..1. */
export function transmission(colour: Colour, nm: number): number {
  const { centreNm, sigmaNm, peak } = FILTERS[colour];
  return peak * Math.exp(-0.5 * ((nm - centreNm) / sigmaNm) ** 2);
}

/** Either photons per nm, compared with those at 550 nm, or emission lines with the parts of the light that are in them. */
export type Spectrum =
  | { readonly kind: 'continuous'; readonly at: (nm: number) => number }
  | { readonly kind: 'lines'; readonly lines: readonly { readonly nm: number; readonly part: number }[] };

/** A black body's photons, by Planck's law. */
export function blackBody(kelvin: number): Spectrum {
  const photons = (nm: number) => 1 / (nm ** 4 * Math.expm1(1.438_777e7 / (nm * kelvin)));
  const atMiddle = photons(550);
  return { kind: 'continuous', at: (nm) => photons(nm) / atMiddle };
}

/** A star's temperature from its colour index B − V, K (Ballesteros, EPL 97, 34008, 2012). */
export function temperatureOf(colourIndex: number): number {
  return 4600 * (1 / (0.92 * colourIndex + 1.7) + 1 / (0.92 * colourIndex + 0.62));
}

/** Sky without a moon and the panel's lamp; hydrogen and oxygen, as nebulae shine in them. */
export const SPECTRA = {
  sky: blackBody(4800),
  panel: blackBody(5500),
  /** Hα and [O III], with more of the former. */
  cloud: {
    kind: 'lines',
    lines: [
      { nm: 656, part: 0.65 },
      { nm: 501, part: 0.35 },
    ],
  },
  /** A planetary nebula's. */
  ring: {
    kind: 'lines',
    lines: [
      { nm: 656, part: 0.4 },
      { nm: 501, part: 0.6 },
    ],
  },
} as const satisfies Record<string, Spectrum>;

const STEPS = 24;

/** What pixels of a colour get of a light behind the wheel's filter, compared with what a mono sensor's pixels get of as much white light. */
export function shareOf(colour: Colour, band: Passband, spectrum: Spectrum): number {
  const from = band.centreNm - band.widthNm / 2;
  if (spectrum.kind === 'lines') {
    const within = spectrum.lines.filter(({ nm }) => Math.abs(nm - band.centreNm) <= band.widthNm / 2);
    const light = within.reduce((sum, { part }) => sum + part, 0);
    const passed = within.reduce((sum, { nm, part }) => sum + part * transmission(colour, nm), 0);
    return light === 0 ? transmission(colour, band.centreNm) : passed / light;
  }
  let sum = 0;
  for (let step = 0; step < STEPS; step++) {
    const nm = from + ((step + 0.5) * band.widthNm) / STEPS;
    sum += spectrum.at(nm) * transmission(colour, nm);
  }
  return sum / STEPS;
}
