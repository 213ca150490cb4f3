/** Puts together what one frame of the simulated observatory sees: settings, sky, optics and the sensor's state. */
import type { CameraInfo, ExposureSettings, ReadoutMode, SubFrame } from '../ports.ts';
import { cosmicRays } from './cosmic-rays.ts';
import { DEEP_SKY_OBJECTS } from './deep-sky-objects.ts';
import { createExtendedLight } from './extended-light.ts';
import { passbandOf, relativeThroughput } from './filters.ts';
import { clusterStars } from './globular-cluster.ts';
import { dustShadows, magnitudeZeroElectrons, pixelScaleArcsec } from './optics.ts';
import type { SimulatorOptions } from './options.ts';
import { createRandomStream, mixKey } from './random.ts';
import type { Scene } from './render.ts';
import { columnBias, conversionFor, darkCurrentFactor } from './sensor.ts';
import { skyMagnitude } from './sky.ts';
import { type Projection, projectToSensor, type Star, separationDeg, starsNear } from './star-field.ts';
import { createStarImages } from './star-images.ts';
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
export function composeScene(options: SimulatorOptions, info: CameraInfo, frame: FrameCircumstances): Scene {
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
    light: frame.shutterOpen ? composeLight(options, info, frame, random) : null,
    cosmicRays: cosmicRays(random, { ...sensor, pixelUm: info.pixelWidthUm }, exposureS),
  };
}

function composeLight(
  options: SimulatorOptions,
  info: CameraInfo,
  frame: FrameCircumstances,
  random: { gaussian(): number },
): Scene['light'] {
  const band = passbandOf(frame.filter?.name ?? null);
  const dust = dustShadows(options.seed, frame.filter?.slot ?? null, info.width, info.height);
  if (frame.settings.frameType === 'flat' && frame.settings.flatLight !== 'sky') {
    // The panel is turned up for narrow filters, as one does; so its level varies less than the filters do.
    const panelE = options.flatPanelE * Math.sqrt(relativeThroughput(band));
    return { evenE: panelE * frame.transparency * frame.exposureS, sources: [], dust };
  }
  const scaleArcsec = pixelScaleArcsec(info.pixelWidthUm, options.focalLengthMm);
  /** What the exposure would be worth under a clear sky, s. */
  const clearS = frame.exposureS * frame.transparency;
  const zeroE = magnitudeZeroElectrons(options.apertureMm, band) * clearS;
  const evenE = zeroE * 10 ** (-0.4 * skyMagnitude(frame.sunDeg)) * scaleArcsec ** 2;
  const glow = options.glowAcross === 0 ? [] : [skyGlow(evenE, options.glowAcross, info)];
  if (options.starDensity === 0) return { evenE, sources: glow, dust };

  const pointing = frame.settings.pointing ?? PARKED_POINTING;
  const projection: Projection = { pointing, scaleArcsec, width: info.width, height: info.height };
  const jitter = { x: jitterPx(random, scaleArcsec), y: jitterPx(random, scaleArcsec) };
  const halfDiagonalDeg = (Math.hypot(info.width, info.height) / 2) * (scaleArcsec / 3600);
  /** Where something in the sky is in this frame, with the electrons that it leaves there. */
  const place = (thing: Star, zero: number) => {
    const centre = projectToSensor(thing, projection);
    if (!centre) return [];
    return [{ x: centre.x + jitter.x, y: centre.y + jitter.y, electrons: zero * 10 ** (-0.4 * thing.magnitude) }];
  };

  const nearby = DEEP_SKY_OBJECTS.filter(
    (object) => separationDeg(object, pointing) < halfDiagonalDeg + object.majorArcmin / 60,
  );
  const clusters = nearby.filter((object) => object.kind === 'globular').flatMap(clusterStars);
  const stars = [...starsNear(pointing, halfDiagonalDeg * 1.05, options.starDensity), ...clusters].flatMap((star) =>
    place(star, zeroE),
  );
  const lineE = magnitudeZeroElectrons(options.apertureMm, { ...band, widthNm: EMISSION_WIDTH_NM }) * clearS;
  const extended = nearby.flatMap((object) => {
    if (object.kind === 'globular') return [];
    const zero = object.kind === 'cloud' || object.kind === 'ring' ? lineE : zeroE;
    return place(object, zero).map((at) => createExtendedLight(object, { ...at, scaleArcsec }));
  });
  const fwhmAt = (x: number, y: number) => (options.seeingArcsec / scaleArcsec) * blurAt(options, info, x, y);
  const images = createStarImages(stars, fwhmAt, info);
  return { evenE, sources: [images, ...extended, ...glow], dust };
}

function jitterPx(random: { gaussian(): number }, scaleArcsec: number): number {
  return (POINTING_JITTER_ARCSEC * random.gaussian()) / scaleArcsec;
}
