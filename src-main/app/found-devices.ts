/** What is plugged in: told to the screens as it changes, and what became of the instrument's own devices. */
import type { SetupRecord } from '../contract/setup-record.ts';
import type { ListedDevice } from '../contract/views.ts';
import type { FoundDevice } from '../devices/ports.ts';
import type { LogLine } from '../engine/engine-events.ts';
import type { InstrumentSetup } from '../store/setup-store.ts';
import type { EventBus } from './event-bus.ts';

/** Each device with the instrument that the set-up gives it to. */
export function listFound(found: readonly FoundDevice[], setup: SetupRecord): ListedDevice[] {
  return found.map(({ family, kind, key, model, serial, simulated }) => {
    return { family, kind, key, model, serial, simulated, instrument: ownerOf({ family, key }, setup) };
  });
}

type DeviceName = Pick<FoundDevice, 'family' | 'key'>;

function ownerOf(device: DeviceName, { instruments, cameras, filter_wheels: wheels }: SetupRecord): string | null {
  const owner = instruments.find(({ camera_id: cameraId, filter_wheel_id: wheelId, is_active: isActive }) => {
    const parts = [cameras.find(({ id }) => id === cameraId), wheels.find(({ id }) => id === wheelId)];
    return isActive && parts.some((part) => part?.device != null && isSame(part.device, device));
  });
  return owner?.name ?? null;
}

export function isSame(one: DeviceName, other: DeviceName): boolean {
  return one.family === other.family && one.key === other.key;
}

export interface OwnDevices {
  /** One of them has come. */
  readonly isBack: boolean;
  /** One that went away; null for none. */
  readonly gone: FoundDevice | null;
}

/** Follows what is plugged in and out. */
export class FoundDevices {
  readonly #bus: EventBus;
  readonly #log: (line: LogLine) => void;
  #before: readonly FoundDevice[] | null = null;

  constructor(bus: EventBus, log: (line: LogLine) => void) {
    this.#bus = bus;
    this.#log = log;
  }

  /** What became of the instrument's own devices since the last look. */
  notice(now: readonly FoundDevice[], setup: SetupRecord, { camera, wheel }: InstrumentSetup): OwnDevices {
    const before = this.#before ?? now;
    this.#before = now;
    const came = without(now, before);
    const tell = (what: 'device.plugged' | 'device.unplugged', did: string, found: FoundDevice) => {
      const device = describeFound(found);
      this.#log({ level: 'info', who: 'device', what, facts: { device }, message: `${did}: ${device}.` });
    };
    for (const device of came) tell('device.plugged', 'Plugged in', device);
    const went = without(before, now);
    for (const device of went) tell('device.unplugged', 'Unplugged', device);
    this.#bus.publish({ type: 'found', devices: listFound(now, setup) });
    const own = [camera.device, wheel?.device].filter((device) => device != null);
    const isOwn = (device: FoundDevice) => own.some((other) => isSame(device, other));
    return { isBack: came.some(isOwn), gone: went.find(isOwn) ?? null };
  }
}

function without(some: readonly FoundDevice[], others: readonly FoundDevice[]): readonly FoundDevice[] {
  return some.filter((device) => !others.some((other) => isSame(device, other)));
}

/** “SXVR-H694, serial 12345” */
export function describeFound({ model, serial }: FoundDevice): string {
  return serial === '' ? model : `${model}, ${serial.startsWith('port') ? serial : `serial ${serial}`}`;
}
