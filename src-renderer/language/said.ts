/** A report of the console, as a screen words it. */
export interface Said {
  /** Empty where only the console's own sentence says it. */
  readonly text: string;
  /** The console's own sentence, in English, where it says more than the text. */
  readonly original: string | null;
}

/** For what takes no marked-up text: a label, a desktop notification. */
export function inOneLine({ text, original }: Said): string {
  return original === null ? text : `${text} ${original}`.trim();
}
