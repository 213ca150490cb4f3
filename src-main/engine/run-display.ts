/** What the screen shows of the run, and the question that it may be asking. */
import { ConsoleError } from '../contract/errors.ts';
import type { RunView } from '../contract/views.ts';
import { remainingOfQueue, runnableTasks } from '../store/queue-store.ts';
import type { RunnerOptions, Showing } from './run-context.ts';
import { type SelectionContext, taskHindrance, taskTitle } from './select-task.ts';

export const IDLE: RunView = {
  state: 'idle',
  activity: 'Not running.',
  step: 'none',
  waitsFor: null,
  taskUid: null,
  cellIndex: null,
  frameOfCell: null,
  taskEndsAt: null,
  queueEndsAt: null,
  next: [],
  question: null,
  problem: null,
  trouble: null,
};

/** Tasks shown as coming next, and how far into a queue of tasks that cannot run they are looked for at each frame. */
const SHOWN_NEXT = 3;
const LOOKED_AT = 100;

export class RunDisplay {
  readonly #options: RunnerOptions;
  readonly #selection: () => SelectionContext;
  #view: RunView = IDLE;
  #answer: ((answer: string) => void) | null = null;
  #questions = 0;
  /** What the tasks beside the present one still need, s: adding up a long queue at every step would hold main up. */
  #others: { readonly than: string | null; readonly needS: number } | null = null;

  constructor(options: RunnerOptions, selection: () => SelectionContext) {
    this.#options = options;
    this.#selection = selection;
  }

  get view(): RunView {
    return this.#view;
  }

  set(change: Partial<RunView>): void {
    this.#view = { ...this.#view, ...change };
    this.#options.events.runChanged(this.#view);
  }

  show(showing: Showing): void {
    const { clock } = this.#options;
    const taskUid = showing.taskUid ?? null;
    const at = (seconds: number | undefined) =>
      seconds === undefined ? null : new Date(clock.now() + seconds * 1000).toISOString();
    this.set({
      step: showing.step,
      waitsFor: showing.waitsFor ?? null,
      activity: showing.activity,
      taskUid,
      cellIndex: showing.cellIndex ?? null,
      frameOfCell: showing.frameOfCell ?? null,
      taskEndsAt: at(showing.remainingS),
      queueEndsAt: at(this.#othersNeed(taskUid, showing.remainingS) + (showing.remainingS ?? 0)),
      next: this.upcoming(taskUid),
    });
  }

  /** Tasks came, went or changed, other than by the run itself. */
  queueChanged(): void {
    this.#others = null;
  }

  #othersNeed(taskUid: string | null, itsOwnS = 0): number {
    if (this.#others?.than !== taskUid) {
      const { db, instrument } = this.#options;
      this.#others = { than: taskUid, needS: remainingOfQueue(db, instrument.setup.id) - itsOwnS };
    }
    return this.#others.needS;
  }

  /** The tasks that come after the present one. */
  upcoming(present: string | null): RunView['next'] {
    const context = this.#selection();
    const next: { uid: string; title: string }[] = [];
    let looked = 0;
    for (const item of runnableTasks(this.#options.db, context.setup.id)) {
      if (item.task.uid !== present && taskHindrance(item, context) === null) {
        next.push({ uid: item.task.uid, title: taskTitle(item, context.filterName) });
      }
      if (next.length === SHOWN_NEXT || ++looked === LOOKED_AT) break;
    }
    return next;
  }

  /** Shows what would come if the run were started; to be called when the queue changes while nothing runs. */
  showUpcoming(): void {
    const next = this.upcoming(null);
    if (JSON.stringify(next) !== JSON.stringify(this.#view.next)) this.set({ next });
  }

  /** Asks; resolves with the answer, or with the last of the answers when the question is withdrawn. */
  ask(question: Omit<NonNullable<RunView['question']>, 'id'>): Promise<string> {
    const declining = question.answers.at(-1) ?? '';
    if (this.#options.unattended) return Promise.resolve(declining);
    const id = `question-${++this.#questions}`;
    this.set({ step: 'asking', activity: question.text, question: { id, ...question } });
    return new Promise((resolve) => {
      this.#answer = (answer) => {
        this.#answer = null;
        this.set({ question: null });
        resolve(answer === '' ? declining : answer);
      };
    });
  }

  /** @throws ConsoleError when that is not asked, or not an answer to it */
  answer(id: string, answer: string): Pick<NonNullable<RunView['question']>, 'about' | 'text'> {
    const { question } = this.#view;
    if (question?.id !== id)
      throw new ConsoleError('wrong-state', 'That question is no longer asked.', { facts: { code: 'question-over' } });
    if (!question.answers.includes(answer)) {
      throw new ConsoleError('bad-input', `Answer with one of: ${question.answers.join(', ')}.`);
    }
    this.#answer?.(answer);
    return question;
  }

  withdrawQuestion(): void {
    this.#answer?.('');
  }
}
