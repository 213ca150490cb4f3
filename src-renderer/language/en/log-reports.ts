/** What the log tells. English is the console's own language: it is shown as it was said. */
import type { LogEntry, UndoView } from '../../../src-main/contract/views.ts';
import type { Said } from '../said.ts';

export const logReports = {
  /** A line of the log, and a mark on the night's line. */
  line: ({ message }: Pick<LogEntry, 'what' | 'message' | 'facts'>): Said => ({ text: message, original: null }),
  /** A step that can be taken back, or was. */
  step: ({ message }: Pick<UndoView, 'message' | 'step'>): string => message,
};
