/** Brings a file of tasks into the queue, from the system's file dialog or dropped on the page. */
import { inOneLine } from '../../language/said.ts';
import { texts } from '../../language/texts.ts';
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
      const t = texts().queue;
      const { created, updated, unchanged, warnings } = report;
      this.#console.notices.info(t.imported(file.name, created, updated, unchanged));
      const remarks = warnings.map((warning) => inOneLine(texts().taskReports.remark(warning)));
      if (remarks.length > 0) this.#console.notices.alarm(t.worthALook(file.name), remarks);
    } catch (thrown) {
      this.#console.report(thrown);
    } finally {
      this.busy = false;
    }
  }
}
