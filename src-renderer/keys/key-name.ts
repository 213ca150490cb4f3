import { texts } from '../language/texts.ts';

/** What stands on a key of the language's keyboards: `Del`, `Entf`. Signs and letters are as they are. */
export function keyName(shown: string): string {
  return texts().keys.names[shown] ?? shown;
}
