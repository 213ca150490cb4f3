/** What an English sentence does not do without, and a German one has not. */
export const ENGLISH = /\b(the|is|are|were|and|of|its?)\b/i;
