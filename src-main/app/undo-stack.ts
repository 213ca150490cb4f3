/** Steps that the observer can take back, the last one first. They live as long as the console does. */
import { ConsoleError } from '../contract/errors.ts';
import type { LogWords } from '../contract/log-lines.ts';
import type { UndoView } from '../contract/views.ts';

/** Older steps are forgotten: nobody takes back the fifty-first. */
const MOST_STEPS = 50;

interface Step extends UndoView {
  /** Takes the step back. Throws a ConsoleError when something since then stands in the way. */
  readonly takeBack: () => void;
}

export class UndoStack {
  #steps: Step[] = [];
  #lastId = 0;
  readonly #onChange: (steps: readonly UndoView[]) => void;

  constructor(onChange: (steps: readonly UndoView[]) => void) {
    this.#onChange = onChange;
  }

  get views(): UndoView[] {
    return this.#steps.map(({ id, at, message, step }) => ({ id, at, message, step }));
  }

  /** Notes a step that has just been done, and how it is taken back. */
  did({ message, ...step }: LogWords, now: number, takeBack: () => void): void {
    const done = { id: ++this.#lastId, at: new Date(now).toISOString(), message, step, takeBack };
    this.#steps = [done, ...this.#steps].slice(0, MOST_STEPS);
    this.#onChange(this.views);
  }

  /** Takes the last step back. A step that cannot be taken back any more is forgotten, and the error says why. */
  takeBackLast(): Pick<UndoView, 'message' | 'step'> {
    const step = this.#steps.shift();
    if (step === undefined) {
      throw new ConsoleError('wrong-state', 'There is nothing to take back.', { facts: { code: 'nothing-to-undo' } });
    }
    this.#onChange(this.views);
    step.takeBack();
    return { message: step.message, step: step.step };
  }
}
