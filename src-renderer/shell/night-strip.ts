/** The observing night as a strip from a little before sunset to a little after sunrise. */
import type { NightView } from '../../src-main/contract/views.ts';

export interface NightStrip {
  /** Ends of the strip, ms UTC. */
  readonly from: number;
  readonly to: number;
  /** Places 0..1 where the light changes, null where the sun never gets there that night. */
  readonly sunset: number | null;
  readonly dusk: number | null;
  readonly dawn: number | null;
  readonly sunrise: number | null;
}

const HOUR_MS = 3_600_000;
const MARGIN_MS = HOUR_MS / 2;

/**
 * The strip of a night. Without sunset or sunrise (high latitudes) it is the whole of the night's day, 24 h around
 * `now`.
 */
export function nightStrip(night: NightView, now: number): NightStrip {
  const sunset = ms(night.sunset);
  const sunrise = ms(night.sunrise);
  const from = sunset === null ? now - 12 * HOUR_MS : sunset - MARGIN_MS;
  const to = sunrise === null ? now + 12 * HOUR_MS : sunrise + MARGIN_MS;
  const at = (time: number | null) => (time === null ? null : along({ from, to }, time));
  return {
    from,
    to,
    sunset: at(sunset),
    dusk: at(ms(night.astronomicalDusk)),
    dawn: at(ms(night.astronomicalDawn)),
    sunrise: at(sunrise),
  };
}

/** Place of a time on the strip, clamped to 0..1. */
export function along(strip: Pick<NightStrip, 'from' | 'to'>, time: number): number {
  return Math.max(0, Math.min(1, (time - strip.from) / (strip.to - strip.from)));
}

/** Full hours on the strip, ms UTC, with room for their labels. */
export function hourTicks(strip: NightStrip): number[] {
  const step = strip.to - strip.from > 16 * HOUR_MS ? 2 * HOUR_MS : HOUR_MS;
  const ticks: number[] = [];
  for (let time = Math.ceil(strip.from / step) * step; time < strip.to; time += step) ticks.push(time);
  return ticks;
}

function ms(iso: string | null): number | null {
  return iso === null ? null : Date.parse(iso);
}
