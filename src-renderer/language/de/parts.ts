import type { parts as English } from '../en/parts.ts';

export const parts: typeof English = {
  close: 'Schließen',
  putNoticeAway: 'Meldung schließen',
  moreDetails: (count) => `… und ${count} weitere`,
  undo: 'Rückgängig',
  undoOf: (what) => `Rückgängig: ${what}`,
  nothingToUndo: 'Es gibt keinen Schritt zum Zurücknehmen.',
  loading: 'Lädt …',
  range: (from, to) => `${from} bis ${to}`,
  rowOf: (row) => `Zeile ${row}`,

  notANumber: (text) => `„${text}“ ist keine Zahl.`,
  notWhole: 'Eine ganze Zahl',
  raHint: 'Rektaszension als 13 29 52.7 (h m s) oder 202.4696 (Grad) angeben.',
  raNegative: 'Die Rektaszension ist nicht negativ.',
  raTooLarge: 'Die Rektaszension endet vor 24 h (360°).',
  decHint: 'Deklination als +47 11 43 (° ′ ″) oder 47.1952 (Grad) angeben.',
  decTooLarge: 'Die Deklination liegt zwischen −90° und +90°.',
  timeHint: 'UTC-Zeit als 2026-11-22 23:05 angeben, oder nur 23:05.',
  noSuchTime: 'Diese Zeit gibt es nicht.',
};
