/** Sorts calibration frames into the sets that masters are built from. Pure. */
import { type CalibrationFrame, type CalibrationRules, DEFAULT_RULES } from '../../tasks/calibration-matching.ts';

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
  // Real exposures jitter below the millisecond; temperatures are set points.
  if (kind === 'dark') {
    const exposureMs = frame.exposureS === undefined ? undefined : Math.round(frame.exposureS * 1000);
    parts.push(exposureMs, frame.temperatureC);
  }
  if (kind === 'flat') parts.push(frame.filter, frame.telescope);
  return parts.includes(undefined) ? null : JSON.stringify(parts);
}
