/** Hears what happens and sounds it, again and again while nobody acknowledges. One per window. */
import { getContext, setContext } from 'svelte';
import { type AlarmView, isNews } from '../../src-main/contract/alarms.ts';
import type { ConsoleEvent } from '../../src-main/contract/events.ts';
import type { ConsoleState } from '../../src-main/contract/views.ts';
import type { Console } from '../state/console.svelte.ts';
import { desktopNotes } from './desktop-notes.svelte.ts';
import { loudnessOf, type Sound } from './sound-patterns.ts';
import { dueRepetition, isSilenced, type Mute, soundOfAlarm, soundOfRun } from './sound-rules.ts';
import { keepMute, keepSettings, readMute, readSettings, type SoundSettings } from './sound-settings.ts';
import { Speaker } from './speaker.svelte.ts';

const CONTEXT = Symbol('alarm-sounds');
const SECOND_MS = 1000;

export class AlarmSounds {
  settings = $state.raw<SoundSettings>(readSettings());
  readonly speaker = new Speaker();
  #mute = $state.raw<Mute | null>(readMute(Date.now()));
  #nowMs = $state(Date.now());
  readonly #console: Console;
  readonly #ends: (() => void)[] = [];
  /** As of the last event; null until there is a state. */
  #before: ConsoleState | null = null;
  #lastHeardMs = Number.NEGATIVE_INFINITY;

  constructor(console: Console) {
    this.#console = console;
    const ticker = setInterval(() => this.#tick(), SECOND_MS);
    this.#ends.push(
      () => clearInterval(ticker),
      console.subscribe((event) => this.#hear(event)),
    );
  }

  /** To be called when the host is known: the desktop application may sound before anybody presses anything. */
  begin(host: ConsoleState['host']): void {
    this.#ends.push(this.speaker.wakeWithFirstPress(host !== 'electron'));
  }

  /** Seconds that the mute still lasts; 0 when there is none. */
  get mutedForS(): number {
    return this.#mute === null ? 0 : Math.max(0, Math.ceil((this.#mute.until - this.#nowMs) / 1000));
  }

  mute(minutes: number): void {
    this.#setMute({ until: Date.now() + minutes * 60_000, known: this.#alarms.map(({ id }) => id) });
  }

  endMute(): void {
    this.#setMute(null);
  }

  change(change: Partial<SoundSettings>): void {
    this.settings = { ...this.settings, ...change };
    keepSettings(this.settings);
  }

  /** Sounds even while muted: who asks wants to hear. */
  test(sound: Sound): void {
    this.speaker.play(sound, this.settings.volume);
  }

  close(): void {
    for (const end of this.#ends) end();
    this.speaker.close();
  }

  get #alarms(): readonly AlarmView[] {
    return this.#console.state?.alarms ?? [];
  }

  #setMute(mute: Mute | null): void {
    this.#nowMs = Date.now();
    this.#mute = mute;
    keepMute(mute);
  }

  #hear(event: ConsoleEvent): void {
    const before = this.#before;
    this.#before = this.#console.state;
    if (event.type === 'alarm') {
      const { alarm } = event;
      const known = before?.alarms.find(({ id }) => id === alarm.id);
      if (isNews(known, alarm)) desktopNotes.show(alarm);
      const sound = soundOfAlarm(known, alarm);
      if (sound !== null && !isSilenced(alarm, this.#mute)) this.#sound(sound, loudnessOf(alarm.escalation));
    } else if (event.type === 'run' && before !== null && this.settings.runChanges && this.#mute === null) {
      const sound = soundOfRun(before.run, event.run);
      if (sound !== null) this.speaker.play(sound, this.settings.volume * loudnessOf(0));
    }
  }

  #tick(): void {
    this.#nowMs = Date.now();
    if (this.#mute !== null && this.mutedForS === 0) this.#setMute(null);
    if (this.#before === null) this.#before = this.#console.state;
    const due = dueRepetition(this.#alarms, this.#mute, (performance.now() - this.#lastHeardMs) / 1000);
    if (due !== null) this.#sound(due.severity, loudnessOf(due.escalation));
  }

  #sound(sound: Sound, loudness: number): void {
    // What cannot be heard yet is not heard: it comes as soon as it can.
    if (this.speaker.state !== 'ready') return;
    this.#lastHeardMs = performance.now();
    this.speaker.play(sound, this.settings.volume * loudness);
  }
}

export function provideAlarmSounds(console: Console): AlarmSounds {
  return setContext(CONTEXT, new AlarmSounds(console));
}

export function useAlarmSounds(): AlarmSounds {
  return getContext<AlarmSounds>(CONTEXT);
}
