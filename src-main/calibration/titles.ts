/** One line in English for a person: which frames, and what is being built from them. Pure. */
import type { BeingBuilt, CalibrationSet } from '../contract/calibration-set.ts';

/** “dark 60 s, −10 °C, bin 1, gain 100” */
export function setTitle({ kind, exposureS, temperatureC, filterName, binning, gain }: CalibrationSet): string {
  const parts: string[] = [];
  if (kind === 'dark' && exposureS !== null) parts.push(`${Number(exposureS.toPrecision(6))} s`);
  if (kind === 'dark' && temperatureC !== null) parts.push(`${temperatureC} °C`.replace('-', '−'));
  if (kind === 'flat') parts.push(filterName ?? 'no filter');
  parts.push(`bin ${binning}`);
  if (gain !== null) parts.push(`gain ${gain}`);
  return `${kind} ${parts.join(', ')}`;
}

/** “master dark from 10 frames” */
export function buildingTitle({ kind, frames }: BeingBuilt): string {
  return `${kind === 'bad-pixels' ? 'bad-pixel map' : `master ${kind}`} from ${frames} frames`;
}
