import { texts } from '../language/texts.ts';

const isMac = () => /^Mac/.test(navigator.platform);

/** What stands on a key of the language's keyboards: `Del`, `Entf`. Signs and letters are as they are. */
export function keyName(shown: string): string {
  if (shown === 'Ctrl' && isMac()) return '⌘';
  return texts().keys.names[shown] ?? shown;
}
