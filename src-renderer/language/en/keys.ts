/** What the shortcuts do, as the list of them says it. */
import type { KeyId, ShortcutPlace } from '../../keys/catalogue.ts';

const places: Readonly<Record<ShortcutPlace, string>> = {
  everywhere: 'Everywhere',
  run: 'Run',
  queue: 'Queue',
  frames: 'Frames',
  calibration: 'Calibration',
  viewer: 'Viewer',
};
const does: Readonly<Record<KeyId, string>> = {
  'page.tonight': 'Tonight',
  'page.queue': 'Queue',
  'page.frames': 'Frames',
  'page.calibration': 'Calibration',
  'page.devices': 'Devices',
  'page.log': 'Log',
  'page.alarms': 'Alarms',
  'alarm.acknowledge': 'Acknowledge the alarm that is shown',
  'theme.night': 'Red night mode on or off',
  undo: 'Take back your last step',
  help: 'This list',
  'run.start': 'Run, resume',
  'run.pause': 'Pause after this frame',
  'run.stop': 'Stop now (press twice: the frame is lost)',
  'run.skip': 'Skip the task',
  'night.plan': 'The night’s plan',
  'run.abort': 'Abort the frame, take it again',
  'queue.new': 'New task',
  'queue.edit': 'Edit the task',
  'queue.duplicate': 'Duplicate the task',
  'queue.cancel': 'Cancel the selected tasks',
  'queue.search': 'Search',
  'frames.reject': 'Reject the frame',
  'frames.restore': 'Restore the frame',
  'calibration.queue': 'Queue what calibration is missing',
  'calibration.look': 'Look at the master',
  'calibration.build': 'Build masters',
  'queue.go': 'Go to another task',
  'queue.toggle': 'Add to or take from the selection',
  'queue.range': 'Select a range',
  'queue.step': 'Move the selected tasks one place',
  'queue.ends': 'Move them to the top or the bottom',
  'queue.clear': 'Clear the selection',
  'frames.go': 'Next or previous frame',
  'calibration.go': 'Go to another master',
  'viewer.zoom': 'Zoom in, zoom out, fit',
  'viewer.pan': 'Pan',
  'viewer.saturated': 'Mark saturated pixels',
  'viewer.cut': 'Plot the pixels along a line',
  'viewer.point': 'Point at another pixel, which is read out',
  'viewer.calibrated': 'Lights calibrated or as they are',
  'viewer.side-by-side': 'Two frames side by side',
  'viewer.blink': 'Blink two frames',
  'viewer.hold': 'Hold this frame, to compare others with it',
};

/** What stands on keys, by the names that the catalogue of shortcuts has for them. */
const names: Readonly<Record<string, string>> = {
  Del: 'Del',
  Space: 'Space',
  Shift: 'Shift',
  Home: 'Home',
  End: 'End',
};

export const keys = {
  title: 'Shortcuts',
  lead: 'Single keys, whenever no field has the focus.',
  places,
  does,
  names,
};
