import { powerSaveBlocker } from 'electron';
import type { ConsoleServices } from '../../contract/services.ts';
import type { RunView } from '../../contract/views.ts';

const ACTIVE: readonly RunView['state'][] = ['running', 'pausing', 'stopping'];

export interface ActiveRun {
  /** Whether a run holds the instrument right now. */
  isActive(): boolean;
}

/** Follows the run and keeps the machine from going to sleep while there is one. The display may sleep. */
export async function followRun(services: Pick<ConsoleServices, 'handlers' | 'events'>): Promise<ActiveRun> {
  let active = false;
  let blocker: number | null = null;
  const note = (run: RunView) => {
    active = ACTIVE.includes(run.state);
    if (active && blocker === null) blocker = powerSaveBlocker.start('prevent-app-suspension');
    if (!active && blocker !== null) {
      powerSaveBlocker.stop(blocker);
      blocker = null;
    }
  };
  services.events.subscribe((event) => {
    if (event.type === 'run') note(event.run);
  });
  const state = await services.handlers['console.state']({}, { who: 'console' });
  note(state.run);
  return { isActive: () => active };
}
