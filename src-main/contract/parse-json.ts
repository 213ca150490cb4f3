/** Reads JSON that a person gave, and says where it is none. */
import { ConsoleError } from './errors.ts';
import type { JsonEnd } from './refusal.ts';

const SENTENCES = {
  tasks: (said: string) => `This is not JSON (${said}). Give an array of tasks, or {"items": [ … ]}.`,
  setup: (said: string) => `The set-up is not JSON: ${said}.`,
} as const;

/** @throws ConsoleError `bad-input` */
export function parseJson(text: string, what: keyof typeof SENTENCES): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    const said = cause instanceof Error ? cause.message : String(cause);
    const facts = { code: 'not-json', what, end: endOf(said) } as const;
    throw new ConsoleError('bad-input', SENTENCES[what](said), { facts, cause });
  }
}

/** V8 names the place in most of its sentences, not in those of a text that ends too early or is none from the start. */
function endOf(said: string): JsonEnd | null {
  if (said === 'Unexpected end of JSON input') return 'too-early';
  const place = /\(line (\d+) column (\d+)\)/.exec(said);
  return place === null ? null : { line: Number(place[1]), column: Number(place[2]) };
}
