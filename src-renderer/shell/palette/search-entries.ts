/** Which entries of the command palette match what is typed, and in which order. */

export interface Searchable {
  readonly id: string;
  readonly label: string;
  /** The group it belongs to, which is searched, too. */
  readonly group: string;
  /** What stands on its key; empty when it has none. */
  readonly keys: string;
  /** Why it cannot be done now, as a sentence; null when it can. */
  readonly hindrance: string | null;
}

/** How well an entry matches, the best first. */
const RANKS = { key: 0, beginning: 1, wordBeginning: 2, inside: 3 } as const;

/**
 * The entries that have every word of the query in their label or group, or whose key it is. Case and accents do not matter.
 * Without a query all of them. Among equals what can be done now comes first, then what was chosen last, then the order they
 * came in.
 * @param recent ids, the last chosen first
 */
export function searchEntries<Entry extends Searchable>(
  entries: readonly Entry[],
  query: string,
  recent: readonly string[],
): Entry[] {
  const wanted = plain(query);
  const recency = (id: string) => (recent.includes(id) ? recent.indexOf(id) : recent.length);
  const hindered = ({ hindrance }: Entry) => (hindrance === null ? 0 : 1);
  return entries
    .map((entry) => ({ entry, rank: wanted === '' ? RANKS.inside : rankOf(entry, wanted) }))
    .filter((found): found is { entry: Entry; rank: number } => found.rank !== null)
    .sort(
      (a, b) => a.rank - b.rank || hindered(a.entry) - hindered(b.entry) || recency(a.entry.id) - recency(b.entry.id),
    )
    .map(({ entry }) => entry);
}

function rankOf({ label, group, keys }: Searchable, wanted: string): number | null {
  if (keys !== '' && plain(keys) === wanted) return RANKS.key;
  const name = plain(label);
  if (name.startsWith(wanted)) return RANKS.beginning;
  const words = wanted.split(' ');
  const all = `${name} ${plain(group)}`;
  if (words.every((word) => ` ${all}`.includes(` ${word}`))) return RANKS.wordBeginning;
  return words.every((word) => all.includes(word)) ? RANKS.inside : null;
}

/** Without case, accents and signs between words. */
function plain(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/['’]/g, '')
    .replace(/[^\p{L}\p{N}/?+−-]+/gu, ' ')
    .trim();
}
