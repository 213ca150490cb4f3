/** The entries of the command palette: the catalogue's actions as they are now, and the records that were found. */
import { hinderedHere, isBound, performWhenBound } from '../../keys/actions.svelte.ts';
import { ACTION_IDS, ACTIONS, type Action, type ActionId, PAGE_OF } from '../../keys/catalogue.ts';
import { hindranceOf } from '../../keys/hindrance.ts';
import { keyName } from '../../keys/key-name.ts';
import { texts } from '../../language/texts.ts';
import type { Console } from '../../state/console.svelte.ts';
import { route } from '../../state/route.svelte.ts';
import type { FoundRecords } from './found-records.svelte.ts';
import { rememberAction } from './recent-actions.ts';
import type { Searchable } from './search-entries.ts';

export interface PaletteEntry extends Searchable {
  readonly act: () => void;
}

/** Every action but the one that opens the palette. */
export function actionEntries(console: Console): PaletteEntry[] {
  const t = texts().keys;
  return ACTION_IDS.filter((id) => id !== 'palette').map((id) => {
    const action: Action = ACTIONS[id];
    const why = hindranceOf(id, console) ?? hinderedHere(id);
    return {
      id,
      label: t.does[id],
      group: t.places[action.where],
      keys: (action.shown?.split(' ') ?? []).map(keyName).join(' '),
      hindrance: why === null ? null : t.hindrances[why],
      act: () => perform(id, console),
    };
  });
}

/** What only a page can do is done there. */
function perform(id: ActionId, console: Console): void {
  rememberAction(id);
  const page = PAGE_OF[ACTIONS[id].where];
  if (page !== null && !isBound(id)) route.go(page);
  performWhenBound(id, (why) => console.notices.info(texts().keys.hindrances[why]));
}

/** Tasks by name and nights by date, to go to. They match already. */
export function recordEntries({ tasks, nights }: FoundRecords): PaletteEntry[] {
  const t = texts().palette;
  const found = (id: string, label: string, group: string, act: () => void): PaletteEntry => ({
    id,
    label,
    group,
    keys: '',
    hindrance: null,
    act,
  });
  return [
    ...tasks.map(({ uid, title }) => found(uid, title || uid, t.task, () => route.go('queue', uid))),
    ...nights.map(({ night, frames }) =>
      found(night, t.framesOfNight(night, frames), t.night, () => route.go('frames', `night:${night}`)),
    ),
  ];
}
