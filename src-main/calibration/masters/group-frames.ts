/** Sorts calibration frames into the sets that masters are built from. Pure. */
import {
  type CalibrationFrame,
  type CalibrationRules,
  DEFAULT_RULES,
  sameExposure,
} from '../../tasks/calibration-matching.ts';

const DAY_MS = 86_400_000;

/**
 * Frames that may become one master, set by set in the order bias, dark, flat (a flat wants its bias done). In each set
 * only frames that were still fresh when its newest was taken. Frames of which something that must agree is not known
 * (a dark's temperature, say) are in no set.
 */
export function groupFrames<Item>(
  items: readonly Item[],
  factsOf: (item: Item) => CalibrationFrame,
  rules: CalibrationRules = DEFAULT_RULES,
): Item[][] {
  const order = { bias: 0, dark: 1, flat: 2 };
  const keyed = items.flatMap((item) => {
    const facts = factsOf(item);
    const key = keyOf(facts);
    return key === null ? [] : [{ item, facts, key }];
  });
  return [...Map.groupBy(keyed, ({ key }) => key).values()]
    .flatMap(apartByExposure)
    .sort((a, b) => order[a[0]!.facts.kind] - order[b[0]!.facts.kind])
    .map((group) => {
      const newest = Math.max(...group.map(({ facts }) => facts.takenAt ?? 0));
      const oldest = newest - rules.freshDays[group[0]!.facts.kind] * DAY_MS;
      return group.filter(({ facts }) => (facts.takenAt ?? 0) >= oldest).map(({ item }) => item);
    });
}

function keyOf(frame: CalibrationFrame): string | null {
  const { kind, camera, readoutMode, gain, offset, binning, width, height } = frame;
  const parts: unknown[] = [kind, camera, readoutMode, gain, offset, binning, width, height];
  // Temperatures are set points; of exposures only whether there is one, see below.
  if (kind === 'dark') parts.push(frame.exposureS === undefined ? undefined : 'exposed', frame.temperatureC);
  if (kind === 'flat') parts.push(frame.filter, frame.telescope);
  return parts.includes(undefined) ? null : JSON.stringify(parts);
}

/** Real exposures are measured and jitter: those that count as the same stay together, in the order in which they came. */
function apartByExposure<Keyed extends { readonly facts: CalibrationFrame }>(group: readonly Keyed[]): Keyed[][] {
  if (group[0]!.facts.kind !== 'dark') return [[...group]];
  const exposureOf = ({ facts }: Keyed) => facts.exposureS!;
  const shortest: number[] = [];
  for (const exposureS of group.map(exposureOf).sort((a, b) => a - b)) {
    if (shortest.length === 0 || !sameExposure(shortest.at(-1)!, exposureS)) shortest.push(exposureS);
  }
  const setOf = (keyed: Keyed) => shortest.findLast((exposureS) => exposureS <= exposureOf(keyed))!;
  return [...Map.groupBy(group, setOf).values()];
}
