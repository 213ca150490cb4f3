/** The drivers as the instrument's process uses them: with its status reports, its clock and its frames. */
import { describe, expect, test } from 'vitest';
import { createClock } from '../../../src-main/devices/clock.ts';
import { createInstrument, type InstrumentNews } from '../../../src-main/devices/instrument-host/instrument.ts';
import { createStarlightXpressFamily } from '../../../src-main/devices/starlight-xpress/index.ts';
import { CAMERA_MODELS } from '../../usb/virtual-devices/camera-models.ts';
import { createVirtualCamera } from '../../usb/virtual-devices/starlight-xpress-camera.ts';
import { createVirtualWheel } from '../../usb/virtual-devices/starlight-xpress-wheel.ts';
import { SETTINGS } from '../observatory.ts';
import { rejection } from './camera-bench.ts';
import { createVirtualBus } from './virtual-bus.ts';

const CAMERA = { family: 'starlight-xpress', key: '0194-SX-1', options: {} };
const WHEEL = { family: 'starlight-xpress', key: '0920@1-2', options: {} };

function setUp() {
  const clock = createClock();
  const bus = createVirtualBus(clock);
  const device = createVirtualCamera(CAMERA_MODELS['h694-small'], { serial: 'SX-1', seed: 3 });
  bus.plugIn(device, '1-1');
  bus.plugIn(createVirtualWheel({ serial: null, slots: 5, stepMs: 50 }), '1-2');
  const news: InstrumentNews[] = [];
  const instrument = createInstrument({
    clock,
    onNews: (item) => void news.push(item),
    load: async () => (context) => createStarlightXpressFamily(context, bus),
  });
  const expose = (exposureS: number) =>
    instrument.operations.expose({
      frameUid: 'a',
      settings: { ...SETTINGS, frameType: 'light', exposureS },
      file: null,
      setPointC: null,
    });
  return { clock, bus, device, news, instrument, expose };
}

describe('real devices', () => {
  test('take their time: a speed from before is dropped, and another is refused', async () => {
    const { clock, instrument } = setUp();
    await instrument.operations.setTime({ speed: 600, steppedMs: 0 });
    await instrument.operations.open({ instrumentId: 1, camera: CAMERA, wheel: WHEEL });
    expect(clock.speed).toBe(1);
    expect((await rejection(instrument.operations.setTime({ speed: 2, steppedMs: 0 }))).failure).toBe('refused');
    expect(clock.speed).toBe(1);
    await instrument.operations.close();
    await instrument.operations.setTime({ speed: 2, steppedMs: 0 });
    expect(clock.speed).toBe(2);
  });

  test('are told of when they go, and work again after they have been opened anew', async () => {
    const { bus, device, news, instrument, expose } = setUp();
    const wanted = { instrumentId: 1, camera: CAMERA, wheel: WHEEL };
    await instrument.operations.open(wanted);
    const frame = rejection(expose(30));
    bus.unplug(device);
    expect((await frame).failure).toBe('lost');
    expect(news.filter(({ type }) => type === 'lost')).toEqual([
      expect.objectContaining({ device: 'camera', message: expect.stringContaining('SXVR-H694 (SX-1)') }),
    ]);
    expect((await rejection(instrument.operations.open(wanted))).failure).toBe('not-connected');
    bus.plugIn(device, '2-1');
    const status = await instrument.operations.open(wanted);
    expect(status.camera).toMatchObject({ simulated: false, info: { serial: 'SX-1' } });
    expect((await expose(0.05)).exposureS).toBe(0.05);
    await instrument.operations.close();
  });
});
