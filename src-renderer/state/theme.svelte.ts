/** Which of the three looks the screen has, how bright it is, and what the sun has to say in it. Remembered in this browser. */
import { SUN_RULES, type SunRule } from '../theme/sun-look.ts';

export const THEMES = ['dark', 'night', 'light'] as const;
export type Theme = (typeof THEMES)[number];

/** Fractions of the full brightness. The last is for an adapted eye beside the eyepiece. */
export const BRIGHTNESSES = [1, 0.7, 0.5, 0.35, 0.2] as const;

const KEYS = {
  theme: 'warmroom.theme',
  byDay: 'warmroom.theme-by-day',
  brightness: 'warmroom.brightness',
  sunRule: 'warmroom.sun-rule',
} as const;

class ThemeChoice {
  current = $state<Theme>(remembered('theme', THEMES) ?? 'dark');
  /** What N, and the dawn, go back to from night. */
  byDay = $state<Theme>(remembered('byDay', ['dark', 'light']) ?? (this.current === 'night' ? 'dark' : this.current));
  /** Of the dark and the night look; the light one is as bright as the office. */
  brightness = $state<number>(Number(remembered('brightness', BRIGHTNESSES.map(String)) ?? 1));
  sunRule = $state<SunRule>(remembered('sunRule', SUN_RULES) ?? 'never');

  /** Puts on the screen what was chosen before. */
  begin(): void {
    this.#show();
  }

  choose(theme: Theme): void {
    this.current = theme;
    if (theme !== 'night') {
      this.byDay = theme;
      remember('byDay', theme);
    }
    remember('theme', theme);
    this.#show();
  }

  toggleNight(): void {
    this.choose(this.current === 'night' ? this.byDay : 'night');
  }

  setBrightness(brightness: number): void {
    this.brightness = brightness;
    remember('brightness', String(brightness));
    this.#show();
  }

  followSun(rule: SunRule): void {
    this.sunRule = rule;
    remember('sunRule', rule);
  }

  #show(): void {
    const { dataset, style } = document.documentElement;
    dataset.theme = this.current;
    style.setProperty('--brightness', this.current === 'light' ? '1' : String(this.brightness));
  }
}

function remembered<Value extends string>(what: keyof typeof KEYS, known: readonly Value[]): Value | null {
  try {
    const stored = localStorage.getItem(KEYS[what]);
    return known.find((value) => value === stored) ?? null;
  } catch {
    return null;
  }
}

/** A browser that forbids storage still has the look until the page is closed. */
function remember(what: keyof typeof KEYS, value: string): void {
  try {
    localStorage.setItem(KEYS[what], value);
  } catch {}
}

export const theme = new ThemeChoice();
