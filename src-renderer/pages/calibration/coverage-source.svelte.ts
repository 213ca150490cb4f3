import type { CoverageView } from '../../../src-main/contract/calibration-views.ts';
import type { ConsoleEvent } from '../../../src-main/contract/events.ts';
import { changesMasters } from '../../state/changes-masters.ts';
import type { Console } from '../../state/console.svelte.ts';
import { KeptFresh } from '../../state/kept-fresh.svelte.ts';

/** A run changes something every few seconds, sped up many times a second; the answer may take a while on a long queue. */
const REST_MS = 700;

/** What the queued lights need, asked for again when tasks, frames or masters change. */
export function keepCoverage(console: Console): KeptFresh<CoverageView> {
  return new KeptFresh(console, () => console.call('calibration.coverage', {}), changesCoverage, REST_MS);
}

function changesCoverage(event: ConsoleEvent): boolean {
  switch (event.type) {
    case 'queue':
    case 'setup':
      return true;
    case 'frame':
      return event.frame.frameType !== 'light' && (event.frame.state === 'counted' || event.frame.state === 'rejected');
    default:
      return changesMasters(event);
  }
}
