import type { ConsoleEvent } from '../../src-main/contract/events.ts';

/** Whether masters are others after an event, or stale, or fresh again. */
export function changesMasters(event: ConsoleEvent): boolean {
  if (event.type !== 'log') return false;
  const { what } = event.entry;
  return what === 'master.built' || what === 'frame.rejected' || what === 'frame.restored';
}
