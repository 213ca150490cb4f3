import type { CalibrationReason } from '../../contract/calibration-reason.ts';
import { ConsoleError } from '../../contract/errors.ts';

/** `bad-input`: nothing can be built of these frames, for a reason that a screen can word. */
export class NotBuildable extends ConsoleError {
  readonly facts: CalibrationReason;

  constructor(message: string, facts: CalibrationReason) {
    super('bad-input', message);
    this.facts = facts;
  }
}
