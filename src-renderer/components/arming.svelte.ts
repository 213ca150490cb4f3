/** How long an armed button waits for its second press, ms. */
const ARMED_MS = 4000;

/**
 * A press that has to be made twice, for what cannot be taken back. No dialog: a second press of the same key in the dark
 * is quicker and as deliberate.
 */
export class Arming {
  armed = $state(false);
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #act: () => void;

  constructor(act: () => void) {
    this.#act = act;
  }

  press(): void {
    clearTimeout(this.#timer);
    if (this.armed) {
      this.armed = false;
      this.#act();
      return;
    }
    this.armed = true;
    this.#timer = setTimeout(() => {
      this.armed = false;
    }, ARMED_MS);
  }
}
