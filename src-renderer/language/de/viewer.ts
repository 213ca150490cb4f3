import { decimal } from '../../format/numbers.ts';
import type { viewer as English } from '../en/viewer.ts';

const stepNames = { bias: 'Bias', dark: 'Dark', flat: 'Flat', 'bad-pixels': 'Karte defekter Pixel' };

const stars: (typeof English)['stars'] = {
  mark: 'Sterne',
  onlyLights: 'Nur Lights haben Sterne, die markiert werden.',
  measuring: 'Sterne werden vermessen …',
  marked: (marked, all) => (marked === all ? `${all} Sterne` : `die ${marked} hellsten von ${all} Sternen`),
  eccentricity: 'Exz.',
  peak: 'Spitze',
  signalToNoise: 'S/R',
  saturated: 'gesättigt',
  elongated: 'länglich',
  legend:
    'Quadrat: gesättigt. Striche: länglich, in ihrer Richtung. Gestrichelt: zu schwach oder zu eng, um vermessen zu werden.',
};

const field: (typeof English)['field'] = {
  show: 'Feld',
  title: 'Sterne und Himmel über das Feld',
  sizes: 'HFR, FWHM, px',
  sky: 'Himmel, ADU',
  tilt: 'Verkippung',
  offAxis: 'Ecken',
  gradient: 'Himmelsgradient',
  vignetting: 'Dunklere Ecken',
  sides: {
    right: 'nach rechts',
    upperRight: 'nach rechts oben',
    top: 'nach oben',
    upperLeft: 'nach links oben',
    left: 'nach links',
    lowerLeft: 'nach links unten',
    bottom: 'nach unten',
    lowerRight: 'nach rechts unten',
  },
  larger: (by, where) => `HFR wächst um ${by} ${where}`,
  cornersLarger: (by) => `HFR um ${by} größer als in der Mitte`,
  cornersSmaller: (by) => `HFR um ${by} kleiner als in der Mitte`,
  none: (within) => `keine zu sehen (± ${within})`,
  tooFew: (fewest, least) => `zu wenige Sterne: ${fewest} im leersten Feldteil, nötig sind ${least}`,
  noPedestal: 'In Prozent des Himmels, sobald ein Master-Bias oder -Dark zu dieser Aufnahme passt.',
  drawnOut: (ratio) => `länglich, Achsen ${ratio} zu 1`,
};

export const viewer: typeof English = {
  field,
  stars,
  noFrame: 'Noch keine Aufnahme.',
  frameOf: (type, title) => `${type}-Aufnahme: ${title}`,
  aTest: 'Test',
  zoomIn: 'Vergrößern',
  zoomOut: 'Verkleinern',
  whole: 'Ganze Aufnahme zeigen',
  auto: 'Auto',
  stretchPoints: { black: 'Schwarzpunkt', mid: 'Mittelpunkt', white: 'Weißpunkt' },
  notShown: (status) => `Die Pixel dieser Aufnahme lassen sich nicht zeigen (${status}).`,
  damaged: 'Die Pixel dieser Aufnahme kamen beschädigt an.',
  tools: 'Werkzeuge der Bildanzeige',
  sideBySide: 'Nebeneinander',
  blink: 'Blinken',
  hold: 'Zum Vergleich halten',
  shown: 'Gezeigt',
  held: 'Gehalten',
  approximate: 'Ungefähr, aus Ausrichtung und Optik, Norden als oben angenommen:',
  colour: 'Farbe',
  noColours: 'Ohne Farben: Der Sensor hat keine, oder sie sind durch Binning vermischt.',
  saturated: 'Gesättigt',
  cut: 'Schnitt',
  cutBegins: 'Anfang des Schnitts',
  cutEnds: 'Ende des Schnitts',
  alongCut: 'Bildpunkte entlang des Schnitts',
  onCut: (pixel, value) => `Bildpunkt ${pixel}: ${value} ADU`,
  cutLength: (pixels) => `${pixels} px`,
  calibrated: 'Kalibriert',
  onlyLights: 'Nur Lights werden kalibriert; dies ist wie aufgenommen.',
  findingMasters: 'Master werden gesucht …',
  nothingFits: 'Nicht kalibriert, kein Master passt:',
  calibrationStep: ({ kind, state, need, scale }) => {
    if (state === 'in-dark') return 'Bias ✓ (im Dark)';
    if (state === 'applied') {
      return `${stepNames[kind]} ✓${scale === 1 ? '' : ` × ${decimal(String(Number(scale.toPrecision(3))))}`}`;
    }
    if (kind === 'flat') return need === '' ? 'Flat – keines ohne Filter' : `Flat – keines für Filter ${need}`;
    return `${stepNames[kind]} – keine${kind === 'bad-pixels' ? '' : 's'}${need === '' ? '' : ` für ${need}`}`;
  },
  whyNot: 'Warum nicht',
  calibrationChanged: 'Die Master für diese Aufnahme haben sich geändert: Sie wird neu kalibriert.',
};
