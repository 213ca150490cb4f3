import type { LanguageCode } from './language.svelte.ts';

/** The forms that a word takes with a number; languages with more forms than two name them, too. */
export type PluralForms = { readonly other: string } & Partial<Readonly<Record<Intl.LDMLPluralRule, string>>>;

/** Chooses the form by the language's own rule: `plural(1, { one: 'frame', other: 'frames' })` is `frame`. */
export function pluralOf(language: LanguageCode): (count: number, forms: PluralForms) => string {
  const rules = new Intl.PluralRules(language);
  return (count, forms) => forms[rules.select(count)] ?? forms.other;
}
