/**
 * How the shown light is calibrated. Asked for only while the observer wants calibrated frames, and again when its masters may have
 * changed: the answer before stays until the new one has come, so that the picture changes once and only where its masters did.
 */
import { untrack } from 'svelte';
import type { FrameCalibrationView } from '../../src-main/contract/calibration-views.ts';
import { changesMasters } from '../state/changes-masters.ts';
import type { Console } from '../state/console.svelte.ts';

export class CalibrationSource {
  /** Of the frame asked for last; null while that is on its way. */
  current = $state.raw<{ readonly uid: string; readonly calibration: FrameCalibrationView } | null>(null);
  readonly #console: Console;
  #uid: string | null = null;
  /** Counts the questions: only the answer to the last one counts. */
  #turn = 0;
  #refreshing = false;
  #outdated = false;

  /** To be made while a component is set up. */
  constructor(console: Console) {
    this.#console = console;
    $effect(() => {
      // Nobody told of what happened while there was no connection.
      if (console.connected) untrack(() => void this.refresh());
    });
    $effect(() =>
      console.subscribe((event) => {
        if (changesMasters(event)) void this.refresh();
      }),
    );
  }

  /** Asks for a light's calibration, unless it is known or on its way. */
  async of(uid: string): Promise<void> {
    if (uid === this.#uid) return;
    this.#uid = uid;
    this.current = null;
    await this.#ask(uid);
  }

  /** The next time it is asked for anew. */
  forget(): void {
    this.#turn++;
    this.#uid = null;
    this.current = null;
  }

  /** The key to ask for pixels with; null for the pixels as they are; undefined while that is not known yet. */
  keyFor(uid: string): string | null | undefined {
    return this.current?.uid === uid ? this.current.calibration.key : undefined;
  }

  /**
   * Asks again for what is shown, if anything is. Never twice at a time: somebody who sorts out ten frames sets off one or two
   * questions.
   */
  async refresh(): Promise<void> {
    this.#outdated = true;
    if (this.#refreshing) return;
    this.#refreshing = true;
    while (this.#outdated && this.#uid !== null) {
      this.#outdated = false;
      await this.#ask(this.#uid);
    }
    this.#refreshing = false;
  }

  async #ask(uid: string): Promise<void> {
    const turn = ++this.#turn;
    const calibration = await this.#console.call('frames.calibration', { uid }).catch(() => null);
    if (turn !== this.#turn) return;
    if (calibration !== null) this.current = { uid, calibration };
    // What is known of it stays, when it is only the connection that is gone.
    else this.current ??= { uid, calibration: NOTHING };
  }
}

/** A file that cannot be read is told of by its pixels. */
const NOTHING: FrameCalibrationView = { key: null, steps: [] };
