/** Height of a row of the queue, CSS pixels: two lines of text, and wide enough to hit with a glove. */
export const ROW_HEIGHT = 52;
