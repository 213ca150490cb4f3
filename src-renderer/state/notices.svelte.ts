/** Short messages over the page: what was done, and what went wrong. */

export interface Notice {
  readonly id: number;
  readonly level: 'info' | 'alarm';
  readonly text: string;
  readonly details: readonly string[];
}

const INFO_MS = 6000;
/** More would cover the page; the oldest makes room. */
const MOST = 4;

export class Notices {
  list = $state.raw<readonly Notice[]>([]);
  #nextId = 1;

  /** Says that something was done; goes away by itself. */
  info(text: string): void {
    const id = this.#add('info', text, []);
    setTimeout(() => this.dismiss(id), INFO_MS);
  }

  /** Says what went wrong; stays until it is put away. */
  alarm(text: string, details: readonly string[] = []): void {
    this.#add('alarm', text, details);
  }

  dismiss(id: number): void {
    this.list = this.list.filter((notice) => notice.id !== id);
  }

  #add(level: Notice['level'], text: string, details: readonly string[]): number {
    const id = this.#nextId++;
    const others = this.list.filter((notice) => notice.text !== text);
    this.list = [...others, { id, level, text, details }].slice(-MOST);
    return id;
  }
}
