/**
 * What the console reports. It speaks English, as its log does. A screen in another language words what has a code, and
 * shows the console's own sentence beside it where that says more.
 */
import type { Failure } from '../../../src-main/contract/errors.ts';
import type {
  DeviceFault,
  Hindrance,
  QueueRow,
  RecoveryView,
  RunView,
  TaskDraft,
} from '../../../src-main/contract/views.ts';
import type { Said } from '../said.ts';

type Question = NonNullable<RunView['question']>;
const asItWasSaid = (message: string): Said => ({ text: message, original: null });

export const reports = {
  hindrance: ({ message }: Hindrance, _task: Pick<QueueRow, 'earliestStart'>) => asItWasSaid(message),
  failure: ({ message }: Failure) => asItWasSaid(message),
  activity: ({ activity }: RunView) => asItWasSaid(activity),
  deviceProblem: (problem: string, _fault: DeviceFault | null) => asItWasSaid(problem),
  /** What is wrong with a field of the task form. */
  fieldProblem: (_field: keyof TaskDraft, message: string) => message,
  recovery: ({ message }: RecoveryView) => asItWasSaid(message),
  question: ({ text }: Question) => asItWasSaid(text),
  /** What stands on the button for one of a question's answers. */
  answer: (_question: Question, answer: string) => answer,
};
