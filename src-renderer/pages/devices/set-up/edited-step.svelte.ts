/** A step of the set-up with fields: what stands in them, what that means, and whether it is saved. */
import type { SetupRecord } from '../../../../src-main/contract/setup-record.ts';
import type { ReadStep } from './step.ts';
import { type EditedStepName, type FormOf, stepDrafts } from './step-drafts.svelte.ts';

export class EditedStep<Name extends EditedStepName, Field extends string> {
  readonly #name: Name;
  readonly #setup: () => SetupRecord;
  readonly #readForm: (form: FormOf<Name>, setup: SetupRecord) => ReadStep<Field>;
  readonly read = $derived.by((): ReadStep<Field> => this.#readForm(this.form, this.#setup()));

  /** `setup` gives it as it is saved now. */
  constructor(
    name: Name,
    setup: () => SetupRecord,
    readForm: (form: FormOf<Name>, setup: SetupRecord) => ReadStep<Field>,
  ) {
    this.#name = name;
    this.#setup = setup;
    this.#readForm = readForm;
  }

  get form(): FormOf<Name> {
    return stepDrafts.formOf(this.#name, this.#setup());
  }

  set form(typed: FormOf<Name>) {
    stepDrafts.keep(this.#name, typed, this.#setup());
  }

  get isUnsaved(): boolean {
    return stepDrafts.isUnsaved(this.#name, this.#setup());
  }

  /** Back to what is saved. */
  discard(): void {
    stepDrafts.discard(this.#name);
  }
}
