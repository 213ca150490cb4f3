/** Where the shown frame looks. Its header is asked for only once somebody points at a pixel. */
import type { Console } from '../state/console.svelte.ts';
import { type SkyOfFrame, skyFromHeader } from './sky-position.ts';

export class SkySource {
  current = $state.raw<SkyOfFrame | null>(null);
  readonly #console: Console;
  #uid: string | null = null;

  constructor(console: Console) {
    this.#console = console;
  }

  async of(uid: string): Promise<void> {
    if (uid === this.#uid) return;
    this.#uid = uid;
    this.current = null;
    try {
      const { cards } = await this.#console.call('frames.header', { uid });
      if (this.#uid === uid) this.current = skyFromHeader(cards);
    } catch {
      // The pixels show what is wrong with the file; there is just no place in the sky to tell.
      if (this.#uid === uid) this.#uid = null;
    }
  }
}
