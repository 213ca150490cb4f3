/**
 * Judges lights by their stars. Measuring takes its time, and neither the file's safety nor the next exposure waits for it: a frame
 * counts as soon as its file is safe, and is rejected afterwards where its stars are found wanting.
 */
import type { FrameMeasurement } from '../contract/frame-measurement.ts';
import { STAR_CHECKS, type StarLimits } from '../contract/star-limits.ts';
import { earlierStars, noteMeasurement } from '../store/frame-measurements.ts';
import { type FrameRow, findFrame, rejectFrame } from '../store/ledger-store.ts';
import type { Db } from '../store/open-store.ts';
import type { FrameCost } from '../tasks/progress.ts';
import type { EngineEvents } from './engine-events.ts';
import { bestOfNight, checkStars } from './star-checks.ts';

export interface StarJudgeOptions {
  readonly db: Db;
  readonly events: EngineEvents;
  limits(): StarLimits;
  cost(): FrameCost;
  now(): number;
  /** Measures a light's file. */
  measure(uid: string): Promise<FrameMeasurement>;
  /** The ledger has the frame's measurement now. */
  onMeasured(uid: string): void;
  /** Measuring failed; the frame counts all the same. */
  onFailure(uid: string, thrown: unknown): void;
}

export class StarJudge {
  readonly #options: StarJudgeOptions;
  readonly #underWay = new Set<Promise<void>>();
  #rejectedInARow = 0;

  constructor(options: StarJudgeOptions) {
    this.#options = options;
  }

  /** Lights that were rejected one after the other by their stars. */
  get rejectedInARow(): number {
    return this.#rejectedInARow;
  }

  /** To be called when a person is told of that: what they do about it is judged anew. */
  startAnew(): void {
    this.#rejectedInARow = 0;
  }

  /** To be called once a frame's file is safe. */
  frameSafe(uid: string): void {
    const frame = findFrame(this.#options.db, uid);
    if (frame?.frameType !== 'light') return;
    const judging = this.#judge(uid).catch((thrown) => this.#options.onFailure(uid, thrown));
    this.#underWay.add(judging);
    void judging.finally(() => this.#underWay.delete(judging));
  }

  /**
   * Resolves once every light so far is judged, where a judgement could take one out of the counts.
   * @returns whether there was anything to wait for
   */
  async settled(): Promise<boolean> {
    const canReject = Object.values(this.#options.limits()).some((limit) => limit?.action === 'reject');
    if (!canReject || this.#underWay.size === 0) return false;
    await Promise.all(this.#underWay);
    return true;
  }

  async #judge(uid: string): Promise<void> {
    const { db, measure, onMeasured } = this.#options;
    const measurement = await measure(uid);
    noteMeasurement(db, uid, measurement);
    const frame = findFrame(db, uid);
    // Test frames count for nothing, and what was rejected meanwhile needs no second reason.
    if (frame?.state === 'counted') this.#hold(frame, measurement);
    onMeasured(uid);
  }

  #hold(frame: FrameRow, measurement: FrameMeasurement): void {
    const { db, events, limits, cost, now } = this.#options;
    const earlier = earlierStars(db, frame);
    const sameField = earlier.filter(({ taskUid, cellId, exposureS }) => {
      return taskUid === frame.taskUid && cellId === frame.cellId && exposureS === frame.exposureS;
    });
    const best = {
      hfr: bestOfNight(
        earlier.flatMap(({ hfr }) => hfr ?? []),
        'lower',
      ),
      stars: bestOfNight(
        sameField.map(({ stars }) => stars),
        'higher',
      ),
    };
    const findings = checkStars(measurement, limits(), best);
    const about = { taskUid: frame.taskUid, frameUid: frame.uid };
    for (const check of STAR_CHECKS) {
      const finding = findings.find((each) => each.check === check);
      if (finding === undefined) events.clear('frame.threshold', check);
      else {
        const { facts, message } = finding;
        events.raise({ kind: 'frame.threshold', subject: check, facts, message, ...about });
      }
    }
    const refusal = findings.find(({ action }) => action === 'reject');
    this.#rejectedInARow = refusal === undefined ? 0 : this.#rejectedInARow + 1;
    if (refusal === undefined) return;
    const reason = { message: refusal.message, facts: { code: 'stars', ...refusal.facts } } as const;
    if (!rejectFrame(db, frame.uid, reason, cost(), now())) return;
    events.log({
      ...{ level: 'warning', who: 'runner', what: 'frame.rejected', facts: { how: 'by-check', frames: 1, reason } },
      ...{ message: `Frame rejected: ${refusal.message}`, ...about },
    });
    if (frame.taskUid !== null) events.taskChanged(frame.taskUid);
  }
}
