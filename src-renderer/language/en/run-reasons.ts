/** Why tasks changed their status, and runs paused by themselves. English is the console's own language: it is shown as it was said. */
import type { HistoryEntry, RunView } from '../../../src-main/contract/views.ts';
import type { Said } from '../said.ts';

export const runReasons = {
  history: ({ why }: Pick<HistoryEntry, 'why' | 'whyFacts'>): Said => ({ text: why, original: null }),
  /** Why a run has paused by itself. */
  trouble: (problem: string, _facts: RunView['trouble']): Said => ({ text: problem, original: null }),
};
