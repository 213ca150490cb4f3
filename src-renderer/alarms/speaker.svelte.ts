/** Makes sounds with Web Audio; no files are needed. */
import { PATTERNS, type Sound } from './sound-patterns.ts';

/** Against clicks at either end of a tone, s. */
const RAMP_S = 0.012;
/** Time for the audio device to wake up, s. */
const LEAD_S = 0.05;

export class Speaker {
  /** Browsers let a page make sounds only after somebody has pressed something in it: until then it is `waiting`. */
  state = $state<'waiting' | 'ready' | 'none'>('waiting');
  #context: AudioContext | null = null;

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
  }

  close(): void {
    void this.#context?.close();
    this.#context = null;
  }

  #wake(): void {
    if (typeof AudioContext === 'undefined') {
      this.state = 'none';
      return;
    }
    this.#context ??= new AudioContext();
    const context = this.#context;
    // The system may put it to sleep again, as when the computer was suspended.
    if (context.state === 'running') this.state = 'ready';
    else
      void context.resume().then(
        () => {
          this.state = 'ready';
        },
        () => {},
      );
  }
}
