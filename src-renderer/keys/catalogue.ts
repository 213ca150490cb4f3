/**
 * Every single-key shortcut of the screen, in one place: buttons show them, `?` lists them, pages bind them. What they do is
 * said by the catalogue of texts (`language/en/keys.ts`).
 */

/** The groups of the list of shortcuts, in its order. */
export type ShortcutPlace = 'everywhere' | 'run' | 'queue' | 'frames' | 'calibration' | 'viewer';

export interface Shortcut {
  /** As `KeyboardEvent.key` gives it, lower case. */
  readonly key: string;
  /** What stands on the key, by its English name; `keyName` words it. */
  readonly shown: string;
  readonly where: ShortcutPlace;
}

export const SHORTCUTS = {
  'page.tonight': { key: '1', shown: '1', where: 'everywhere' },
  'page.queue': { key: '2', shown: '2', where: 'everywhere' },
  'page.frames': { key: '3', shown: '3', where: 'everywhere' },
  'page.calibration': { key: '4', shown: '4', where: 'everywhere' },
  'page.devices': { key: '5', shown: '5', where: 'everywhere' },
  'page.log': { key: '6', shown: '6', where: 'everywhere' },
  'page.alarms': { key: '7', shown: '7', where: 'everywhere' },
  'alarm.acknowledge': { key: 'q', shown: 'Q', where: 'everywhere' },
  'theme.night': { key: 'n', shown: 'N', where: 'everywhere' },
  undo: { key: 'z', shown: 'Z', where: 'everywhere' },
  help: { key: '?', shown: '?', where: 'everywhere' },
  'run.start': { key: 'r', shown: 'R', where: 'run' },
  'run.pause': { key: 'p', shown: 'P', where: 'run' },
  'run.stop': { key: 's', shown: 'S', where: 'run' },
  'run.skip': { key: 'k', shown: 'K', where: 'run' },
  'night.plan': { key: 't', shown: 'T', where: 'run' },
  'run.abort': { key: 'a', shown: 'A', where: 'run' },
  'queue.new': { key: 'c', shown: 'C', where: 'queue' },
  'queue.edit': { key: 'e', shown: 'E', where: 'queue' },
  'queue.duplicate': { key: 'd', shown: 'D', where: 'queue' },
  'queue.cancel': { key: 'delete', shown: 'Del', where: 'queue' },
  'queue.search': { key: '/', shown: '/', where: 'queue' },
  'frames.reject': { key: 'x', shown: 'X', where: 'frames' },
  'frames.restore': { key: 'u', shown: 'U', where: 'frames' },
  'frames.export': { key: 'e', shown: 'E', where: 'frames' },
  'calibration.queue': { key: 'm', shown: 'M', where: 'calibration' },
  'calibration.look': { key: 'l', shown: 'L', where: 'calibration' },
  'calibration.build': { key: 'b', shown: 'B', where: 'calibration' },
  'viewer.calibrated': { key: 'g', shown: 'G', where: 'viewer' },
  'viewer.side-by-side': { key: 'v', shown: 'V', where: 'viewer' },
  'viewer.blink': { key: 'b', shown: 'B', where: 'viewer' },
  'viewer.hold': { key: 'h', shown: 'H', where: 'viewer' },
  'viewer.saturated': { key: 'o', shown: 'O', where: 'viewer' },
  'viewer.colour': { key: 'w', shown: 'W', where: 'viewer' },
  'viewer.stars': { key: 'i', shown: 'I', where: 'viewer' },
  'viewer.field': { key: 'f', shown: 'F', where: 'viewer' },
  'viewer.cut': { key: 'l', shown: 'L', where: 'viewer' },
} as const satisfies Record<string, Shortcut>;

export type ShortcutId = keyof typeof SHORTCUTS;

/** Keys that lists and the viewer handle themselves while they have the focus. */
export const FOCUSED_KEYS = {
  'queue.go': { shown: '↑ ↓ Home End', where: 'queue' },
  'queue.toggle': { shown: 'Space', where: 'queue' },
  'queue.range': { shown: 'Shift ↑ ↓', where: 'queue' },
  'queue.step': { shown: 'Alt ↑ ↓', where: 'queue' },
  'queue.ends': { shown: 'Alt Home End', where: 'queue' },
  'queue.clear': { shown: 'Esc', where: 'queue' },
  'frames.go': { shown: '↑ ↓', where: 'frames' },
  'calibration.go': { shown: '↑ ↓ Home End', where: 'calibration' },
  'viewer.zoom': { shown: '+ − 0', where: 'viewer' },
  'viewer.pan': { shown: '← → ↑ ↓', where: 'viewer' },
  'viewer.star': { shown: ', .', where: 'viewer' },
  'viewer.point': { shown: 'Shift ← → ↑ ↓', where: 'viewer' },
} as const satisfies Record<string, Pick<Shortcut, 'shown' | 'where'>>;

export type FocusedKeyId = keyof typeof FOCUSED_KEYS;
export type KeyId = ShortcutId | FocusedKeyId;
