/**
 * What the console reports. It speaks English, as its log does. A screen in another language words what has a code, and
 * shows the console's own sentence beside it where that says more.
 */
import type { DeviceFault, RecoveryView, RunView } from '../../../src-main/contract/views.ts';
import type { Said } from '../said.ts';

type Question = NonNullable<RunView['question']>;
const asItWasSaid = (message: string): Said => ({ text: message, original: null });

export const reports = {
  activity: ({ activity }: RunView) => asItWasSaid(activity),
  deviceProblem: (problem: string, _fault: DeviceFault | null) => asItWasSaid(problem),
  recovery: ({ message }: RecoveryView) => asItWasSaid(message),
  question: ({ text }: Question) => asItWasSaid(text),
  /** What stands on the button for one of a question's answers. */
  answer: (_question: Question, answer: string) => answer,
};
