import type { ConsoleEvent } from '../../src-main/contract/events.ts';
import type { Console } from './console.svelte.ts';

/**
 * An answer of the console that is asked for again when an event says that it may have changed: at once, then at most once
 * in `restMs`, and never twice at a time. The previous answer stays until the new one has come. To be made while a
 * component is set up.
 */
export class KeptFresh<Answer> {
  current = $state.raw<Answer | null>(null);
  readonly #console: Console;
  readonly #ask: () => Promise<Answer>;
  readonly #restMs: number;
  #asking = false;
  #outdated = false;
  #closed = false;

  constructor(
    console: Console,
    ask: () => Promise<Answer>,
    isOutdatedBy: (event: ConsoleEvent) => boolean,
    restMs: number,
  ) {
    this.#console = console;
    this.#ask = ask;
    this.#restMs = restMs;
    $effect(() => {
      if (console.connected) void this.refresh();
    });
    $effect(() =>
      console.subscribe((event) => {
        if (isOutdatedBy(event)) void this.refresh();
      }),
    );
    $effect(() => () => {
      this.#closed = true;
    });
  }

  async refresh(): Promise<void> {
    this.#outdated = true;
    if (this.#asking) return;
    this.#asking = true;
    while (this.#outdated && !this.#closed && this.#console.connected) {
      this.#outdated = false;
      try {
        this.current = await this.#ask();
      } catch (thrown) {
        this.#console.reportUnasked(thrown);
      }
      await new Promise((resolve) => setTimeout(resolve, this.#restMs));
    }
    this.#asking = false;
  }
}
