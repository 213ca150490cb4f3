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

export const viewer: typeof English = {
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
  calibrationChanged:
    'Die Master für diese Aufnahme haben sich geändert. Die Kalibrierung aus- und wieder einschalten.',
};
