/**
 * What was typed into the steps of the set-up and is not saved yet. It is kept while the page is open, whatever else is looked at
 * meanwhile. A set-up that changes elsewhere shows through wherever nothing was typed.
 */
import type { SetupRecord } from '../../../../src-main/contract/setup-record.ts';
import { ditherForm } from './dither-form.ts';
import { filtersForm } from './filters-form.ts';
import { morningForm } from './morning-form.ts';
import { siteForm } from './site-form.ts';
import { starLimitsForm } from './star-limits-form.ts';
import type { Step } from './step.ts';
import { telescopeForm } from './telescope-form.ts';

/** The fields of each step that has some, as they are saved. */
const FORMS = {
  site: siteForm,
  telescope: telescopeForm,
  filters: filtersForm,
  stars: starLimitsForm,
  dither: ditherForm,
  morning: morningForm,
} as const;
export type EditedStepName = keyof typeof FORMS;
export type FormOf<Name extends EditedStepName> = ReturnType<(typeof FORMS)[Name]>;

interface Draft {
  /** The fields as they were saved when the last of them was typed. */
  readonly from: object;
  readonly typed: object;
}

export class StepDrafts {
  #kept = $state.raw<Readonly<Partial<Record<EditedStepName, Draft>>>>({});

  /** The fields of a step: as they are saved, and as they were typed since. */
  formOf<Name extends EditedStepName>(step: Name, setup: SetupRecord): FormOf<Name> {
    const saved = savedForm(step, setup);
    const draft = this.#kept[step];
    return draft === undefined ? saved : withTyped(saved, draft.from as FormOf<Name>, draft.typed as FormOf<Name>);
  }

  keep<Name extends EditedStepName>(step: Name, typed: FormOf<Name>, setup: SetupRecord): void {
    this.#kept = { ...this.#kept, [step]: { from: savedForm(step, setup), typed } };
  }

  discard(step: Step): void {
    this.#kept = { ...this.#kept, [step]: undefined };
  }

  isUnsaved(step: Step, setup: SetupRecord): boolean {
    return isEdited(step) && !isSame(this.formOf(step, setup), savedForm(step, setup));
  }
}

/** One for the page: dialogs and pages come and go. */
export const stepDrafts = new StepDrafts();

const isEdited = (step: Step): step is EditedStepName => step in FORMS;
const savedForm = <Name extends EditedStepName>(step: Name, setup: SetupRecord) => FORMS[step](setup) as FormOf<Name>;
const isSame = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);

/** The saved fields, with those in place that were typed otherwise than they had been saved. */
function withTyped<Form extends object>(saved: Form, from: Form, typed: Form): Form {
  const pick = (key: keyof Form) => (isSame(typed[key], from[key]) ? saved[key] : typed[key]);
  const keys = Object.keys(saved) as (keyof Form)[];
  return (Array.isArray(saved) ? keys.map(pick) : Object.fromEntries(keys.map((key) => [key, pick(key)]))) as Form;
}
