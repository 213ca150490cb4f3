/**
 * How long to wait before the next attempt to reach the console, ms. Doubles from a quarter of a second to five
 * seconds: a restarted console is found at once, one that is switched off is not hammered all night.
 */
export function backoffMs(attempt: number): number {
  return Math.min(5000, 250 * 2 ** Math.max(0, Math.min(attempt, 10)));
}
