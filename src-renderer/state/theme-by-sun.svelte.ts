/** Changes the look at dusk and dawn, when the observer wants that and nobody is in the middle of a press. */
import { isHandAway, isNight, lookAtCrossing } from '../theme/sun-look.ts';
import type { Console } from './console.svelte.ts';
import { theme } from './theme.svelte.ts';

const LOOK_MS = 1_000;

/** To be called while a component is being made, for as long as it is shown. */
export function followSun(console: Console): void {
  let pointerDown = false;
  let keyDown = false;
  let lastInputMs = Number.NEGATIVE_INFINITY;
  let wasNight: boolean | null = null;
  let rule = theme.sunRule;

  $effect(() => {
    const heard = () => {
      lastInputMs = performance.now();
    };
    const pointer = (down: boolean) => () => {
      pointerDown = down;
      heard();
    };
    const key = (down: boolean) => () => {
      keyDown = down;
      heard();
    };
    const look = setInterval(() => {
      if (console.state === null || !isHandAway(pointerDown || keyDown, lastInputMs, performance.now())) return;
      if (rule !== theme.sunRule) wasNight = null;
      rule = theme.sunRule;
      const night = isNight(rule, console.state.night.sunAltitudeDeg);
      const wanted = lookAtCrossing(wasNight, night, theme.current, theme.byDay);
      wasNight = night;
      if (wanted !== null) theme.choose(wanted);
    }, LOOK_MS);
    const listeners = {
      pointerdown: pointer(true),
      pointerup: pointer(false),
      pointercancel: pointer(false),
      keydown: key(true),
      keyup: key(false),
      // A key that is let go in another window is never heard of. Elements lose the focus in the middle of a press, too.
      blur: (event: Event) => {
        if (event.target !== window) return;
        pointer(false)();
        key(false)();
      },
    };
    for (const [type, listener] of Object.entries(listeners)) window.addEventListener(type, listener, true);
    return () => {
      clearInterval(look);
      for (const [type, listener] of Object.entries(listeners)) window.removeEventListener(type, listener, true);
    };
  });
}
