import { ConsoleError } from '../../src-main/contract/errors.ts';
import { inOneLine } from '../language/said.ts';
import { texts } from '../language/texts.ts';

/** Why something that was asked of the console did not come, in one line. */
export function whyItFailed(thrown: unknown): string {
  if (thrown instanceof ConsoleError) return inOneLine(texts().failures.failure(thrown));
  return thrown instanceof Error ? thrown.message : String(thrown);
}
