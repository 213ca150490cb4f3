/** What is known of a twilight sky before it is looked at: how fast it changes, and in which order its filters go. Pure. */
import type { LightChange } from './flat-light.ts';
import { type SitePosition, sunAltitudeDeg } from './night.ts';

/**
 * Magnitudes that the sky near the zenith fades for each degree that the sun sinks, on average between 3° and 12° below the
 * horizon, and how far it may be off (Patat, Ugolnikov & Postylyakov, Astronomy & Astrophysics 455, 385, 2006).
 */
const MAGNITUDES_PER_DEGREE = 1.2;
const MAGNITUDES_SIGMA = 0.5;
/** Whatever the sun does, it may be off by this, 1/s. */
const LEAST_SIGMA_PER_S = 5e-4;
const NATURAL_PER_MAGNITUDE = 0.4 * Math.LN10;
const STEP_MS = 60_000;

/** How fast the sky's brightness should change, by the sun's motion at the site. */
export function twilightChange(utcMs: number, site: SitePosition): LightChange {
  const risesDeg = sunAltitudeDeg(utcMs + STEP_MS, site) - sunAltitudeDeg(utcMs, site);
  const perMagnitude = (risesDeg * NATURAL_PER_MAGNITUDE * 1000) / STEP_MS;
  return {
    perS: perMagnitude * MAGNITUDES_PER_DEGREE,
    sigmaPerS: Math.max(LEAST_SIGMA_PER_S, Math.abs(perMagnitude) * MAGNITUDES_SIGMA),
  };
}

/** Typical full widths of passbands by the names that filters go by, nm. The first that fits counts. */
const WIDTHS: readonly (readonly [RegExp, number])[] = [
  [/^(ha|hα|h[ -]?alpha|hb|hβ|h[ -]?beta|o ?iii|s ?ii|n ?ii)(?!\w)/i, 7],
  [/^(clear|c|none|open|empty|w|white)(?!\w)/i, 450],
  [/^(l|lum|luminance|uv[ -]?ir.*)\b/i, 300],
  [/^u\b|^u'/i, 60],
  [/^(b|g|r|v|i|z|blue|green|red|sloan.*|bessell?.*|johnson.*|cousins.*)\b/i, 110],
];
/** A name that says nothing. */
const UNKNOWN_NM = 110;

/** About how wide the passband of a filter is, nm: as its name says (“Ha 3 nm”), else as filters of that name are. */
export function passbandNm(filterName: string): number {
  const said = /([\d.]+) ?nm\b/i.exec(filterName);
  if (said !== null && Number(said[1]) > 0) return Number(said[1]);
  return WIDTHS.find(([name]) => name.test(filterName.trim()))?.[1] ?? UNKNOWN_NM;
}

/**
 * Filters in the order of a twilight: while the sky fades the narrowest first, which need the most light, while it grows
 * the widest. Those of equal width stay as they were.
 */
export function twilightOrder<Item>(
  items: readonly Item[],
  nameOf: (item: Item) => string,
  change: LightChange,
): Item[] {
  const direction = change.perS < 0 ? 1 : -1;
  return [...items].sort((a, b) => direction * (passbandNm(nameOf(a)) - passbandNm(nameOf(b))));
}
