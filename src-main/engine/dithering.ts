/** Moves the telescope a little between frames, by a program or by the observer, so that stars fall on other pixels. */
import type { DitherFailure, LeftFacts } from '../contract/run-reasons.ts';
import type { DitherSettings } from '../contract/setup-record.ts';
import type { FlatLightSource, FrameType } from '../contract/vocabulary.ts';
import { runProgram } from '../devices/local-program.ts';
import type { RunContext } from './run-context.ts';

/** After so many failures in a row it is left for the rest of the task's turn: each costs time that twilight does not have. */
const MOST_FAILURES = 2;
/** How often it is looked whether the run still wants it, ms. */
const LOOK_MS = 250;

export interface NextFrame {
  readonly taskUid: string;
  readonly frameType: FrameType;
  readonly filterName: string;
}

/** Of one task's turn. */
/** `why` is the end of a sentence. */
interface Failure {
  readonly dither: DitherFailure;
  readonly why: string;
}

export class Dithering {
  readonly #settings: DitherSettings;
  readonly #every: number;
  #framesSince = 0;
  #failures = 0;

  /** @param flatLight null for frames that are no flats */
  constructor(settings: DitherSettings, frameType: FrameType, flatLight: FlatLightSource | null) {
    this.#settings = settings;
    this.#every = framesBetween(settings, frameType, flatLight);
  }

  frameTaken(): void {
    this.#framesSince++;
  }

  get isDue(): boolean {
    return this.#every > 0 && this.#framesSince >= this.#every && this.#failures < MOST_FAILURES;
  }

  /** Returns why the task is to be left; null to go on. Takes no longer than the settings allow. */
  async move(next: NextFrame, run: RunContext): Promise<Pick<LeftFacts, 'why' | 'dither'> | null> {
    this.#framesSince = 0;
    const failure = this.#settings.how === 'ask' ? await this.#ask(run) : await this.#runProgram(next, run);
    if (failure === null) {
      this.#failures = 0;
      return null;
    }
    this.#failures++;
    const givenUp = this.#failures === MOST_FAILURES ? ' It is not tried again for this task.' : '';
    const { why, dither } = failure;
    const message = `The telescope was not moved between frames: ${why}.${givenUp}`;
    const facts = { givenUp: givenUp !== '', why, failure: dither };
    run.events.raise({ kind: 'dither.failed', facts, message, taskUid: next.taskUid });
    return this.#settings.on_failure === 'leave_task' ? { why: `the telescope was not moved: ${why}`, dither } : null;
  }

  async #ask(run: RunContext): Promise<Failure | null> {
    const { timeout_sec: withinS } = this.#settings;
    const answer = await run.ask({ about: 'dither', text: QUESTION, answers: ANSWERS, withinS });
    return answer === ANSWERS[0] ? null : { dither: 'not-confirmed', why: 'nobody said that it was' };
  }

  async #runProgram({ taskUid, frameType, filterName }: NextFrame, run: RunContext): Promise<Failure | null> {
    const { program, timeout_sec } = this.#settings;
    if (program === null) return { dither: 'no-program', why: 'the set-up names no program' };
    const environment = { WARMROOM_TASK_UID: taskUid, WARMROOM_FRAME_TYPE: frameType, WARMROOM_FILTER: filterName };
    const stopping = new AbortController();
    const watch = setInterval(() => {
      if (!run.isWanted(taskUid)) stopping.abort();
    }, LOOK_MS);
    const end = await runProgram({ ...program, environment, timeoutMs: timeout_sec * 1000 }, stopping.signal);
    clearInterval(watch);
    return end.kind === 'failed' ? { dither: 'program-failed', why: end.why } : null;
  }
}

const QUESTION = 'Move the telescope a little, so that stars fall on other pixels, then confirm.';
const ANSWERS = ['Moved', 'Go on without'] as const;

function framesBetween(settings: DitherSettings, frameType: FrameType, flatLight: FlatLightSource | null): number {
  if (settings.how === 'none') return 0;
  if (frameType === 'light') return settings.lights_every;
  return frameType === 'flat' && flatLight === 'sky' && settings.between_sky_flats ? 1 : 0;
}
