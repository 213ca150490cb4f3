import type { CoverageView } from '../../../src-main/contract/calibration-views.ts';
import type { ConsoleEvent } from '../../../src-main/contract/events.ts';
import type { Console } from '../../state/console.svelte.ts';

/** A run changes something every few seconds, sped up many times a second; the answer may take a while on a long queue. */
const REST_MS = 700;

/**
 * What the queued lights need, asked for again when tasks, frames or masters change: at once, then at most once in a
 * while, and never twice at a time. To be made while a component is set up.
 */
export class CoverageSource {
  current = $state.raw<CoverageView | null>(null);
  readonly #console: Console;
  #asking = false;
  #outdated = false;
  #closed = false;

  constructor(console: Console) {
    this.#console = console;
    $effect(() => {
      if (console.connected) void this.refresh();
    });
    $effect(() =>
      console.subscribe((event) => {
        if (changesCoverage(event)) void this.refresh();
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
      const answer = await this.#console.perform('calibration.coverage', {});
      if (answer !== undefined) this.current = answer;
      await new Promise((resolve) => setTimeout(resolve, REST_MS));
    }
    this.#asking = false;
  }
}

function changesCoverage(event: ConsoleEvent): boolean {
  switch (event.type) {
    case 'queue':
    case 'setup':
      return true;
    case 'frame':
      return event.frame.frameType !== 'light' && (event.frame.state === 'counted' || event.frame.state === 'rejected');
    case 'log':
      return event.entry.what === 'master.built';
    default:
      return false;
  }
}
