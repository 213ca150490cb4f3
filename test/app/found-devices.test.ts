import { expect, test } from 'vitest';
import { DEFAULT_SETUP } from '../../src-main/app/default-setup.ts';
import { createEventBus } from '../../src-main/app/event-bus.ts';
import { FoundDevices } from '../../src-main/app/found-devices.ts';
import type { ConsoleEvent } from '../../src-main/contract/events.ts';
import type { FoundDevice } from '../../src-main/devices/ports.ts';
import type { LogLine } from '../../src-main/engine/engine-events.ts';
import type { InstrumentSetup } from '../../src-main/store/setup-store.ts';

const device = (key: string, model: string): FoundDevice => ({
  family: 'starlight-xpress',
  kind: 'camera',
  key,
  model,
  serial: key,
  simulated: false,
});
const ours = device('0194-1', 'SXVR-H694');
const another = device('0198-2', 'SX-814');
const camera = { ...DEFAULT_SETUP.cameras[0]!, device: { family: ours.family, key: ours.key, options: {} } };
const setup = { ...DEFAULT_SETUP, cameras: [camera] };
const instrument = { camera, wheel: null } as unknown as InstrumentSetup;

test('what is plugged in and out is told to log and screens, and the instrument’s own device coming back is noticed', () => {
  const lines: LogLine[] = [];
  const events: ConsoleEvent[] = [];
  const bus = createEventBus();
  bus.subscribe((event) => events.push(event));
  const found = new FoundDevices(bus, (line) => lines.push(line));

  expect(found.notice([ours], setup, instrument)).toEqual({ isBack: false, gone: null });
  // What was there at the first look was not plugged in just now.
  expect(lines).toEqual([]);
  expect(found.notice([another], setup, instrument)).toEqual({ isBack: false, gone: ours });
  expect(lines.map(({ message }) => message)).toEqual([
    'Plugged in: SX-814, serial 0198-2.',
    'Unplugged: SXVR-H694, serial 0194-1.',
  ]);
  expect(found.notice([another, ours], setup, instrument)).toEqual({ isBack: true, gone: null });
  expect(events.at(-1)).toMatchObject({
    type: 'found',
    devices: [{ instrument: null }, { instrument: 'Simulated imager' }],
  });
});
