/** Where alarms come in: one for each cause, kept in the database, told to every screen, stepped up while nobody acknowledges. */
import { ALARM_CATALOGUE } from '../alarms/catalogue.ts';
import { escalate } from '../alarms/escalation.ts';
import { type AlarmHappening, isWorse, nextState } from '../alarms/transitions.ts';
import { type AlarmKind, type AlarmReport, type AlarmSeverity, type AlarmView, byUrgency } from '../contract/alarms.ts';
import type { LogCause, ToldAlarm } from '../contract/log-lines.ts';
import type { LogLevel } from '../contract/vocabulary.ts';
import type { LogLine } from '../engine/engine-events.ts';
import { type AlarmRow, alarmView, lastAlarmId, openAlarms, saveAlarm } from '../store/alarm-store.ts';
import { commitUnsynced } from '../store/commit-unsynced.ts';
import type { Db } from '../store/open-store.ts';
import { storageFault } from '../store/storage-fault.ts';
import type { EventBus } from './event-bus.ts';

export interface AlarmDeskOptions {
  readonly db: Db;
  readonly bus: EventBus;
  /** UTC ms, for what is shown and kept. */
  now(): number;
  /** Real time, ms: people do not walk faster because simulated devices do. */
  elapsed(): number;
  log(line: LogLine): void;
}

/** Notices are raised beside a line of the log that says the same. */
const LOG_LEVEL: Readonly<Record<AlarmSeverity, LogLevel | null>> = {
  notice: null,
  warning: 'warning',
  serious: 'alarm',
  critical: 'alarm',
};

export class AlarmDesk {
  readonly #options: AlarmDeskOptions;
  /** By cause. */
  readonly #open = new Map<string, AlarmRow>();
  /** Since when, by `elapsed`, each raised alarm waits for somebody. */
  readonly #waitingSince = new Map<number, number>();
  /** Changed while the database could not be written. */
  readonly #unsaved = new Map<number, AlarmRow>();
  #lastId: number;

  constructor(options: AlarmDeskOptions) {
    this.#options = options;
    this.#lastId = lastAlarmId(options.db);
    for (const row of openAlarms(options.db)) {
      this.#open.set(causeOf(row), row);
      if (row.state === 'raised') this.#waitingSince.set(row.id, options.elapsed());
    }
  }

  /** All that are not over and seen, the most urgent first. */
  get open(): AlarmView[] {
    return [...this.#open.values()].map(alarmView).sort(byUrgency);
  }

  /** Says that a cause is there. Saying so again while it is changes its words at most. */
  raise(report: AlarmReport): void {
    const { kind, subject = '', message, facts, taskUid = null, frameUid = null } = report;
    const { severity: usual, source, ends, advice } = ALARM_CATALOGUE[kind];
    const severity = report.severity ?? usual;
    const at = this.#options.now();
    const before = this.#open.get(causeOf({ kind, subject }));
    const worse = before !== undefined && isWorse(severity, before.severity);
    const state = nextState(before?.state ?? 'cleared', { kind: 'noticed', worse }, severity, ends);
    // A report of what is known to go on is no news.
    const news = before === undefined || before.state === 'returned' || worse || ends === 'when-seen';
    const words = { message, facts, advice, taskUid, frameUid };
    const row: AlarmRow =
      before === undefined
        ? {
            ...{
              id: ++this.#lastId,
              kind,
              subject,
              severity,
              state,
              source,
              ...words,
              raisedAt: at,
              lastAt: at,
              count: 1,
            },
            ...{ escalation: 0, acknowledgedAt: null, acknowledgedBy: null, endedAt: null },
          }
        : {
            ...{ ...before, ...words, state, severity: worse ? severity : before.severity, endedAt: null },
            ...(news ? { lastAt: at, count: before.count + 1 } : {}),
            ...(state === 'raised' && before.state !== 'raised'
              ? { escalation: 0, acknowledgedAt: null, acknowledgedBy: null }
              : {}),
          };
    if (before !== undefined && !news && before.message === message && before.advice === advice) return;
    const level = LOG_LEVEL[row.severity];
    // A report has the facts of its own kind.
    const cause = { what: kind, facts } as LogCause;
    if (news && level !== null) this.#options.log({ ...cause, level, who: source, message, taskUid, frameUid });
    this.#keep(row, { news });
  }

  /** Says that a cause is gone. Without an alarm of it, nothing happens. */
  clear(kind: AlarmKind, subject = ''): void {
    const row = this.#open.get(causeOf({ kind, subject }));
    if (row === undefined || row.endedAt !== null) return;
    this.#keep({ ...this.#after(row, { kind: 'ended' }), endedAt: this.#options.now() });
  }

  /**
   * Notes that somebody has seen alarms.
   * @param ids null: all that are open
   * @returns how many were not acknowledged before
   */
  acknowledge(ids: readonly number[] | null, who: string): number {
    const seen = [...this.#open.values()].filter(
      ({ id, state }) => (ids === null || ids.includes(id)) && (state === 'raised' || state === 'returned'),
    );
    for (const row of seen) {
      const state = this.#after(row, { kind: 'acknowledged' });
      this.#keep({ ...state, acknowledgedAt: this.#options.now(), acknowledgedBy: who });
      const message = `Acknowledged: ${row.message}`;
      this.#options.log({ level: 'info', who, what: 'alarm.acknowledged', facts: { alarm: told(row) }, message });
    }
    return seen.length;
  }

  /** Steps up what waits too long, and saves what the disk refused before. To be called about once a second. */
  look(): void {
    const elapsed = this.#options.elapsed();
    for (const row of this.#open.values()) {
      const since = this.#waitingSince.get(row.id);
      if (since === undefined) continue;
      const waitedS = (elapsed - since) / 1000;
      const escalation = escalate(row.severity, row.state, waitedS, row.escalation);
      if (escalation === row.escalation) continue;
      const minutes = Math.round(waitedS / 60);
      this.#options.log({
        ...{ level: 'alarm', who: 'console', what: 'alarm.escalated', facts: { alarm: told(row), minutes } },
        ...{ message: `Nobody has acknowledged for ${minutes} min: ${row.message}`, taskUid: row.taskUid },
      });
      this.#keep({ ...row, escalation });
    }
    this.#saveWaiting();
  }

  /** To be called when the console owns its folder: of some causes nobody knows any more whether they are still there. */
  afterStart(): void {
    for (const { kind, subject } of [...this.#open.values()]) {
      if (!ALARM_CATALOGUE[kind].outlivesConsole) this.clear(kind, subject);
    }
  }

  #after(row: AlarmRow, happening: AlarmHappening): AlarmRow {
    const state = nextState(row.state, happening, row.severity, ALARM_CATALOGUE[row.kind].ends);
    // What ends with being seen has its end then.
    return { ...row, state, endedAt: state === 'cleared' ? (row.endedAt ?? this.#options.now()) : row.endedAt };
  }

  /** @param news false where only the words are others, as with every frame of how many more there is room for */
  #keep(row: AlarmRow, { news } = { news: true }): void {
    if (row.state === 'cleared') this.#open.delete(causeOf(row));
    else this.#open.set(causeOf(row), row);
    if (row.state !== 'raised') this.#waitingSince.delete(row.id);
    else if (!this.#waitingSince.has(row.id)) this.#waitingSince.set(row.id, this.#options.elapsed());
    this.#unsaved.set(row.id, row);
    if (news) this.#saveWaiting();
    else commitUnsynced(this.#options.db, () => this.#saveWaiting());
    this.#options.bus.publish({ type: 'alarm', alarm: alarmView(row) });
  }

  /** A disk that refuses does not silence the alarm that says so: it is told now and saved when that works again. */
  #saveWaiting(): void {
    try {
      for (const [id, row] of this.#unsaved) {
        saveAlarm(this.#options.db, row);
        this.#unsaved.delete(id);
      }
    } catch (thrown) {
      if (storageFault(thrown) === null) throw thrown;
    }
  }
}

function told({ kind, message, facts }: AlarmRow): ToldAlarm {
  return { kind, message, facts };
}

function causeOf({ kind, subject }: { readonly kind: AlarmKind; readonly subject: string }): string {
  return `${kind}/${subject}`;
}
