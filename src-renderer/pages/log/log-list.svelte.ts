/** The log as the page holds it: newest first, older entries fetched as one scrolls down to them. */
import type { LogEntry } from '../../../src-main/contract/views.ts';
import type { LogLevel } from '../../../src-main/contract/vocabulary.ts';
import type { Console } from '../../state/console.svelte.ts';

export interface LogFilter {
  readonly level: LogLevel | null;
  readonly who: string | null;
  readonly text: string;
}

const PAGE = 200;

export class LogList {
  filter = $state.raw<LogFilter>({ level: null, who: null, text: '' });
  entries = $state.raw<readonly LogEntry[]>([]);
  /** True while there are older ones to fetch. */
  more = $state(true);
  readonly #console: Console;
  /** The request under way belongs to this generation of the filter. */
  #generation = 0;
  #loading = false;

  constructor(console: Console) {
    this.#console = console;
  }

  /** Starts anew from the newest entries. */
  async reload(): Promise<void> {
    this.#generation++;
    this.#loading = false;
    await this.#load(undefined);
  }

  async loadOlder(): Promise<void> {
    if (this.more && !this.#loading) await this.#load(this.entries.at(-1)?.id);
  }

  /** Takes in an entry that has just been written, if it passes the filter. */
  add(entry: LogEntry): void {
    if (passes(entry, this.filter) && (this.entries[0]?.id ?? -1) < entry.id) this.entries = [entry, ...this.entries];
  }

  async #load(before: number | undefined): Promise<void> {
    const generation = this.#generation;
    this.#loading = true;
    const { level, who, text } = this.filter;
    const page = await this.#console.perform('log.page', {
      limit: PAGE,
      ...(before === undefined ? {} : { before }),
      ...(level === null ? {} : { levels: [level] }),
      ...(who === null ? {} : { who }),
      ...(text.trim() === '' ? {} : { text: text.trim() }),
    });
    if (generation !== this.#generation) return;
    this.#loading = false;
    if (page === undefined) return;
    this.entries = before === undefined ? page.entries : [...this.entries, ...page.entries];
    this.more = page.more;
  }
}

/** The same rule as the console's own filter, for entries that come by event. */
export function passes(entry: LogEntry, { level, who, text }: LogFilter): boolean {
  const wanted = text.trim().toLowerCase();
  return (
    (level === null || entry.level === level) &&
    (who === null || entry.who === who) &&
    (wanted === '' || `${entry.message} ${entry.what}`.toLowerCase().includes(wanted))
  );
}
