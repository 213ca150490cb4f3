/** The frame viewer. */
import type { CalibrationStepView } from '../../../src-main/contract/calibration-views.ts';

const stretchPoints = { black: 'Black point', mid: 'Middle point', white: 'White point' };

const stepNames = { bias: 'bias', dark: 'dark', flat: 'flat', 'bad-pixels': 'bad-pixel map' };

const stars = {
  mark: 'Stars',
  onlyLights: 'Only lights have stars to mark.',
  measuring: 'Measuring stars …',
  marked: (marked: string, all: string) =>
    marked === all ? `${all} stars` : `the ${marked} brightest of ${all} stars`,
  eccentricity: 'ecc.',
  peak: 'peak',
  signalToNoise: 'S/N',
  saturated: 'saturated',
  elongated: 'elongated',
  legend: 'Square: saturated. Whiskers: elongated, along them. Dashed: too faint or crowded to be measured.',
};

const field = {
  show: 'Field',
  title: 'Stars and sky over the field',
  sizes: 'HFR, FWHM, px',
  sky: 'Sky, ADU',
  tilt: 'Tilt',
  offAxis: 'Corners',
  gradient: 'Sky gradient',
  vignetting: 'Darker corners',
  sides: {
    right: 'to the right',
    upperRight: 'to the upper right',
    top: 'to the top',
    upperLeft: 'to the upper left',
    left: 'to the left',
    lowerLeft: 'to the lower left',
    bottom: 'to the bottom',
    lowerRight: 'to the lower right',
  },
  larger: (by: string, where: string) => `HFR grows by ${by} ${where}`,
  cornersLarger: (by: string) => `HFR larger than in the middle by ${by}`,
  cornersSmaller: (by: string) => `HFR smaller than in the middle by ${by}`,
  none: (within: string) => `none to be seen (± ${within})`,
  tooFew: (fewest: string, least: string) =>
    `too few stars to tell: ${fewest} in the emptiest zone, ${least} are needed`,
  noPedestal: 'In per cent of the sky once a master bias or dark fits this frame.',
  drawnOut: (ratio: string) => `drawn out, axes ${ratio} to 1`,
};

export const viewer = {
  field,
  stars,
  noFrame: 'No frame yet.',
  frameOf: (type: string, title: string) => `${type} frame of ${title}`,
  aTest: 'a test',
  zoomIn: 'Zoom in',
  zoomOut: 'Zoom out',
  whole: 'Show the whole frame',
  auto: 'Auto',
  stretchPoints,
  notShown: (status: number) => `The pixels of this frame cannot be shown (${status}).`,
  damaged: 'The pixels of this frame arrived damaged.',
  tools: 'Tools of the viewer',
  sideBySide: 'Side by side',
  blink: 'Blink',
  hold: 'Hold to compare',
  /** Captions of two frames that are compared. */
  shown: 'Shown',
  held: 'Held',
  approximate: 'About, from pointing and optics, with north taken to be up:',
  colour: 'Colour',
  noColours: 'Without colours: the sensor has none, or they are binned together.',
  saturated: 'Saturated',
  cut: 'Line cut',
  cutBegins: 'Where the cut begins',
  cutEnds: 'Where the cut ends',
  alongCut: 'Pixels along the cut',
  onCut: (pixel: string, value: string) => `pixel ${pixel}: ${value} ADU`,
  cutLength: (pixels: string) => `${pixels} px`,
  calibrated: 'Calibrated',
  onlyLights: 'Only lights are calibrated; this is as it was taken.',
  findingMasters: 'Looking for masters …',
  nothingFits: 'Not calibrated, no master fits:',
  calibrationStep: ({ kind, state, need, scale }: CalibrationStepView) => {
    if (state === 'in-dark') return 'bias ✓ (in the dark)';
    if (state === 'applied') return `${stepNames[kind]} ✓${scale === 1 ? '' : ` × ${Number(scale.toPrecision(3))}`}`;
    if (kind === 'flat') return need === '' ? 'flat – none without a filter' : `flat – none for filter ${need}`;
    return `${stepNames[kind]} – none${need === '' ? '' : ` for ${need}`}`;
  },
  whyNot: 'Why not',
  calibrationChanged: 'The masters for this frame have changed: it is calibrated anew.',
};
