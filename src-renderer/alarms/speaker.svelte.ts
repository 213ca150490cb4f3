/** Makes sounds with Web Audio; no files are needed. */
import { PATTERNS, type Sound } from './sound-patterns.ts';

/** Against clicks at either end of a tone, s. */
const RAMP_S = 0.012;
/** Time for the audio device to wake up, s. */
const LEAD_S = 0.05;
/** After the last tone it stays awake for so long, s. */
const AWAKE_S = 1;

export class Speaker {
  /** Browsers let a page make sounds only after somebody has pressed something in it: until then it is `waiting`. */
  state = $state<'waiting' | 'ready' | 'none'>('waiting');
  #context: AudioContext | null = null;
  /** Between sounds the audio device sleeps: fed with silence all night it takes more time than the whole screen. */
  #falling: ReturnType<typeof setTimeout> | undefined;

  /** Wakes up with the first press, or at once where none is needed. Returns the function that ends the waiting. */
  wakeWithFirstPress(neededByHost: boolean): () => void {
    const wake = () => this.#wake();
    if (!neededByHost || navigator.userActivation?.hasBeenActive) wake();
    for (const type of ['pointerdown', 'keydown']) window.addEventListener(type, wake);
    return () => {
      for (const type of ['pointerdown', 'keydown']) window.removeEventListener(type, wake);
    };
  }

  /** @param volume 0 to 1 */
  play(sound: Sound, volume: number): void {
    const context = this.#context;
    if (context === null || this.state !== 'ready' || volume <= 0) return;
    this.#wakeDevice(context);
    const begin = context.currentTime + LEAD_S;
    for (const { hz, atS, lengthS } of PATTERNS[sound]) {
      const oscillator = new OscillatorNode(context, { type: 'triangle', frequency: hz });
      const level = new GainNode(context, { gain: 0 });
      const [from, to] = [begin + atS, begin + atS + lengthS];
      level.gain.setValueAtTime(0, from);
      level.gain.linearRampToValueAtTime(volume, from + RAMP_S);
      level.gain.setValueAtTime(volume, to - RAMP_S);
      level.gain.linearRampToValueAtTime(0, to);
      oscillator.connect(level).connect(context.destination);
      oscillator.start(from);
      oscillator.stop(to);
    }
    this.#sleepAfter(LEAD_S + Math.max(...PATTERNS[sound].map(({ atS, lengthS }) => atS + lengthS)));
  }

  close(): void {
    clearTimeout(this.#falling);
    void this.#context?.close();
    this.#context = null;
  }

  #wake(): void {
    if (typeof AudioContext === 'undefined') {
      this.state = 'none';
      return;
    }
    if (this.state === 'ready') return;
    this.#context ??= new AudioContext();
    this.#wakeDevice(this.#context);
  }

  #wakeDevice(context: AudioContext): void {
    void context.resume().then(
      () => {
        this.state = 'ready';
        this.#falling ??= setTimeout(() => this.#sleep(), AWAKE_S * 1000);
      },
      () => {
        this.state = 'waiting';
      },
    );
  }

  #sleepAfter(seconds: number): void {
    clearTimeout(this.#falling);
    this.#falling = setTimeout(() => this.#sleep(), (seconds + AWAKE_S) * 1000);
  }

  #sleep(): void {
    this.#falling = undefined;
    void this.#context?.suspend();
  }
}
