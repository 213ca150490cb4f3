/** Finds English on a screen that speaks another language. */
import type { Page } from '@playwright/test';
import { ENGLISH } from '../renderer/language/english-words.ts';

/**
 * What is marked as English, or sounds like it, of all texts and names that are there now; each once. Records and headers, which
 * stand there as they are in files, are none.
 */
export async function englishTexts(page: Page): Promise<string[]> {
  return page.evaluate(
    ([source, flags]) => {
      const english = new RegExp(source!, flags);
      const found = new Set<string>();
      for (const element of document.querySelectorAll('body *')) {
        if (!(element instanceof HTMLElement) || element.closest('[hidden], .mono') !== null) continue;
        const own = [...element.childNodes]
          .filter((node) => node.nodeType === Node.TEXT_NODE)
          .map((node) => node.textContent?.trim() ?? '')
          .join(' ');
        const isMarked = element.closest('[lang]')?.getAttribute('lang') === 'en';
        const said = [own, element.ariaLabel ?? '', element.title, element.getAttribute('placeholder') ?? ''];
        for (const text of said) if (text !== '' && (isMarked || english.test(text))) found.add(text);
      }
      return [...found];
    },
    [ENGLISH.source, ENGLISH.flags],
  );
}
