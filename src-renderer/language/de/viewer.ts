import type { viewer as English } from '../en/viewer.ts';

export const viewer: typeof English = {
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
};
