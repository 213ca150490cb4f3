/** Which language the screen speaks. Chosen at once and without a reload; remembered in this browser. */

export const LANGUAGES = ['en', 'de'] as const;
export type LanguageCode = (typeof LANGUAGES)[number];

/** The languages by their own names, so that one finds one's own in a screen that speaks another. */
export const LANGUAGE_NAMES: Readonly<Record<LanguageCode, string>> = { en: 'English', de: 'Deutsch' };

const KEY = 'warmroom.language';

class LanguageChoice {
  #current = $state<LanguageCode>('en');

  get current(): LanguageCode {
    return this.#current;
  }

  /** Called once before the first page is drawn; until then, and in tests, it is English. */
  begin(): void {
    this.#speak(firstLanguage(remembered(), navigator.languages));
  }

  choose(language: LanguageCode): void {
    this.#speak(language);
    // A browser that forbids storage still has the language until the page is closed.
    try {
      localStorage.setItem(KEY, language);
    } catch {}
  }

  #speak(language: LanguageCode): void {
    this.#current = language;
    // Screen readers choose their voice by it, the browser its hyphenation.
    document.documentElement.lang = language;
  }
}

/** What was chosen here before, else the first of the browser's languages (`de-AT`, `en`) that there is, else English. */
export function firstLanguage(chosenBefore: string | null, preferred: readonly string[]): LanguageCode {
  const wanted = [chosenBefore ?? '', ...preferred].map((tag) => tag.toLowerCase().split('-')[0]);
  for (const primary of wanted) {
    const known = LANGUAGES.find((code) => code === primary);
    if (known !== undefined) return known;
  }
  return 'en';
}

function remembered(): string | null {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}

export const language = new LanguageChoice();
