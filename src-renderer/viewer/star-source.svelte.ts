/** The measured stars of the shown light. Asked for only while the observer wants to see something of them. */
import type { FrameStarsView } from '../../src-main/contract/frame-measurement.ts';
import { whyItFailed } from '../format/failure-words.ts';
import type { Console } from '../state/console.svelte.ts';

export type StarsAnswer =
  | { readonly uid: string; readonly found: FrameStarsView }
  | { readonly uid: string; readonly problem: string };

export class StarSource {
  /** Of the frame asked for last; null while that is on its way. */
  current = $state.raw<StarsAnswer | null>(null);
  readonly #console: Console;
  #uid: string | null = null;

  constructor(console: Console) {
    this.#console = console;
  }

  /** Asks for a light's stars, unless they are known or on their way. What went wrong is asked for again the next time. */
  async of(uid: string): Promise<void> {
    if (uid === this.#uid) return;
    this.#uid = uid;
    this.current = null;
    const answer: StarsAnswer = await this.#console.call('frames.stars', { uid }).then(
      (found) => ({ uid, found }),
      (thrown) => ({ uid, problem: whyItFailed(thrown) }),
    );
    if (this.#uid !== uid) return;
    this.current = answer;
    if ('problem' in answer) this.#uid = null;
  }
}
