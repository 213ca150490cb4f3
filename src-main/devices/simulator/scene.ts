/** Puts together what one frame of the simulated observatory sees: settings, sky, optics and the sensor's state. */
import type { CameraInfo, ExposureSettings, ReadoutMode, SubFrame } from '../ports.ts';
import { blackBody, type Colour, SPECTRA, type Spectrum, shareOf, temperatureOf } from './colour-array.ts';
import { cosmicRays } from './cosmic-rays.ts';
import { createExtendedLight } from './extended-light.ts';
import type { ExtendedObject, fieldOfView, InField } from './field-of-view.ts';
import { type Passband, passbandOf, relativeThroughput } from './filters.ts';
import { dustShadows, magnitudeZeroElectrons, pixelScaleArcsec } from './optics.ts';
import type { SimulatorOptions } from './options.ts';
import { createRandomStream, mixKey } from './random.ts';
import { type LightLayer, MONO, type Mosaic, type Scene } from './render.ts';
import { columnBias, conversionFor, darkCurrentFactor } from './sensor.ts';
import { skyMagnitude } from './sky.ts';
import { createStarImages, type StarImage } from './star-images.ts';
import { blurAt, skyGlow } from './uneven-field.ts';

/** Guiding error of a frame in each axis, arcseconds (standard deviation). */
const POINTING_JITTER_ARCSEC = 0.4;
/** A nebula shines in a few lines, which a narrow filter passes as well as a wide one: as if all filters were this wide. */
const EMISSION_WIDTH_NM = 60;
/** Where a frame without a pointing looks: degrees, J2000. */
const PARKED_POINTING = { raDeg: 0, decDeg: 80 } as const;

export interface FrameCircumstances {
  readonly settings: ExposureSettings;
  readonly mode: ReadoutMode;
  readonly region: SubFrame;
  readonly exposureS: number;
  /** UTC ms at which the exposure began. */
  readonly startedAt: number;
  readonly sensorC: number;
  readonly shutterOpen: boolean;
  /** Share of the light that arrives; 1 under a clear sky. */
  readonly transparency: number;
  /** Slot and name of the filter in the light; null without a wheel. */
  readonly filter: { readonly slot: number; readonly name: string } | null;
  readonly sunDeg: number;
}

/**
 * The noise of a frame follows from the seed and the millisecond in which its exposure began: no two frames share it, also
 * after a restart, and with the same settings, filter and sensor temperature the frame comes out the same bit for bit.
 */
export function composeScene(surroundings: SceneSurroundings, frame: FrameCircumstances): Scene {
  const { options, info } = surroundings;
  const { settings, exposureS } = frame;
  const wholeSeconds = Math.floor(frame.startedAt / 1000);
  const noiseKey = mixKey(options.seed, 41, wholeSeconds, Math.floor(frame.startedAt - wholeSeconds * 1000));
  const random = createRandomStream(mixKey(noiseKey, 0));
  const sensor = { width: info.width, height: info.height };
  return {
    seed: options.seed,
    noiseKey,
    sensor,
    region: frame.region,
    binning: settings.binning,
    conversion: conversionFor(frame.mode, settings),
    exposureS,
    darkFactor: darkCurrentFactor(frame.sensorC),
    columnBias: columnBias(options.seed, info.width),
    light: frame.shutterOpen ? composeLight(surroundings, frame, random) : null,
    cosmicRays: cosmicRays(random, { ...sensor, pixelUm: info.pixelWidthUm }, exposureS),
  };
}

/** What is the same for all frames of a camera. */
export interface SceneSurroundings {
  readonly options: SimulatorOptions;
  readonly info: CameraInfo;
  readonly findField: typeof fieldOfView;
}

/** What the pixels of one kind get of a light, compared with a mono sensor's. */
type InColour = (spectrum: Spectrum) => number;

function composeLight(
  surroundings: SceneSurroundings,
  frame: FrameCircumstances,
  random: { gaussian(): number },
): Scene['light'] {
  const { options, info } = surroundings;
  const band = passbandOf(frame.filter?.name ?? null);
  const dust = dustShadows(options.seed, frame.filter?.slot ?? null, info.width, info.height);
  const isPanel = frame.settings.frameType === 'flat' && frame.settings.flatLight !== 'sky';
  const layersFor = (kinds: readonly InColour[]) =>
    isPanel ? panelLayers(options, frame, band, kinds) : skyLayers(surroundings, frame, { band, random, kinds });
  if (info.bayerPattern === null) return { layers: layersFor([() => 1]), mosaic: MONO, dust };
  const colours = [...info.bayerPattern] as Colour[];
  const kinds = [...new Set(colours)];
  return {
    layers: layersFor(kinds.map((colour) => (spectrum) => shareOf(colour, band, spectrum))),
    mosaic: colours.map((colour) => kinds.indexOf(colour)) as unknown as Mosaic,
    dust,
  };
}

function panelLayers(
  options: SimulatorOptions,
  frame: FrameCircumstances,
  band: Passband,
  kinds: readonly InColour[],
): LightLayer[] {
  // The panel is turned up for narrow filters, as one does; so its level varies less than the filters do.
  const panelE = options.flatPanelE * Math.sqrt(relativeThroughput(band)) * frame.transparency * frame.exposureS;
  return kinds.map((inColour) => ({ evenE: panelE * inColour(SPECTRA.panel), sources: [] }));
}

/** A place on the sensor with the electrons that something leaves there, and its spectrum. */
interface Placed {
  readonly x: number;
  readonly y: number;
  readonly electrons: number;
  readonly spectrum: Spectrum;
}

function skyLayers(
  { options, info, findField }: SceneSurroundings,
  frame: FrameCircumstances,
  {
    band,
    random,
    kinds,
  }: { readonly band: Passband; readonly random: { gaussian(): number }; readonly kinds: readonly InColour[] },
): LightLayer[] {
  const scaleArcsec = pixelScaleArcsec(info.pixelWidthUm, options.focalLengthMm);
  /** What the exposure would be worth under a clear sky, s. */
  const clearS = frame.exposureS * frame.transparency;
  const zeroE = magnitudeZeroElectrons(options.apertureMm, band) * clearS;
  const skyE = zeroE * 10 ** (-0.4 * skyMagnitude(frame.sunDeg)) * scaleArcsec ** 2;
  const glowOf = (evenE: number) => (options.glowAcross === 0 ? [] : [skyGlow(evenE, options.glowAcross, info)]);
  if (options.starDensity === 0) {
    return kinds.map((inColour) => {
      const evenE = skyE * inColour(SPECTRA.sky);
      return { evenE, sources: glowOf(evenE) };
    });
  }

  const pointing = frame.settings.pointing ?? PARKED_POINTING;
  const field = findField({ pointing, scaleArcsec, width: info.width, height: info.height }, options.starDensity);
  const jitter = { x: jitterPx(random, scaleArcsec), y: jitterPx(random, scaleArcsec) };
  /** Where something in the sky is in this frame, with the electrons that it leaves there. */
  const place = ({ x, y, light }: InField, zero: number, spectrum: Spectrum): Placed => ({
    x: x + jitter.x,
    y: y + jitter.y,
    electrons: zero * light,
    spectrum,
  });
  // Pixels without colour filters take all light alike.
  const starlight = (colourIndex: number) =>
    info.bayerPattern === null ? SPECTRA.sky : blackBody(temperatureOf(colourIndex));
  const stars = field.stars.map((star) => place(star, zeroE, starlight(star.colourIndex)));
  const lineE = magnitudeZeroElectrons(options.apertureMm, { ...band, widthNm: EMISSION_WIDTH_NM }) * clearS;
  const extended = field.extended.map((thing) => {
    const spectrum = spectrumOf(thing.object.kind);
    return { object: thing.object, at: place(thing, spectrum.kind === 'lines' ? lineE : zeroE, spectrum) };
  });
  const fwhmAt = (x: number, y: number) => (options.seeingArcsec / scaleArcsec) * blurAt(options, info, x, y);
  const images = createStarImages(
    stars.map((star) => shared(star, kinds)),
    fwhmAt,
    info,
    kinds.length,
  );
  return kinds.map((inColour, layer) => {
    const evenE = skyE * inColour(SPECTRA.sky);
    const nebulae = extended.map(({ object, at }) =>
      createExtendedLight(object, { ...at, electrons: at.electrons * inColour(at.spectrum), scaleArcsec }),
    );
    return { evenE, sources: [images[layer]!, ...nebulae, ...glowOf(evenE)] };
  });
}

/** A star's light by kind of pixel. */
function shared({ x, y, electrons, spectrum }: Placed, kinds: readonly InColour[]): StarImage {
  const shares = kinds.map((inColour) => inColour(spectrum));
  const most = Math.max(...shares);
  return { x, y, electrons: electrons * most, parts: shares.map((share) => (most === 0 ? 0 : share / most)) };
}

/** Discs are old stars, spirals have young ones as well. */
function spectrumOf(kind: ExtendedObject['kind']): Spectrum {
  if (kind === 'cloud' || kind === 'ring') return SPECTRA[kind];
  return blackBody(temperatureOf(kind === 'disc' ? 0.9 : 0.6));
}

function jitterPx(random: { gaussian(): number }, scaleArcsec: number): number {
  return (POINTING_JITTER_ARCSEC * random.gaussian()) / scaleArcsec;
}
