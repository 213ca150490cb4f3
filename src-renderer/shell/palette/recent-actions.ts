/** Which actions were chosen last in the command palette, remembered in this browser. */
import { ACTIONS, type ActionId } from '../../keys/catalogue.ts';

const KEY = 'warmroom.recent-actions';
const MOST = 5;

/** The last chosen first. */
export function recentActions(): readonly ActionId[] {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(KEY) ?? '[]');
    return Array.isArray(stored) ? stored.filter((id): id is ActionId => id in ACTIONS).slice(0, MOST) : [];
  } catch {
    return [];
  }
}

export function rememberAction(id: ActionId): void {
  const recent = [id, ...recentActions().filter((other) => other !== id)].slice(0, MOST);
  // A browser that forbids storage has no memory of them.
  try {
    localStorage.setItem(KEY, JSON.stringify(recent));
  } catch {}
}
