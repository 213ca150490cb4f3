import type { TaskDraft } from '../../../src-main/contract/views.ts';
import type { DraftForm } from './draft-form.ts';

/** What every part of the task form gets. */
export interface FormPart {
  readonly form: DraftForm;
  readonly problemOf: (field: keyof TaskDraft) => string | undefined;
  readonly set: (change: Partial<DraftForm>) => void;
}
