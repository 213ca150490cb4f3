/** Alarms that are over and acknowledged, the newest first; older ones are fetched when they are asked for. */
import { untrack } from 'svelte';
import type { AlarmView } from '../../../src-main/contract/alarms.ts';
import type { Console } from '../../state/console.svelte.ts';

const PAGE = 50;

export class PastAlarms {
  list = $state.raw<readonly AlarmView[]>([]);
  more = $state(false);
  readonly #console: Console;

  /** To be made while a component is being made, for as long as it is shown. */
  constructor(console: Console) {
    this.#console = console;
    $effect(() => {
      if (console.connected) untrack(() => void this.#load(undefined));
    });
    $effect(() =>
      console.subscribe((event) => {
        if (event.type === 'alarm' && event.alarm.state === 'cleared') this.list = withPast(this.list, event.alarm);
      }),
    );
  }

  async loadOlder(): Promise<void> {
    await this.#load(this.list.at(-1)?.id);
  }

  async #load(before: number | undefined): Promise<void> {
    const input = { limit: PAGE, ...(before === undefined ? {} : { before }) };
    const page = await this.#console.perform('alarms.past', input);
    if (page === undefined) return;
    this.list = before === undefined ? page.alarms : [...this.list, ...page.alarms];
    this.more = page.more;
  }
}

function withPast(list: readonly AlarmView[], alarm: AlarmView): readonly AlarmView[] {
  return [alarm, ...list.filter(({ id }) => id !== alarm.id)].sort((one, other) => other.id - one.id);
}
