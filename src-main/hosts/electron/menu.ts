import { Menu } from 'electron';
import { menuTemplate } from './menu-template.ts';
import type { ShellWords } from './shell-words.ts';

export function installMenu(actions: { newWindow(): void }, words: ShellWords, isMac: boolean): void {
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(actions, words, isMac)));
}
