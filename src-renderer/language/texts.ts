/**
 * Every text that the screen shows, in every language it speaks.
 *
 * How to add a text:
 * 1. Put it into the English file of its page or area, `en/<area>.ts`: a string, or a function where something is filled
 *    in. Numbers that are counted come as numbers and go through `plural`; all else comes as text, already formatted.
 * 2. Put it under the same name into `de/<area>.ts`. The type of the English file demands it: `npm run check` fails
 *    until every language has it, with the same parameters.
 * 3. In the component: `const t = $derived(texts().<area>);` and then `{t.name}`. In a plain function call
 *    `texts().<area>.name` where the sentence is made, never at the top of a module: that would keep the first language.
 *
 * A new area is two files and a line in each of `en/index.ts` and `de/index.ts`. A new language is a folder, an entry in
 * `LANGUAGES` and a line below. Names of things (tasks, filters, devices), units and the wire's own words are no texts.
 */
import { german } from './de/index.ts';
import { english } from './en/index.ts';
import { type LanguageCode, language } from './language.svelte.ts';

export type Texts = typeof english;

export const CATALOGUES: Readonly<Record<LanguageCode, Texts>> = { en: english, de: german };

/** The texts in the language that is chosen now. What reads them in a component changes with the language. */
export function texts(): Texts {
  return CATALOGUES[language.current];
}
