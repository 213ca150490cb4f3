/** A sentence in English, as logs and the command line show it, and what it is made of, for a screen that words it itself. */
export interface Worded<Facts> {
  readonly message: string;
  /** Null where the words are a person's own, or an earlier version's. */
  readonly facts: Facts | null;
}

/** The sentences one after the other, in English. */
export function inEnglish(reasons: readonly Worded<unknown>[]): string {
  return reasons.map(({ message }) => message).join(' ');
}
