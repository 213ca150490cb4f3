import { describe, expect, test } from 'vitest';
import { adoptDeviceFacts, assignDevice } from '../../src-main/app/assign-device.ts';
import { DEFAULT_SETUP } from '../../src-main/app/default-setup.ts';
import { setupFaults } from '../../src-main/contract/check-setup.ts';
import { setupRecord } from '../../src-main/contract/setup-record.ts';
import type { CameraInfo, FoundDevice } from '../../src-main/devices/ports.ts';

const found = (kind: FoundDevice['kind'], key: string): FoundDevice => ({
  family: 'starlight-xpress',
  kind,
  key,
  model: kind === 'wheel' ? 'Starlight Xpress filter wheel' : 'SXVR-H694',
  serial: '12345',
  simulated: false,
});

const INFO: CameraInfo = {
  family: 'starlight-xpress',
  model: 'SXVR-H694',
  serial: '12345',
  width: 2750,
  height: 2200,
  pixelWidthUm: 4.54,
  pixelHeightUm: 4.54,
  binnings: [1, 2, 4],
  readoutModes: [{ name: 'Normal', bitDepth: 16, readoutS: 6, eGain: 0.3, readNoiseE: 4, blankLevelAdu: 0 }],
  gainSetting: null,
  offsetSetting: null,
  fullWellE: 20_000,
  hasShutter: false,
  hasCooler: false,
  canSubFrame: true,
  bayerPattern: null,
  minExposureS: 0.001,
};

describe('a device given to an instrument', () => {
  test('another camera is another record: frames and masters of the one before stay its own', () => {
    const setup = assignDevice(DEFAULT_SETUP, 1, found('camera', '0194-12345'));
    expect(setup.cameras).toHaveLength(2);
    expect(setup.cameras[0]).toEqual(DEFAULT_SETUP.cameras[0]);
    expect(setup.instruments[0]?.camera_id).toBe(setup.cameras[1]?.id);
    expect(setup.cameras[1]).toMatchObject({ name: 'SXVR-H694', device: { key: '0194-12345' } });
    expect(setupFaults(setup)).toEqual([]);
    expect(setupRecord.safeParse(setup).success).toBe(true);
  });

  test('the one from before comes back as itself', () => {
    const there = assignDevice(DEFAULT_SETUP, 1, found('camera', '0194-12345'));
    const simulated = { ...found('camera', 'SIM-CAM-0001'), family: 'simulator' };
    const back = assignDevice(there, 1, simulated);
    expect(back.instruments).toEqual(DEFAULT_SETUP.instruments);
    expect(back.cameras).toEqual(there.cameras);
  });

  test('what the opened camera says of itself is taken over, and only for it', () => {
    const setup = assignDevice(DEFAULT_SETUP, 1, found('camera', '0194-12345'));
    const complete = adoptDeviceFacts(setup, 1, { camera: INFO, wheel: null });
    expect(complete.cameras[1]).toMatchObject({ array_width: 2750, array_height: 2200, pixel_size: 4.54 });
    // Nothing waits for a cooler that is not there.
    expect(complete.cameras[1]?.temperature_setpoint).toBeNull();
    expect(complete.cameras[0]).toEqual(DEFAULT_SETUP.cameras[0]);
  });

  test('a smaller wheel keeps the filters that still have a slot', () => {
    const setup = assignDevice(DEFAULT_SETUP, 1, found('wheel', '0920-7'));
    const wheel = { family: 'starlight-xpress', model: 'Starlight Xpress filter wheel', serial: '7', slots: 5 };
    const complete = adoptDeviceFacts(setup, 1, { camera: INFO, wheel });
    expect(complete.filter_wheels[1]).toMatchObject({ positions: 5, device: { key: '0920-7' } });
    expect(complete.filter_wheels[1]?.slots.map(({ filter_id }) => filter_id)).toEqual([1, 2, 3, 4, 5]);
    expect(setupFaults(complete)).toEqual([]);
  });

  test('a device without a driver, and an instrument that is not there, are refused by name', () => {
    const stranger = { ...found('unsupported', '120a-1'), model: 'ZWO device 03c3:120a' };
    expect(() => assignDevice(DEFAULT_SETUP, 1, stranger)).toThrow(/no driver for ZWO device 03c3:120a/);
    expect(() => assignDevice(DEFAULT_SETUP, 9, found('camera', 'x'))).toThrow(/no instrument 9/);
  });
});
