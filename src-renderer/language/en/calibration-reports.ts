/** Why masters and frames do not serve, or are not made. English is the console's own language: it is shown as it was said. */
import type { CalibrationReason, Objection } from '../../../src-main/contract/calibration-reason.ts';
import { inEnglish } from '../../../src-main/contract/worded.ts';
import type { Said } from '../said.ts';

export const calibrationReports = {
  reason: ({ message }: Objection): Said => ({ text: message, original: null }),
  why: (why: string, _facts: CalibrationReason | null): Said => ({ text: why, original: null }),
  /** All of them, as a part of a longer text. */
  inOne: (reasons: readonly Objection[]): string => inEnglish(reasons),
};
