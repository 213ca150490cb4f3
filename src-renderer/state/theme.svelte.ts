/** Which of the three looks the screen has. Remembered in this browser. */

export const THEMES = ['dark', 'night', 'light'] as const;
export type Theme = (typeof THEMES)[number];

const KEY = 'warmroom.theme';

class ThemeChoice {
  current = $state<Theme>(remembered());
  /** What N goes back to from night. */
  #byDay: Theme = this.current === 'night' ? 'dark' : this.current;

  choose(theme: Theme): void {
    this.current = theme;
    if (theme !== 'night') this.#byDay = theme;
    document.documentElement.dataset.theme = theme;
    // A browser that forbids storage still has the look until the page is closed.
    try {
      localStorage.setItem(KEY, theme);
    } catch {}
  }

  toggleNight(): void {
    this.choose(this.current === 'night' ? this.#byDay : 'night');
  }
}

function remembered(): Theme {
  try {
    const stored = localStorage.getItem(KEY);
    return THEMES.find((theme) => theme === stored) ?? 'dark';
  } catch {
    return 'dark';
  }
}

export const theme = new ThemeChoice();
