/** So long a thread computes before it lets others have its processor, ms: less than half of what a screen draws in. */
const STRETCH_MS = 6;
/** The shortest sleep that systems give, ms: who waited has begun by then, and goes on. */
const PAUSE_MS = 1;

/**
 * For a worker thread that computes for long beside a screen: the function sleeps for a moment when the last time it did so, or was
 * made, is some milliseconds back, and costs nothing otherwise. A low priority alone does not help the screen. Linux shares processors
 * between sessions before it looks at the priorities in one (man 7 sched, "The autogroup feature"), and a browser is a session of its
 * own, which then waits for as long as a thread of another one has its share: 80 ms were seen. Nobody waits for a thread that sleeps.
 */
export function createPause(): () => void {
  const never = new Int32Array(new SharedArrayBuffer(4));
  let began = performance.now();
  return () => {
    if (performance.now() - began < STRETCH_MS) return;
    Atomics.wait(never, 0, 0, PAUSE_MS);
    began = performance.now();
  };
}
