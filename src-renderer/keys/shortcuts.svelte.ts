/** Binds the catalogue's shortcuts to what the shown components do with them. */
import { SHORTCUTS, type ShortcutId } from './catalogue.ts';

type Bindings = Partial<Record<ShortcutId, () => void>>;

const bound: Bindings[] = [];

/** Binds shortcuts for as long as the component that calls this is shown. The innermost binding wins. */
export function useShortcuts(bindings: Bindings): void {
  $effect(() => {
    bound.push(bindings);
    return () => bound.splice(bound.indexOf(bindings), 1);
  });
}

/** The window's keydown listener. Typing in a field and anything in a dialog stays there. */
export function handleShortcut(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
  if (
    event.target instanceof Element &&
    event.target.closest('input, textarea, [role="dialog"], .picker[aria-expanded="true"], .picker-list')
  ) {
    return;
  }
  const key = event.key.toLowerCase();
  for (const bindings of bound.toReversed()) {
    for (const [id, act] of Object.entries(bindings)) {
      if (SHORTCUTS[id as ShortcutId].key !== key) continue;
      event.preventDefault();
      act();
      return;
    }
  }
}
