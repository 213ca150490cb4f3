/** How the shown light is calibrated. Asked for only while the observer wants calibrated frames. */
import type { FrameCalibrationView } from '../../src-main/contract/calibration-views.ts';
import type { Console } from '../state/console.svelte.ts';

export class CalibrationSource {
  /** Of the frame asked for last; null while that is on its way. */
  current = $state.raw<{ readonly uid: string; readonly calibration: FrameCalibrationView } | null>(null);
  readonly #console: Console;
  #uid: string | null = null;

  constructor(console: Console) {
    this.#console = console;
  }

  /** Asks for a light's calibration, unless it is known or on its way. */
  async of(uid: string): Promise<void> {
    if (uid === this.#uid) return;
    this.#uid = uid;
    this.current = null;
    const calibration = await this.#console.call('frames.calibration', { uid }).catch(() => NOTHING);
    if (this.#uid === uid) this.current = { uid, calibration };
  }

  /** Masters may come and go: the next time it is asked for anew. */
  forget(): void {
    this.#uid = null;
    this.current = null;
  }

  /** The key to ask for pixels with; null for the pixels as they are; undefined while that is not known yet. */
  keyFor(uid: string): string | null | undefined {
    return this.current?.uid === uid ? this.current.calibration.key : undefined;
  }
}

/** A file that cannot be read is told of by its pixels. */
const NOTHING: FrameCalibrationView = { key: null, steps: [] };
