/** Which masters a light is calibrated with, and every reason why not. Pure. */
import type { Objection } from '../../contract/calibration-reason.ts';
import type {
  BadPixelMapView,
  CalibrationStepView,
  MasterListView,
  MasterView,
} from '../../contract/calibration-views.ts';
import {
  type CalibrationKind,
  type CalibrationNeed,
  type DarkNeed,
  type Mismatch,
  needsOfLight,
} from '../../tasks/calibration-matching.ts';
import { chooseDark, type JudgedMaster, judged, nearMiss, servingNearest } from '../masters/serving-masters.ts';
import type { LightFacts } from './light-facts.ts';

const WITHOUT_BIAS: Objection = {
  message: 'A master dark without bias serves only together with a master bias, and none fits.',
  facts: { code: 'dark-without-bias' },
};
const NO_MAP: Objection = {
  message: 'There is no bad-pixel map of this camera, binning and size.',
  facts: { code: 'no-map' },
};

export interface ChosenCalibration {
  readonly bias: MasterView | null;
  readonly dark: MasterView | null;
  /** What the dark is multiplied by; 1 for one as long as the light. */
  readonly darkScale: number;
  readonly flat: MasterView | null;
  readonly badPixels: BadPixelMapView | null;
  /** Bias, dark, flat, bad pixels. */
  readonly steps: readonly CalibrationStepView[];
}

/**
 * Of several that serve, the one nearest to the light in time. A dark that still has its bias is taken off alone; one without
 * bias, of another exposure if need be, together with the bias.
 * @param now UTC, ms: stands for the light's own time where its header does not tell that
 */
export function chooseCalibration(
  light: LightFacts,
  { masters, maps }: Pick<MasterListView, 'masters' | 'maps'>,
  now: number,
): ChosenCalibration {
  const at = light.takenAt ?? now;
  const onSamePart = masters.filter((master) => !isElsewhere(master, light));
  const judge = (need: CalibrationNeed) => judgedWithOrigin(need, masters, light, at);
  const [biasNeed, darkNeed, flatNeed] = needsOfLight(light) as [CalibrationNeed, DarkNeed, CalibrationNeed];

  const biases = judge(biasNeed);
  const flats = judge(flatNeed);
  const bias = servingNearest(biases, at);
  const dark = chooseDark(darkNeed, onSamePart, bias, at);
  const flat = servingNearest(flats, at);
  const fitting = maps.filter((each) => isMapOf(light, each));
  // The newest: bad pixels become more, and seldom fewer. Maps come oldest first.
  const map = fitting.findLast(({ stale }) => stale.length === 0) ?? null;
  const isInDark = dark !== null && !dark.dark.biasSubtracted;
  const darkScale = dark?.scaled ? light.exposureS / dark.dark.exposureS! : 1;

  const darkReasons = () => {
    const lonely = onSamePart.some(({ kind, biasSubtracted }) => kind === 'dark' && biasSubtracted) && bias === null;
    return [...reasonsAgainst('dark', judge(darkNeed), at), ...(lonely ? [WITHOUT_BIAS] : [])];
  };
  const filter = light.filter === null ? '' : String(light.filter);
  return {
    bias: isInDark ? null : bias,
    dark: dark?.dark ?? null,
    ...{ darkScale, flat, badPixels: map },
    steps: [
      isInDark
        ? { ...step('bias', '', null, []), state: 'in-dark' }
        : step('bias', '', bias, reasonsAgainst('bias', biases, at)),
      { ...step('dark', darkWords(light), dark?.dark ?? null, dark === null ? darkReasons() : []), scale: darkScale },
      step('flat', filter, flat, reasonsAgainst('flat', flats, at)),
      step('bad-pixels', '', map, fitting.at(-1)?.stale ?? [NO_MAP]),
    ],
  };
}

function step(
  kind: CalibrationStepView['kind'],
  need: string,
  file: { readonly path: string } | null,
  reasons: readonly Objection[],
): CalibrationStepView {
  if (file === null) return { kind, need, state: 'missing', path: null, scale: 1, reasons };
  return { kind, need, state: 'applied', path: file.path, scale: 1, reasons: [] };
}

function darkWords({ exposureS, temperatureC }: LightFacts): string {
  const temperature = temperatureC === undefined ? '' : `, ${temperatureC} °C`.replace('-', '−');
  return `${Number(exposureS.toPrecision(6))} s${temperature}`;
}

/** Sub-frames of one size may lie on different parts of the sensor. */
function isElsewhere(file: { readonly originX: number; readonly originY: number }, light: LightFacts): boolean {
  return file.originX !== light.originX || file.originY !== light.originY;
}

function judgedWithOrigin(
  need: CalibrationNeed,
  masters: readonly MasterView[],
  light: LightFacts,
  at: number,
): JudgedMaster[] {
  return judged(need, masters, at).map(({ master, reasons }) => ({
    master,
    reasons: isElsewhere(master, light) ? [...reasons, originMismatch(master, light)] : reasons,
  }));
}

function originMismatch(master: MasterView, light: LightFacts): Mismatch {
  const [needed, has] = [[light.originX, light.originY] as const, [master.originX, master.originY] as const];
  const message = `The sub-frame begins at ${needed.join(', ')} (px); this one at ${has.join(', ')}.`;
  return { field: 'origin', message, facts: { code: 'origin', needed, has } };
}

function reasonsAgainst(kind: CalibrationKind, masters: readonly JudgedMaster[], at: number): Objection[] {
  const closest = nearMiss(masters, at);
  if (closest === null) return [{ message: `There is no master ${kind}.`, facts: { code: 'no-master', kind } }];
  return closest.reasons.map(({ message, facts }) => ({ message, facts }));
}

function isMapOf(light: LightFacts, map: BadPixelMapView): boolean {
  const { camera, binning, width, height } = light;
  return (
    camera !== undefined &&
    map.camera === camera &&
    map.binning === binning &&
    map.width === width &&
    map.height === height &&
    !isElsewhere(map, light)
  );
}
