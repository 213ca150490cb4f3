/** Giving a device to an instrument: what that makes of the set-up. Pure. */
import { ConsoleError } from '../contract/errors.ts';
import type { SetupRecord } from '../contract/setup-record.ts';
import type { CameraInfo, FoundDevice, WheelInfo } from '../devices/ports.ts';
import { isSame } from './found-devices.ts';

type Camera = SetupRecord['cameras'][number];
type Wheel = SetupRecord['filter_wheels'][number];

/**
 * The set-up with the device as the instrument's camera or wheel. Another camera is another record, so that its frames and
 * masters are never taken for those of the one before; a device that the set-up knows gets its own record back.
 * @throws ConsoleError `not-found` for an unknown instrument, `bad-input` for a device that no driver knows
 */
export function assignDevice(setup: SetupRecord, instrumentId: number, device: FoundDevice): SetupRecord {
  const instrument = setup.instruments.find(({ id }) => id === instrumentId);
  if (instrument === undefined) {
    const facts = { code: 'no-such-instrument', instrumentId } as const;
    throw new ConsoleError('not-found', `There is no instrument ${instrumentId}.`, { facts });
  }
  const place = { family: device.family, key: device.key, options: {} };
  switch (device.kind) {
    case 'camera': {
      const known = setup.cameras.find((camera) => camera.device != null && isSame(camera.device, device));
      const before = setup.cameras.find(({ id }) => id === instrument.camera_id);
      const camera = known ?? newCamera(before, { id: nextId(setup.cameras), name: device.model, device: place });
      return {
        ...setup,
        cameras: known ? setup.cameras : [...setup.cameras, camera],
        instruments: setup.instruments.map((other) =>
          other === instrument ? { ...other, camera_id: camera.id } : other,
        ),
      };
    }
    case 'wheel': {
      const known = setup.filter_wheels.find((wheel) => wheel.device != null && isSame(wheel.device, device));
      const before = setup.filter_wheels.find(({ id }) => id === instrument.filter_wheel_id);
      const wheel = known ?? newWheel(before, { id: nextId(setup.filter_wheels), name: device.model, device: place });
      return {
        ...setup,
        filter_wheels: known ? setup.filter_wheels : [...setup.filter_wheels, wheel],
        instruments: setup.instruments.map((other) =>
          other === instrument ? { ...other, filter_wheel_id: wheel.id } : other,
        ),
      };
    }
    case 'unsupported':
      throw new ConsoleError('bad-input', `This console has no driver for ${device.model}.`, {
        facts: { code: 'no-driver', model: device.model },
      });
  }
}

/** The set-up with what the instrument's opened devices say of themselves. */
export function adoptDeviceFacts(
  setup: SetupRecord,
  instrumentId: number,
  { camera, wheel }: { readonly camera: CameraInfo; readonly wheel: WheelInfo | null },
): SetupRecord {
  const instrument = setup.instruments.find(({ id }) => id === instrumentId);
  return {
    ...setup,
    cameras: setup.cameras.map((record) =>
      record.id === instrument?.camera_id ? { ...record, ...factsOfCamera(camera) } : record,
    ),
    filter_wheels: setup.filter_wheels.map((record) =>
      wheel !== null && record.id === instrument?.filter_wheel_id
        ? {
            ...record,
            positions: wheel.slots,
            slots: record.slots.filter(({ position }) => position <= wheel.slots),
          }
        : record,
    ),
  };
}

function factsOfCamera(info: CameraInfo): Partial<Camera> {
  return {
    array_width: info.width,
    array_height: info.height,
    pixel_size: info.pixelWidthUm,
    full_well_capacity: info.fullWellE,
    is_color: info.bayerPattern !== null,
    ...(info.hasCooler ? {} : { temperature_setpoint: null }),
  };
}

/** What the observer wanted of the camera before holds for the next one, too; what it is, it says itself when it is opened. */
function newCamera(before: Camera | undefined, identity: Pick<Camera, 'id' | 'name' | 'device'>): Camera {
  return {
    ...identity,
    default_binning: 1,
    temperature_setpoint: before?.temperature_setpoint ?? null,
    temperature_setpoint_tolerance: before?.temperature_setpoint_tolerance ?? 0.5,
    cooler_policy: before?.cooler_policy ?? 'pre_cool_for_tasks',
    cooler_prestart_lead_time_sec: before?.cooler_prestart_lead_time_sec ?? 600,
    cooler_idle_timeout_sec: before?.cooler_idle_timeout_sec ?? 3600,
    array_width: before?.array_width ?? 1,
    array_height: before?.array_height ?? 1,
    pixel_size: before?.pixel_size ?? 1,
    full_well_capacity: before?.full_well_capacity ?? 1,
    is_color: false,
    has_electronic_shutter: false,
    is_global_shutter: false,
    readout_modes: [],
  };
}

/** The filters stay where they were: what changes is usually the wheel's place, not its filters. The observer is told to look. */
function newWheel(before: Wheel | undefined, identity: Pick<Wheel, 'id' | 'name' | 'device'>): Wheel {
  return { ...identity, positions: before?.positions ?? 1, slots: before?.slots ?? [] };
}

function nextId(records: readonly { readonly id: number }[]): number {
  return Math.max(0, ...records.map(({ id }) => id)) + 1;
}
