/** What the gallery's components show: the same every time. */
import type { PlotLevel, PlotSeries } from '../../src-renderer/components/plot/plot-data.ts';
import { autoStretch, summarise } from '../../src-renderer/viewer/stretch.ts';
import { STATE } from '../renderer/sample-state.ts';

export const UNDO = {
  id: 1,
  at: STATE.clock.now,
  message: 'Moved M 51 to the top',
  step: { what: 'tasks.moved', facts: { tasks: 1, title: 'M 51' } },
} as const;

export const FILTERS = ['L', 'R', 'G', 'B'].map((value) => ({ value, text: value }));

const FIRST_NIGHT = Date.parse('2026-09-20T21:00:00Z');
const DAY_MS = 86_400_000;
const night = (i: number) => FIRST_NIGHT + i * DAY_MS;

export const SERIES: readonly PlotSeries[] = [
  {
    name: 'gain 0',
    joined: true,
    points: Array.from({ length: 30 }, (_, i) => ({ x: night(i), y: 3.2 + 0.1 * Math.sin(i) })),
  },
  { name: 'gain 100', points: Array.from({ length: 10 }, (_, i) => ({ x: night(3 * i), y: 1.6 + 0.02 * i })) },
];
export const LEVELS: readonly PlotLevel[] = [{ name: 'nominal', y: 3.2 }];

/** Sky at 1200 ADU with a few stars. */
export const PIXELS = summarise(
  Uint16Array.from(
    { length: 65_536 },
    (_, i) => 1200 + 90 * Math.sin(i * 12.9898) * Math.sin(i * 78.233) + (i % 997 === 0 ? i % 60_000 : 0),
  ),
);
export const STRETCH = autoStretch(PIXELS, 65_535, null);
