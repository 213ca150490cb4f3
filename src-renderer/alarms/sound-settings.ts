/** What this screen's loudspeaker is told: kept in the browser, because another screen stands in another room. */
import type { Mute } from './sound-rules.ts';

export interface SoundSettings {
  /** 0 to 1. */
  readonly volume: number;
  /** Also the run's beginnings and ends. */
  readonly runChanges: boolean;
}

const SETTINGS_KEY = 'warmroom.sound';
const MUTE_KEY = 'warmroom.mute';
export const DEFAULT_SETTINGS: SoundSettings = { volume: 0.5, runChanges: true };

export function readSettings(): SoundSettings {
  const { volume, runChanges } = (read(SETTINGS_KEY) ?? {}) as Partial<SoundSettings>;
  return {
    volume: typeof volume === 'number' && volume >= 0 && volume <= 1 ? volume : DEFAULT_SETTINGS.volume,
    runChanges: typeof runChanges === 'boolean' ? runChanges : DEFAULT_SETTINGS.runChanges,
  };
}

export function keepSettings(settings: SoundSettings): void {
  keep(SETTINGS_KEY, settings);
}

/** Longer than anybody can mute, ms: a clock that was set back must not silence the console for a night. */
const LONGEST_MUTE_MS = 60 * 60_000;

/** The mute that was pressed before a reload; null when it has ended. */
export function readMute(nowMs: number): Mute | null {
  const { until, known } = (read(MUTE_KEY) ?? {}) as Partial<Mute>;
  if (typeof until !== 'number' || !Array.isArray(known)) return null;
  return until > nowMs && until <= nowMs + LONGEST_MUTE_MS ? { until, known } : null;
}

export function keepMute(mute: Mute | null): void {
  keep(MUTE_KEY, mute);
}

function read(key: string): unknown {
  try {
    return JSON.parse(localStorage.getItem(key) ?? 'null');
  } catch {
    return null;
  }
}

function keep(key: string, value: unknown): void {
  // A browser that forbids storage still has the setting until the page is closed.
  try {
    localStorage.setItem(key, JSON.stringify(value));
  } catch {}
}
