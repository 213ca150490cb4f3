/** Parts that all pages share: dialogs, notices, undo, and what a field says that cannot be read. */
export const parts = {
  close: 'Close',
  putNoticeAway: 'Put this notice away',
  moreDetails: (count: number) => `… and ${count} more`,
  undo: 'Undo',
  undoOf: (what: string) => `Undo: ${what}`,
  nothingToUndo: 'There is no step to take back.',
  loading: 'Loading …',
  range: (from: string, to: string) => `${from} to ${to}`,
  rowOf: (row: number) => `row ${row}`,

  notANumber: (text: string) => `“${text}” is not a number.`,
  notWhole: 'A whole number',
  raHint: 'Write right ascension as 13 29 52.7 (h m s) or 202.4696 (degrees).',
  raNegative: 'Right ascension is not negative.',
  raTooLarge: 'Right ascension ends before 24 h (360°).',
  decHint: 'Write declination as +47 11 43 (° ′ ″) or 47.1952 (degrees).',
  decTooLarge: 'Declination lies between −90° and +90°.',
  timeHint: 'Write a UTC time as 2026-11-22 23:05, or only 23:05.',
  noSuchTime: 'There is no such time.',
};
