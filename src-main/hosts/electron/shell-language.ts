import { app, ipcMain } from 'electron';
import { SCREEN_LANGUAGE } from './ipc-names.ts';
import { isOwnPage } from './own-page.ts';
import { type ShellWords, wordsIn } from './shell-words.ts';

export interface ShellLanguage {
  readonly words: ShellWords;
}

/**
 * The shell speaks the language of the screen, whose pages say which that is; until one has, the system's.
 * @param onChange called with the words of the language, now and whenever it is another
 */
export function followLanguage(onChange: (words: ShellWords) => void): ShellLanguage {
  let words = wordsIn(app.getLocale());
  ipcMain.on(SCREEN_LANGUAGE, (event, tag: unknown) => {
    if (!isOwnPage(event) || typeof tag !== 'string') return;
    const wanted = wordsIn(tag);
    if (wanted === words) return;
    words = wanted;
    onChange(words);
  });
  onChange(words);
  return {
    get words() {
      return words;
    },
  };
}
