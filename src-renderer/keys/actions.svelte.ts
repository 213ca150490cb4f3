/** Binds the catalogue's actions to what the shown components do for them; keys and the command palette perform them. */
import { ACTION_IDS, ACTIONS, type Action, type ActionId } from './catalogue.ts';
import type { Hindrance } from './hindrance.ts';

interface Bound {
  readonly act: () => void;
  /** Why it cannot be done now, where only the component knows; null when it can. */
  readonly hindered?: () => Hindrance | null;
}
type Bindings = Partial<Record<ActionId, (() => void) | Bound>>;

const bound: Bindings[] = [];
/** How long an action waits for the page that binds it, ms; later it would come as a surprise. */
const AWAITED_MS = 2000;
/** An action that is done as soon as somebody binds it. `until` is of the page's own clock, ms. */
let awaited: { readonly id: ActionId; readonly refuse: (why: Hindrance) => void; readonly until: number } | null = null;

/** Binds actions for as long as the component that calls this is shown. The innermost binding wins. */
export function useActions(bindings: Bindings): void {
  $effect(() => {
    bound.push(bindings);
    if (awaited !== null && bindings[awaited.id] !== undefined) {
      const { id, refuse, until } = awaited;
      if (performance.now() < until) performWhenBound(id, refuse);
    }
    return () => bound.splice(bound.indexOf(bindings), 1);
  });
}

export function isBound(id: ActionId): boolean {
  return find(id) !== null;
}

/** Why the component that binds an action cannot do it now; null when it can, or when nothing shown binds it. */
export function hinderedHere(id: ActionId): Hindrance | null {
  return find(id)?.hindered?.() ?? null;
}

/** Does an action now, or once the page that binds it is shown. `refuse` hears why it cannot be done there. */
export function performWhenBound(id: ActionId, refuse: (why: Hindrance) => void): void {
  const found = find(id);
  awaited = found === null ? { id, refuse, until: performance.now() + AWAITED_MS } : null;
  if (found === null) return;
  const why = found.hindered?.() ?? null;
  if (why === null) found.act();
  else refuse(why);
}

/** The window's keydown listener. Typing in a field and anything in a dialog stays there. */
export function handleShortcut(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.altKey || event.repeat) return;
  const withCtrl = event.ctrlKey || event.metaKey;
  if (event.target instanceof Element && isTaken(event.target, withCtrl)) return;
  const key = event.key.toLowerCase();
  // Two pages may give one key to different things; what is bound last is what is in front.
  for (const bindings of bound.toReversed()) {
    const id = ACTION_IDS.find(
      (candidate) => bindings[candidate] !== undefined && isOn(ACTIONS[candidate], key, withCtrl),
    );
    if (id === undefined) continue;
    event.preventDefault();
    const { act, hindered } = whole(bindings[id]!);
    if ((hindered?.() ?? null) === null) act();
    return;
  }
}

/** Whether the place that has the focus takes the key itself. What is pressed with Ctrl is never typed. */
function isTaken(target: Element, withCtrl: boolean): boolean {
  if (target.closest('[role="dialog"], .picker-list') !== null) return true;
  return !withCtrl && target.closest('input, textarea, .picker[aria-expanded="true"]') !== null;
}

function isOn(action: Action, key: string, withCtrl: boolean): boolean {
  return action.key === key && (action.withCtrl ?? false) === withCtrl;
}

function find(id: ActionId): Bound | null {
  const binding = bound.findLast((bindings) => bindings[id] !== undefined)?.[id];
  return binding === undefined ? null : whole(binding);
}

function whole(binding: (() => void) | Bound): Bound {
  return typeof binding === 'function' ? { act: binding } : binding;
}
