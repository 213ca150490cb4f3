/** From a light's file and the library to what is done with its pixels. */
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { CalibrationStepView, MasterListView } from '../../contract/calibration-views.ts';
import type { Correction } from '../../frames/calibrated/correction.ts';
import { readFitsHeader } from '../../frames/fits/image-file.ts';
import { type ChosenCalibration, chooseCalibration } from './choose-calibration.ts';
import { type LightFacts, lightFacts } from './light-facts.ts';

export interface PlannedCalibration {
  readonly light: LightFacts;
  readonly chosen: ChosenCalibration;
  /** Null when nothing at all can be applied. */
  readonly correction: Correction | null;
  readonly steps: readonly CalibrationStepView[];
}

export interface PlanningContext {
  /** Absolute. */
  readonly dataFolder: string;
  readonly library: Pick<MasterListView, 'masters' | 'maps'>;
  /** UTC, ms. */
  readonly now: number;
}

/**
 * @param path absolute, of the light
 * @throws FitsError for a damaged file, ConsoleError `storage` when it cannot be read, `wrong-state` when it is no light
 */
export async function planCalibration(
  path: string,
  { dataFolder, library, now }: PlanningContext,
): Promise<PlannedCalibration> {
  const light = lightFacts((await readFitsHeader(path)).cards);
  const chosen = chooseCalibration(light, library, now);
  const { bias, dark, darkScale, flat, badPixels, steps } = chosen;
  const fileOf = (file: { readonly path: string } | null) => (file === null ? null : join(dataFolder, file.path));
  const isNothing = [bias, dark, flat, badPixels].every((file) => file === null);
  const correction: Correction = {
    ...{ bias: fileOf(bias), dark: fileOf(dark), darkScale, flat: fileOf(flat), badPixels: fileOf(badPixels) },
    saturationAdu: light.saturationAdu,
    hasColourPattern: light.hasColourPattern,
  };
  return { light, chosen, correction: isNothing ? null : correction, steps };
}

/** 16 hexadecimal digits that are the same for the same light only as long as it is calibrated in the same way. */
export function keyOf(correction: Correction): string {
  return createHash('sha256').update(JSON.stringify(correction)).digest('hex').slice(0, 16);
}
