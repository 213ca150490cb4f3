/** The one figure of a frame that the eye goes to first: the stars of a light, the level of everything else. */
import type { FrameView } from '../../src-main/contract/views.ts';
import { texts } from '../language/texts.ts';
import { adu, decimal } from './numbers.ts';

/** `HFR 1.82` or `529 ADU`; empty while nothing is known. */
export function frameFigure({ measurement, statistics }: Pick<FrameView, 'measurement' | 'statistics'>): string {
  if (measurement?.hfr != null) return `${texts().frames.hfr} ${decimal(measurement.hfr.toFixed(2))}`;
  return statistics == null ? '' : `${adu(statistics.median)} ADU`;
}
