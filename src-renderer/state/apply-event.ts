/** What an event does to the state that the screen holds. Pure: the same state and event give the same new state. */
import { type AlarmView, byUrgency } from '../../src-main/contract/alarms.ts';
import type { ConsoleEvent } from '../../src-main/contract/events.ts';
import type { ConsoleState, DeviceView, FrameView } from '../../src-main/contract/views.ts';

/** How many of the newest frames the screen keeps at hand. */
export const LAST_FRAMES = 40;

export function applyEvent(state: ConsoleState, event: ConsoleEvent): ConsoleState {
  switch (event.type) {
    case 'run':
      return { ...state, run: event.run };
    case 'device':
      return { ...state, devices: withDevice(state.devices, event.device) };
    case 'frame':
      return { ...state, lastFrames: withFrame(state.lastFrames, event.frame) };
    case 'queue':
      return {
        ...state,
        queueRevision: event.revision,
        counts: event.counts,
        offerSampleNight: event.offerSampleNight,
      };
    case 'alarm':
      return { ...state, alarms: withAlarm(state.alarms, event.alarm) };
    case 'night':
      return { ...state, night: event.night };
    case 'clock':
      return { ...state, clock: event.clock };
    case 'disk':
      return { ...state, disk: event.disk };
    case 'undo':
      return { ...state, undo: event.undo };
    default:
      // Entries of the log and a changed set-up are heard elsewhere. A page that is still open from before an update may
      // hear events that it does not know: they must not cost it its state.
      return state;
  }
}

function withDevice(devices: readonly DeviceView[], device: DeviceView): readonly DeviceView[] {
  const known = devices.some((other) => other.instrumentId === device.instrumentId);
  return known
    ? devices.map((other) => (other.instrumentId === device.instrumentId ? device : other))
    : [...devices, device];
}

/** Only those that are not over and seen, the most urgent first. */
function withAlarm(alarms: readonly AlarmView[], alarm: AlarmView): readonly AlarmView[] {
  const others = alarms.filter(({ id }) => id !== alarm.id);
  return alarm.state === 'cleared' ? others : [...others, alarm].sort(byUrgency);
}

/** Newest first. A frame already there is replaced in its place, so that rows do not jump while it is written. */
function withFrame(frames: readonly FrameView[], frame: FrameView): readonly FrameView[] {
  if (frames.some((other) => other.uid === frame.uid)) {
    return frames.map((other) => (other.uid === frame.uid ? frame : other));
  }
  const newestStart = frames[0]?.startedAt ?? null;
  // A frame of an earlier night that is rejected or restored is not one of the last ones.
  if (frame.startedAt !== null && newestStart !== null && frame.startedAt < newestStart) return frames;
  return [frame, ...frames].slice(0, LAST_FRAMES);
}
