import type { TrendsView } from '../../../src-main/contract/trend-views.ts';
import { inOneLine } from '../../language/said.ts';
import { texts } from '../../language/texts.ts';
import { changesMasters } from '../../state/changes-masters.ts';
import type { Console } from '../../state/console.svelte.ts';

/** How the sensors changed over the nights, asked for again when something was measured. To be made while a component is set up. */
export class TrendsSource {
  current = $state.raw<TrendsView | null>(null);
  measuring = $state(false);
  readonly #console: Console;

  constructor(console: Console) {
    this.#console = console;
    $effect(() => {
      if (console.connected) void this.#load();
    });
    $effect(() =>
      console.subscribe((event) => {
        if (event.type === 'trends' || changesMasters(event)) void this.#load();
      }),
    );
  }

  /** Measures what is new now, instead of when the run comes to rest. */
  async measure(): Promise<void> {
    if (this.measuring) return;
    this.measuring = true;
    const done = await this.#console.perform('calibration.measure', {});
    this.measuring = false;
    if (done === undefined) return;
    const t = texts().trends;
    this.#console.notices.info(t.measured(done.measured));
    if (done.skipped.length > 0) {
      this.#console.notices.alarm(
        t.notAllMeasured,
        done.skipped.map(
          ({ title, set, why, whyFacts }) =>
            `${t.setTitle(title, set)}: ${inOneLine(texts().failures.why(why, whyFacts))}`,
        ),
      );
    }
  }

  async #load(): Promise<void> {
    const answer = await this.#console.perform('calibration.trends', {});
    if (answer !== undefined) this.current = answer;
  }
}
