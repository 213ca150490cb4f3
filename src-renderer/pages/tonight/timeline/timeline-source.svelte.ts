import type { ConsoleEvent } from '../../../../src-main/contract/events.ts';
import type { TimelineView } from '../../../../src-main/contract/timeline-view.ts';
import type { Console } from '../../../state/console.svelte.ts';
import { KeptFresh } from '../../../state/kept-fresh.svelte.ts';

/** A frame every second changes the line every second, which nobody can see. */
const REST_MS = 3_000;

/** Tonight's line, asked for again when frames, tasks or the run change. */
export function keepTimeline(console: Console): KeptFresh<TimelineView> {
  return new KeptFresh(console, () => console.call('night.timeline', {}), changesTimeline, REST_MS);
}

function changesTimeline(event: ConsoleEvent): boolean {
  switch (event.type) {
    case 'queue':
    case 'setup':
    case 'frame':
      return true;
    case 'run':
      return event.run.state !== 'running';
    case 'log':
      return event.entry.level !== 'info';
    default:
      return false;
  }
}
