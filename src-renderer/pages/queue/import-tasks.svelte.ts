/** Brings a file of tasks into the queue, from the system's file dialog or dropped on the page. */
import type { Console } from '../../state/console.svelte.ts';

export class ImportTasks {
  busy = $state(false);
  readonly #console: Console;

  constructor(console: Console) {
    this.#console = console;
  }

  /** Opens the system's file dialog. */
  choose(): void {
    const input = document.createElement('input');
    input.type = 'file';
    input.accept = '.json,application/json';
    input.addEventListener('change', () => {
      const file = input.files?.[0];
      if (file !== undefined) void this.read(file);
    });
    input.click();
  }

  /** All or nothing: a file with a fault changes nothing, and the notice names its rows and fields. */
  async read(file: File): Promise<void> {
    this.busy = true;
    try {
      const report = await this.#console.perform('queue.import', { text: await file.text() });
      if (report === undefined) return;
      const { created, updated, unchanged, warnings } = report;
      this.#console.notices.info(`${file.name}: ${created} new, ${updated} updated, ${unchanged} unchanged.`);
      if (warnings.length > 0) this.#console.notices.alarm(`${file.name}: worth a look`, warnings);
    } catch (thrown) {
      this.#console.report(thrown);
    } finally {
      this.busy = false;
    }
  }
}
