/** Every single-key shortcut of the screen, in one place: buttons show them, `?` lists them, pages bind them. */

export interface Shortcut {
  /** As `KeyboardEvent.key` gives it, lower case. */
  readonly key: string;
  /** What stands on the key. */
  readonly shown: string;
  readonly does: string;
  readonly where: 'Everywhere' | 'Run' | 'Queue' | 'Frames' | 'Calibration' | 'Viewer';
}

export const SHORTCUTS = {
  'page.tonight': { key: '1', shown: '1', does: 'Tonight', where: 'Everywhere' },
  'page.queue': { key: '2', shown: '2', does: 'Queue', where: 'Everywhere' },
  'page.frames': { key: '3', shown: '3', does: 'Frames', where: 'Everywhere' },
  'page.calibration': { key: '4', shown: '4', does: 'Calibration', where: 'Everywhere' },
  'page.devices': { key: '5', shown: '5', does: 'Devices', where: 'Everywhere' },
  'page.log': { key: '6', shown: '6', does: 'Log', where: 'Everywhere' },
  'theme.night': { key: 'n', shown: 'N', does: 'Red night mode on or off', where: 'Everywhere' },
  undo: { key: 'z', shown: 'Z', does: 'Take back your last step', where: 'Everywhere' },
  help: { key: '?', shown: '?', does: 'This list', where: 'Everywhere' },
  'run.start': { key: 'r', shown: 'R', does: 'Run, resume', where: 'Run' },
  'run.pause': { key: 'p', shown: 'P', does: 'Pause after this frame', where: 'Run' },
  'run.stop': { key: 's', shown: 'S', does: 'Stop now (press twice: the frame is lost)', where: 'Run' },
  'run.skip': { key: 'k', shown: 'K', does: 'Skip the task', where: 'Run' },
  'run.abort': { key: 'a', shown: 'A', does: 'Abort the frame, take it again', where: 'Run' },
  'queue.new': { key: 'c', shown: 'C', does: 'New task', where: 'Queue' },
  'queue.edit': { key: 'e', shown: 'E', does: 'Edit the task', where: 'Queue' },
  'queue.duplicate': { key: 'd', shown: 'D', does: 'Duplicate the task', where: 'Queue' },
  'queue.cancel': { key: 'delete', shown: 'Del', does: 'Cancel the selected tasks', where: 'Queue' },
  'queue.search': { key: '/', shown: '/', does: 'Search', where: 'Queue' },
  'frames.reject': { key: 'x', shown: 'X', does: 'Reject the frame', where: 'Frames' },
  'frames.restore': { key: 'u', shown: 'U', does: 'Restore the frame', where: 'Frames' },
  'calibration.queue': { key: 'm', shown: 'M', does: 'Queue what calibration is missing', where: 'Calibration' },
  'calibration.build': { key: 'b', shown: 'B', does: 'Build masters', where: 'Calibration' },
} as const satisfies Record<string, Shortcut>;

export type ShortcutId = keyof typeof SHORTCUTS;

/** Keys that lists and the viewer handle themselves while they have the focus. */
export const FOCUSED_KEYS: readonly Pick<Shortcut, 'shown' | 'does' | 'where'>[] = [
  { shown: '↑ ↓ Home End', does: 'Go to another task', where: 'Queue' },
  { shown: 'Space', does: 'Add to or take from the selection', where: 'Queue' },
  { shown: 'Shift ↑ ↓', does: 'Select a range', where: 'Queue' },
  { shown: 'Alt ↑ ↓', does: 'Move the selected tasks one place', where: 'Queue' },
  { shown: 'Alt Home End', does: 'Move them to the top or the bottom', where: 'Queue' },
  { shown: 'Esc', does: 'Clear the selection', where: 'Queue' },
  { shown: '↑ ↓', does: 'Next or previous frame', where: 'Frames' },
  { shown: '↑ ↓ Home End', does: 'Go to another master', where: 'Calibration' },
  { shown: '+ − 0', does: 'Zoom in, zoom out, fit', where: 'Viewer' },
  { shown: '← → ↑ ↓', does: 'Pan', where: 'Viewer' },
];
