/** The set-up as the console has it, and the way to change it. */
import type { SetupRecord } from '../../../../src-main/contract/setup-record.ts';
import { texts } from '../../../language/texts.ts';
import type { Console } from '../../../state/console.svelte.ts';

export class SavedSetup {
  /** Null until it has come. */
  setup = $state.raw<SetupRecord | null>(null);
  readonly #console: Console;
  #text = '';

  constructor(console: Console) {
    this.#console = console;
  }

  async load(): Promise<void> {
    const answer = await this.#console.perform('setup.get', {});
    if (answer === undefined || answer.text === this.#text) return;
    this.#text = answer.text;
    this.setup = JSON.parse(answer.text) as SetupRecord;
  }

  /** Whether it is saved now. What changes nothing is not sent: saving lets go of the devices. */
  async save(changed: SetupRecord): Promise<boolean> {
    const text = JSON.stringify(changed, null, 2);
    if (text === this.#text) return true;
    const done = await this.#console.perform('setup.save', { text });
    if (done === undefined) return false;
    this.#console.notices.info(texts().devices.setUpSaved);
    await this.load();
    return true;
  }
}
