/** Why an action cannot be done now. Each has its sentence in the catalogue of texts (`keys.hindrances`). */
import { isUnacknowledged } from '../../src-main/contract/alarms.ts';
import type { ConsoleState, ExposureView } from '../../src-main/contract/views.ts';
import type { ActionId } from './catalogue.ts';

export type Hindrance =
  | 'disconnected'
  | 'running-already'
  | 'not-running'
  | 'no-task'
  | 'no-exposure'
  | 'run-has-devices'
  | 'no-instrument'
  | 'connected-already'
  | 'not-connected'
  | 'not-cooled'
  | 'nothing-to-undo'
  | 'no-alarm'
  // What only the page knows that does it:
  | 'no-task-chosen'
  | 'task-is-over'
  | 'no-frame-chosen'
  | 'frame-does-not-count'
  | 'frame-is-not-rejected'
  | 'no-master-chosen'
  | 'nothing-missing'
  | 'busy';

/** What the console says of itself that actions depend on. */
export interface Circumstances {
  readonly known: Pick<ConsoleState, 'run' | 'devices' | 'alarms' | 'undo'>;
  readonly connected: boolean;
  readonly exposure: ExposureView | null;
}

/** Actions that ask the console to change something; all others also work while it is out of reach. */
const ASKS_CONSOLE: ReadonlySet<ActionId> = new Set([
  'undo',
  'alarm.acknowledge',
  'alarms.acknowledge-all',
  'run.start',
  'run.pause',
  'run.stop',
  'run.skip',
  'run.abort',
  'queue.duplicate',
  'queue.import',
  'queue.export',
  'frames.restore',
  'calibration.queue',
  'calibration.build',
  'devices.connect',
  'devices.disconnect',
  'devices.warm-up',
  'devices.test-frame',
  'devices.set-up',
]);

/** Why an action cannot be done in the state the console is in, whichever page is shown; null when nothing stands in its way. */
export function hindranceOf(id: ActionId, { known, connected, exposure }: Circumstances): Hindrance | null {
  if (!connected && ASKS_CONSOLE.has(id)) return 'disconnected';
  const { state, taskUid } = known.run;
  const isGoing = state === 'running' || state === 'pausing';
  switch (id) {
    case 'run.start':
      return state === 'running' || state === 'stopping' ? 'running-already' : null;
    case 'run.pause':
      return state === 'running' ? null : 'not-running';
    case 'run.stop':
      return isGoing || state === 'paused' ? null : 'not-running';
    case 'run.skip':
      if (!isGoing) return 'not-running';
      return taskUid === null ? 'no-task' : null;
    case 'run.abort':
      if (!isGoing) return 'not-running';
      return exposure === null ? 'no-exposure' : null;
    case 'undo':
      return known.undo.length === 0 ? 'nothing-to-undo' : null;
    case 'alarm.acknowledge':
    case 'alarms.acknowledge-all':
      return known.alarms.some(isUnacknowledged) ? null : 'no-alarm';
    case 'devices.connect':
    case 'devices.disconnect':
    case 'devices.warm-up':
    case 'devices.test-frame':
      return deviceHindrance(id, known);
    default:
      return null;
  }
}

function deviceHindrance(
  id: 'devices.connect' | 'devices.disconnect' | 'devices.warm-up' | 'devices.test-frame',
  { run, devices }: Circumstances['known'],
): Hindrance | null {
  const device = devices[0];
  if (device === undefined) return 'no-instrument';
  if (run.state !== 'idle' && run.state !== 'paused') return 'run-has-devices';
  const isConnected = device.connection === 'connected';
  if (id === 'devices.connect') return isConnected ? 'connected-already' : null;
  if (!isConnected || device.camera === null) return 'not-connected';
  if (id === 'devices.warm-up')
    return device.camera.coolerOn && device.camera.cooling !== 'warming' ? null : 'not-cooled';
  return id === 'devices.test-frame' && device.camera.exposure !== null ? 'busy' : null;
}
