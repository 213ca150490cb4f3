/** Lets pieces of work have something to themselves, one after the other, in the order in which they came. */
export interface Turns {
  /** Waits for its turn, then does the work; a failure of one does not hinder the next. */
  take<Value>(work: () => Promise<Value>): Promise<Value>;
}

export function createTurns(): Turns {
  let last: Promise<unknown> = Promise.resolve();
  return {
    take(work) {
      const mine = last.then(work);
      last = mine.catch(() => {});
      return mine;
    },
  };
}
