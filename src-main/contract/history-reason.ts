/** Why a task changed its status: a code, and what its sentence is made of. */
import type { Halt, LeftFacts, OutOfTime, TroubleFacts } from './run-reasons.ts';

export const HISTORY_REASON_CODES = [
  'started',
  'resumed',
  'complete',
  'left',
  'halted',
  'trouble',
  'out-of-time',
  'expired',
  'console-ended',
  'run-ended',
  'upstream',
  'cancel-taken-back',
  'queueing-taken-back',
  'made-from-frames',
] as const;
export type HistoryReasonCode = (typeof HISTORY_REASON_CODES)[number];

interface HistoryReasonFacts extends Record<HistoryReasonCode, object> {
  left: LeftFacts;
  halted: Halt;
  trouble: TroubleFacts;
  'out-of-time': OutOfTime;
}

export type HistoryReason = {
  [Code in HistoryReasonCode]: { readonly code: Code } & HistoryReasonFacts[Code];
}[HistoryReasonCode];
