/** The run: works the queue off, task after task, and does what the observer says meanwhile. */
import type { AlarmCause } from '../contract/alarms.ts';
import { ConsoleError } from '../contract/errors.ts';
import type { HistoryReason } from '../contract/history-reason.ts';
import type { LogWords } from '../contract/log-lines.ts';
import type { Halt, TroubleFacts } from '../contract/run-reasons.ts';
import type { RunView } from '../contract/views.ts';
import type { TaskStatus } from '../contract/vocabulary.ts';
import type { Worded } from '../contract/worded.ts';
import { DeviceError } from '../devices/ports.ts';
import { loadTask, runnableTasks, type TaskWithParts } from '../store/queue-store.ts';
import { changeStatus, expiredTasks } from '../store/task-status.ts';
import { statusAfterExpiry } from '../tasks/window.ts';
import { troubleOf } from './after-fault.ts';
import { interruptActiveTasks } from './recovery.ts';
import type { Question, RunContext, RunnerOptions } from './run-context.ts';
import { IDLE, RunDisplay } from './run-display.ts';
import { runTask } from './run-task.ts';
import { type SelectionContext, taskHindrance, taskTitle } from './select-task.ts';
import { haltSentence, STATUS_REASONS, type TaskEnd, whyInterrupted } from './task-end.ts';

/** Alarms that say that no run is going on. */
const ENDED_BY_A_START = ['run.trouble', 'run.interrupted', 'queue.ended'] as const;
const QUEUE_ENDED = 'The run ended: nothing is left to run now.';
const QUEUE_WAITS = 'Nothing is left to run now. The run waits for windows to open and for new tasks.';
/** While there is nothing to run, look again at least this often (real time, ms): windows open and tasks expire. */
const LOOK_AGAIN_MS = 30_000;

type Abort = 'frame' | 'skip' | 'stop' | 'task';

export interface RunLimits {
  /** End when nothing can be run now, instead of waiting for windows to open and tasks to come. */
  readonly untilIdle?: boolean;
  /** Run these tasks only. */
  readonly only?: ReadonlySet<string>;
}

export class Runner {
  readonly #options: RunnerOptions;
  readonly #display: RunDisplay;
  #loop: Promise<void> | null = null;
  #halt: Halt | null = null;
  #abort: Abort | null = null;
  #waiting: AbortController | null = null;
  readonly #skipped = new Set<string>();
  /** The tasks that the run is limited to; null for the whole queue. */
  #only: ReadonlySet<string> | null = null;
  #wake: () => void = () => {};

  constructor(options: RunnerOptions) {
    this.#options = options;
    this.#display = new RunDisplay(options, () => this.#selection());
  }

  get view(): RunView {
    return this.#display.view;
  }

  get running(): boolean {
    return this.#loop !== null;
  }

  /** Tasks that this run leaves out. */
  get skipped(): SelectionContext['skipped'] {
    return { has: (uid) => this.#skipped.has(uid) || (this.#only !== null && !this.#only.has(uid)) };
  }

  /**
   * Starts or resumes the run; resolves when it has ended. Called while it runs, it takes a pause that is not yet there back.
   * Called without limits while a run of some tasks goes on, it makes it one of the whole queue.
   */
  start(who: string, { untilIdle = false, only }: RunLimits = {}): Promise<void> {
    this.#only = only ?? null;
    if (this.#loop !== null) {
      if (this.view.state === 'pausing') {
        this.#halt = null;
        this.#display.set({ state: 'running' });
      }
      return this.#loop;
    }
    this.#halt = null;
    this.#abort = null;
    this.#skipped.clear();
    this.#display.set({ ...IDLE, state: 'running', activity: 'Starting.' });
    for (const kind of ENDED_BY_A_START) this.#options.events.clear(kind);
    this.#log({ what: 'run.started', facts: {}, message: `Run started by the ${who}.` }, who);
    this.#loop = this.#run(untilIdle).finally(() => {
      this.#loop = null;
      this.#only = null;
    });
    return this.#loop;
  }

  /** Ends the run after the frame that is being taken. */
  pause(who: string): void {
    this.#mustRun();
    if (this.#halt !== null) return;
    this.#halt = { how: 'paused', who };
    this.#display.set({ state: 'pausing' });
    const message = `The ${who} asked for a pause after this frame.`;
    this.#log({ what: 'run.pausing', facts: {}, message }, who);
    this.#display.withdrawQuestion();
    this.#wake();
    // Only a frame is worth waiting for.
    this.#waiting?.abort();
    if (this.view.step === 'cooling' || this.view.step === 'searching') this.#abortDevice('stop');
  }

  /** Aborts the frame that is being taken and ends the run. Resolves when it has ended. */
  async stopNow(who: string): Promise<void> {
    const loop = this.#loop;
    if (loop === null) return;
    this.#halt = { how: 'stopped', who };
    this.#display.set({ state: 'stopping' });
    this.#log({ what: 'run.stopping', facts: {}, message: `The ${who} stopped the run.` }, who);
    this.#display.withdrawQuestion();
    this.#wake();
    this.#abortDevice('stop');
    await loop;
  }

  /** Leaves the present task for this run. */
  skipTask(who: string): void {
    this.#mustRun();
    const uid = this.view.taskUid;
    if (uid === null)
      throw new ConsoleError('wrong-state', 'No task is being run that could be skipped.', {
        facts: { code: 'no-task-to-skip' },
      });
    this.#skipped.add(uid);
    const message = `The ${who} skipped the task for this run.`;
    this.#log({ what: 'task.skipped', facts: {}, message }, who, uid);
    this.#display.withdrawQuestion();
    this.#abortDevice('skip');
  }

  /** Drops the frame that is being taken; it is taken again. */
  abortFrame(who: string): void {
    this.#mustRun();
    if (!this.#options.instrument.busy)
      throw new ConsoleError('wrong-state', 'No frame is being taken.', { facts: { code: 'no-frame-to-abort' } });
    const message = `The ${who} aborted the frame.`;
    this.#log({ what: 'frame.aborted', facts: {}, message }, who, this.view.taskUid);
    this.#abortDevice('frame');
  }

  answer(id: string, answer: string): void {
    const { about, text } = this.#display.answer(id, answer);
    const message = `“${text}” – ${answer}.`;
    this.#log({ what: 'run.answered', facts: { about, answer }, message }, 'observer', this.view.taskUid);
  }

  /** To be called when tasks changed: a waiting run looks again; a task taken away in mid frame loses the frame. */
  tasksChanged(): void {
    this.#wake();
    this.#display.queueChanged();
    if (!this.running) this.#display.showUpcoming();
    const uid = this.view.taskUid;
    if (uid === null || !this.running) return;
    const status = loadTask(this.#options.db, uid)?.task.status;
    if (status !== undefined && status !== 'active') this.#abortDevice('task');
  }

  #mustRun(): void {
    if (this.#loop === null)
      throw new ConsoleError('wrong-state', 'Nothing is running.', { facts: { code: 'nothing-running' } });
  }

  #abortDevice(abort: Abort): void {
    this.#abort = abort;
    this.#waiting?.abort();
    this.#options.instrument.abort().catch((thrown: unknown) => {
      // The call that was to be aborted fails by itself when the device is gone; this is only worth a line.
      const why = thrown instanceof Error ? thrown.message : String(thrown);
      this.#log({ what: 'device.abort-failed', facts: { why }, message: why }, 'runner');
    });
  }

  async #run(untilIdle: boolean): Promise<void> {
    let trouble: TroubleFacts | null = null;
    /** Something was run since the queue last ended. */
    let worked = false;
    try {
      this.#interruptForgottenTasks();
      while (this.#halt === null) {
        this.expireTasks();
        const item = this.#nextTask();
        if (item !== undefined) {
          this.#options.events.clear('queue.ended');
          trouble = await this.#turn(item);
          worked = true;
          if (trouble !== null) break;
        } else if (untilIdle) {
          break;
        } else {
          const activity = 'Waiting: nothing in the queue can be run now.';
          this.#display.show({ step: 'waiting', waitsFor: 'queue', activity });
          if (worked) this.#raise({ kind: 'queue.ended', facts: { waits: true } }, QUEUE_WAITS);
          worked = false;
          await this.#sleepUntilWoken();
        }
      }
    } catch (thrown) {
      trouble = troubleOf(thrown);
    }
    const halt = this.#halt as Halt | null;
    const problem = trouble?.why ?? null;
    if (trouble !== null) {
      this.#raise({ kind: 'run.trouble', facts: trouble }, `The run was paused: ${trouble.why}`);
    } else if (halt === null) {
      this.#log({ what: 'run.ended', facts: { how: 'queue-ended' }, message: QUEUE_ENDED }, 'runner');
      this.#raise({ kind: 'queue.ended', facts: { waits: false } }, QUEUE_ENDED);
    } else {
      const message = `The run ended, ${haltSentence(halt)}.`;
      this.#log({ what: 'run.ended', facts: { how: halt.how }, message }, halt.who);
    }
    const paused = problem !== null || halt?.how === 'paused';
    const activity = problem ?? (halt === null ? 'Nothing is left to run now.' : `${capitalised(haltSentence(halt))}.`);
    this.#display.set({
      ...IDLE,
      state: paused ? 'paused' : 'idle',
      activity,
      problem,
      trouble,
      next: this.#display.upcoming(null),
    });
  }

  /** A run that ended because the disk refused could not even write that down. */
  #interruptForgottenTasks(): void {
    const { db, clock, events } = this.#options;
    for (const { uid } of interruptActiveTasks(db, clock.now(), STATUS_REASONS.runEnded)) events.taskChanged(uid);
  }

  /** One task's turn. Returns why the run cannot go on, or null. */
  async #turn(item: TaskWithParts): Promise<TroubleFacts | null> {
    const { uid } = item.task;
    const title = taskTitle(item, this.#options.filterName);
    const begins = item.task.status === 'interrupted' ? 'resumed' : 'started';
    this.#changeStatus(uid, 'active', STATUS_REASONS[begins]);
    this.#display.set({ taskUid: uid, next: this.#display.upcoming(uid) });
    let end: TaskEnd;
    try {
      end = await runTask(uid, this.#context());
    } catch (thrown) {
      end = { kind: 'trouble', ...troubleOf(thrown) };
    }
    switch (end.kind) {
      case 'completed':
        this.#changeStatus(uid, 'completed', STATUS_REASONS.complete);
        this.#log({ what: 'task.completed', facts: { title }, message: `${title}: complete.` }, 'runner', uid);
        break;
      case 'taken-away':
        break;
      case 'expired':
      case 'left':
        this.#leave(uid, title, end);
        break;
      case 'halted':
      case 'trouble':
        this.#changeStatus(uid, 'interrupted', whyInterrupted(end));
        break;
    }
    this.#display.set({ taskUid: null, cellIndex: null, frameOfCell: null, taskEndsAt: null, step: 'none' });
    return end.kind === 'trouble' ? end : null;
  }

  /** For this run. */
  #leave(uid: string, title: string, end: Extract<TaskEnd, { kind: 'expired' | 'left' }>): void {
    const byObserver = this.#skipped.has(uid);
    const why = whyInterrupted(end);
    const message = `${title}: ${why.message}.`;
    this.#skipped.add(uid);
    this.#changeStatus(uid, 'interrupted', why);
    if (end.kind === 'expired') {
      const { kind, ...facts } = end;
      this.#log({ what: 'task.out-of-time', facts: { title, ...facts }, message }, 'runner', uid);
    } else {
      const { kind, ...facts } = end;
      if (byObserver) this.#log({ what: 'task.left', facts: { title, ...facts }, message }, 'runner', uid);
      else this.#options.events.raise({ kind: 'task.left', facts: { title, ...facts }, message, taskUid: uid });
    }
  }

  #context(): RunContext {
    const { db, clock, instrument, events, cost, stars, filterName, surroundings, site, lookAtDisk, dither } =
      this.#options;
    return {
      db,
      clock,
      instrument,
      events,
      cost,
      stars,
      filterName,
      surroundings,
      site,
      lookAtDisk,
      dither,
      wait: (seconds) => this.#wait(seconds),
      show: (showing) => this.#display.show(showing),
      ask: (question) => this.#ask(question),
      haltReason: () => this.#halt,
      isSkipped: (uid) => this.#skipped.has(uid),
      isWanted: (uid) => this.#halt === null && !this.#skipped.has(uid) && loadTask(db, uid)?.task.status === 'active',
      aborted: (thrown) => {
        const abort = this.#abort;
        if (abort === null || !(thrown instanceof DeviceError) || thrown.failure !== 'aborted') return null;
        this.#abort = null;
        return abort === 'frame' ? 'frame' : 'run';
      },
    };
  }

  async #ask({ withinS, ...question }: Question): Promise<string> {
    const { about, text } = question;
    if (!this.#options.unattended) this.#raise({ kind: 'run.asks', facts: { about } }, text);
    const answered = new AbortController();
    if (withinS !== undefined) {
      const { clock } = this.#options;
      void clock.sleep(withinS * 1000, answered.signal).then(
        () => this.#display.withdrawQuestion(),
        () => {},
      );
    }
    const answer = await this.#display.ask(question);
    answered.abort();
    this.#options.events.clear('run.asks');
    return answer;
  }

  /** Gives tasks whose time is over the status that follows. */
  expireTasks(): void {
    const { db, earliestNow } = this.#options;
    for (const task of expiredTasks(db, earliestNow())) {
      const status = statusAfterExpiry(task.observatoryAcquiredFrames);
      if (status === 'interrupted') continue;
      this.#changeStatus(task.uid, status, STATUS_REASONS.expired);
      const message = 'The task expired before any frame was taken.';
      this.#log({ what: 'task.expired', facts: {}, message }, 'runner', task.uid);
    }
  }

  #selection(): SelectionContext {
    const { clock, instrument, cost, filterName } = this.#options;
    const overheadS = cost.readoutS + cost.overheadS;
    return { now: clock.now(), setup: instrument.setup, overheadS, skipped: this.skipped, filterName };
  }

  #nextTask(): TaskWithParts | undefined {
    const context = this.#selection();
    for (const item of runnableTasks(this.#options.db, context.setup.id)) {
      if (taskHindrance(item, context) === null) return item;
    }
    return undefined;
  }

  async #wait(seconds: number): Promise<void> {
    if (this.#halt !== null) return;
    const waiting = new AbortController();
    this.#waiting = waiting;
    // Cut short by an abort is as good as waited: the caller looks at what the observer wants.
    await this.#options.clock.sleep(seconds * 1000, waiting.signal).catch(() => {});
    this.#waiting = null;
  }

  #sleepUntilWoken(): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, LOOK_AGAIN_MS);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  #changeStatus(uid: string, to: TaskStatus, why: Worded<HistoryReason>): void {
    const { db, clock, events } = this.#options;
    changeStatus(db, uid, { to, who: 'runner', why, now: clock.now() });
    events.taskChanged(uid);
  }

  #log(words: LogWords, who: string, taskUid: string | null = null): void {
    this.#options.events.log({ level: 'info', who, ...words, taskUid });
  }

  #raise(cause: AlarmCause, message: string): void {
    this.#options.events.raise({ ...cause, message, taskUid: this.view.taskUid });
  }
}

function capitalised(text: string): string {
  return `${text[0]?.toUpperCase()}${text.slice(1)}`;
}
