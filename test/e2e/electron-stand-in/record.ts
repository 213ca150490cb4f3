/** What the application asked of Electron, for tests to look at, and how the stand-in is to answer it. */

export interface Recorded {
  readonly what: string;
  readonly detail: unknown;
}

const recorded: Recorded[] = [];

/** Notes a call; `detail` must survive being sent to another process. */
export function record(what: string, detail: unknown = null): void {
  recorded.push({ what, detail });
}

export function allRecorded(): readonly Recorded[] {
  return recorded;
}

/** Settings that a test may change while the application runs. */
export const answers = {
  /** Button that the user presses in message boxes. */
  messageBoxButton: 0,
};
