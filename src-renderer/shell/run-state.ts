/** The one word that answers "is it still running?", and the shape that goes with it. */

import type { RunView } from '../../src-main/contract/views.ts';
import type { Link } from '../client/connect-console.ts';
import { texts } from '../language/texts.ts';

export interface RunSign {
  readonly symbol: RunView['state'] | 'alarm' | 'asking' | 'unknown';
  readonly word: string;
  /** What it does within that state; may be empty. */
  readonly detail: string;
}

export function runSign(run: RunView, link: Link): RunSign {
  const t = texts().shell;
  // What was true before the connection went may not be true now: better no word than a wrong one.
  if (link.kind !== 'open') return { symbol: 'unknown', word: t.unknown, detail: t.noConnection };
  if (run.question !== null) return { symbol: 'asking', word: t.waitingForYou, detail: '' };
  const word = texts().words.runStates[run.state];
  if (run.problem !== null && run.state !== 'running') return { symbol: 'alarm', word, detail: t.byItself };
  if (run.state === 'pausing') return { symbol: 'pausing', word, detail: t.afterThisFrame };
  return { symbol: run.state, word, detail: run.state === 'running' ? texts().words.steps[run.step] : '' };
}
