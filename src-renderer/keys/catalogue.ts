/**
 * Every action of the screen, in one place: buttons show their keys, `?` lists those that have one, the command palette
 * finds them all, and the parts of the screen bind them (`actions.svelte.ts`). What they do is said by the catalogue of texts
 * (`language/en/keys.ts`).
 */
import type { Page } from '../state/route.svelte.ts';

/** The groups of actions, in the order of their lists. */
export type ActionPlace =
  | 'pages'
  | 'everywhere'
  | 'run'
  | 'queue'
  | 'frames'
  | 'calibration'
  | 'devices'
  | 'alarms'
  | 'viewer';

/** Where one goes for what only a page can do; null for what can be done on every page. */
export const PAGE_OF: Readonly<Record<ActionPlace, Page | null>> = {
  pages: null,
  everywhere: null,
  run: 'tonight',
  queue: 'queue',
  frames: 'frames',
  calibration: 'calibration',
  devices: 'devices',
  alarms: 'alarms',
  viewer: 'frames',
};

export interface Action {
  readonly where: ActionPlace;
  /** As `KeyboardEvent.key` gives it, lower case. Without one it is in the command palette only. */
  readonly key?: string;
  /** With Ctrl, or Command on a Mac. */
  readonly withCtrl?: true;
  /** What stands on the key, by its English name; `keyName` words it. */
  readonly shown?: string;
}

export const ACTIONS = {
  'page.tonight': { key: '1', shown: '1', where: 'pages' },
  'page.queue': { key: '2', shown: '2', where: 'pages' },
  'page.frames': { key: '3', shown: '3', where: 'pages' },
  'page.calibration': { key: '4', shown: '4', where: 'pages' },
  'page.devices': { key: '5', shown: '5', where: 'pages' },
  'page.log': { key: '6', shown: '6', where: 'pages' },
  'page.alarms': { key: '7', shown: '7', where: 'pages' },
  palette: { key: 'k', withCtrl: true, shown: 'Ctrl K', where: 'everywhere' },
  'alarm.acknowledge': { key: 'q', shown: 'Q', where: 'everywhere' },
  'theme.night': { key: 'n', shown: 'N', where: 'everywhere' },
  undo: { key: 'z', shown: 'Z', where: 'everywhere' },
  help: { key: '?', shown: '?', where: 'everywhere' },
  'theme.dark': { where: 'everywhere' },
  'theme.light': { where: 'everywhere' },
  'theme.brightness': { where: 'everywhere' },
  'language.en': { where: 'everywhere' },
  'language.de': { where: 'everywhere' },
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
  'queue.import': { where: 'queue' },
  'queue.export': { where: 'queue' },
  'frames.reject': { key: 'x', shown: 'X', where: 'frames' },
  'frames.restore': { key: 'u', shown: 'U', where: 'frames' },
  'frames.export': { key: 'e', shown: 'E', where: 'frames' },
  'calibration.queue': { key: 'm', shown: 'M', where: 'calibration' },
  'calibration.look': { key: 'l', shown: 'L', where: 'calibration' },
  'calibration.build': { key: 'b', shown: 'B', where: 'calibration' },
  'calibration.trends': { where: 'calibration' },
  'devices.connect': { where: 'devices' },
  'devices.disconnect': { where: 'devices' },
  'devices.warm-up': { where: 'devices' },
  'devices.test-frame': { where: 'devices' },
  'devices.set-up': { where: 'devices' },
  'alarms.acknowledge-all': { where: 'alarms' },
  'alarms.mute': { where: 'alarms' },
  'viewer.calibrated': { key: 'g', shown: 'G', where: 'viewer' },
  'viewer.side-by-side': { key: 'v', shown: 'V', where: 'viewer' },
  'viewer.blink': { key: 'b', shown: 'B', where: 'viewer' },
  'viewer.hold': { key: 'h', shown: 'H', where: 'viewer' },
  'viewer.saturated': { key: 'o', shown: 'O', where: 'viewer' },
  'viewer.colour': { key: 'w', shown: 'W', where: 'viewer' },
  'viewer.stars': { key: 'i', shown: 'I', where: 'viewer' },
  'viewer.field': { key: 'f', shown: 'F', where: 'viewer' },
  'viewer.cut': { key: 'l', shown: 'L', where: 'viewer' },
} as const satisfies Record<string, Action>;

export type ActionId = keyof typeof ACTIONS;
export const ACTION_IDS = Object.keys(ACTIONS) as readonly ActionId[];

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
} as const satisfies Record<string, Required<Pick<Action, 'shown' | 'where'>>>;

export type FocusedKeyId = keyof typeof FOCUSED_KEYS;
export type KeyId = ActionId | FocusedKeyId;
