/** At which step of the guided set-up somebody left, remembered in this browser. */
import { STEPS, type Step } from './step.ts';

const KEY = 'warmroom.set-up-step';

export function rememberedStep(): Step {
  try {
    return STEPS.find((step) => step === localStorage.getItem(KEY)) ?? 'site';
  } catch {
    return 'site';
  }
}

/** The last one is the end: who comes back then begins at the first. */
export function rememberStep(step: Step): void {
  try {
    if (step === 'finish') localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, step);
  } catch {}
}
