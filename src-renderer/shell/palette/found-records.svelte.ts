/** The tasks and nights that a word in the command palette names. */
import type { QueueRow } from '../../../src-main/contract/views.ts';
import type { Console } from '../../state/console.svelte.ts';

const SEARCH_DELAY_MS = 120;
/** A single letter would name half the queue. */
const LEAST_LETTERS = 2;
const MOST_TASKS = 6;
const MOST_NIGHTS = 4;

export interface FoundNight {
  readonly night: string;
  readonly frames: number;
}

export class FoundRecords {
  tasks = $state.raw<readonly QueueRow[]>([]);
  readonly #console: Console;
  #nights = $state.raw<readonly FoundNight[]>([]);
  #wanted = $state('');
  #waiting: ReturnType<typeof setTimeout> | undefined;

  constructor(console: Console) {
    this.#console = console;
    if (console.connected) {
      void console.perform('frames.nights', {}).then((answer) => {
        this.#nights = answer?.nights ?? [];
      });
    }
  }

  /** Nights whose date has the text in it: `2026-11`, `11-25`. */
  get nights(): readonly FoundNight[] {
    if (this.#wanted.length < LEAST_LETTERS) return [];
    return this.#nights.filter(({ night }) => night.includes(this.#wanted)).slice(0, MOST_NIGHTS);
  }

  /** Looks for tasks by title, filter, uid or id. What is found later for an older text is left out. */
  search(text: string): void {
    clearTimeout(this.#waiting);
    this.#wanted = text.trim();
    const wanted = this.#wanted;
    if (wanted.length < LEAST_LETTERS || !this.#console.connected) {
      this.tasks = [];
      return;
    }
    this.#waiting = setTimeout(async () => {
      const page = await this.#console.perform('queue.page', { text: wanted.slice(0, 200), limit: MOST_TASKS });
      if (wanted === this.#wanted) this.tasks = page?.rows ?? [];
    }, SEARCH_DELAY_MS);
  }

  close(): void {
    clearTimeout(this.#waiting);
  }
}
