/** Working the devices by hand: connect, cool, move the wheel, take a test frame. */
import { ConsoleError } from '../contract/errors.ts';
import type { LogWords } from '../contract/log-lines.ts';
import type { CheckedInput, Handlers } from '../contract/procedures.ts';
import { DeviceError, type InjectedFault } from '../devices/ports.ts';
import { planFrame } from '../engine/frame-plan.ts';
import { takeFrame } from '../engine/take-frame.ts';
import { adoptDeviceFacts, assignDevice } from './assign-device.ts';
import { type ConsoleCore, newUid } from './console-core.ts';
import { describeFound, isSame, listFound } from './found-devices.ts';
import { applySetup } from './state-use-cases.ts';

/** A simulated clock steps by this much at most, s. */
const MOST_STEP_S = 86_400;

type DeviceHandlers = Pick<Handlers, Extract<keyof Handlers, `devices.${string}`>>;

export function deviceUseCases(core: ConsoleCore): DeviceHandlers {
  const byHand = async (instrumentId: number, work: () => Promise<void>): Promise<null> => {
    if (instrumentId !== core.instrument.setup.id) {
      const facts = { code: 'not-active', instrumentId } as const;
      throw new ConsoleError('not-found', `Instrument ${instrumentId} is not the active one.`, { facts });
    }
    if (core.runner.running) {
      const facts = { code: 'run-has-devices' } as const;
      throw new ConsoleError('wrong-state', 'The run has the devices. Pause it first.', { facts });
    }
    try {
      await work();
      return null;
    } catch (thrown) {
      throw deviceRefusal(thrown);
    }
  };
  const log = (who: string, words: LogWords) => core.log({ level: 'info', who, ...words });
  const nameOf = () => core.instrument.setup.name;

  return {
    'devices.list': async () => ({ devices: listFound(await core.instrument.find(), core.setup) }),
    'devices.assign': async (input, { who }) => {
      await assign(core, input, who);
      return null;
    },
    'devices.connect': ({ instrumentId }, { who }) =>
      byHand(instrumentId, async () => {
        await core.instrument.connect();
        const instrument = nameOf();
        log(who, { what: 'device.connected', facts: { instrument }, message: `Connected ${instrument}.` });
      }),
    'devices.disconnect': ({ instrumentId }, { who }) =>
      byHand(instrumentId, async () => {
        await core.instrument.disconnect();
        const instrument = nameOf();
        log(who, { what: 'device.disconnected', facts: { instrument }, message: `Disconnected ${instrument}.` });
      }),
    'devices.cool': ({ instrumentId, setPointC }, { who }) =>
      byHand(instrumentId, async () => {
        await core.instrument.startCooling(setPointC);
        log(who, { what: 'device.cooling', facts: { setPointC }, message: `Cooling to ${setPointC} °C.` });
      }),
    'devices.warmUp': ({ instrumentId }, { who }) =>
      byHand(instrumentId, async () => {
        await core.instrument.warmUp();
        log(who, { what: 'device.warming', facts: {}, message: 'Warming up on a ramp.' });
      }),
    'devices.moveWheel': ({ instrumentId, slot }, { who }) =>
      byHand(instrumentId, async () => {
        await core.instrument.moveWheel(slot);
        log(who, { what: 'device.filter', facts: { slot }, message: `Filter wheel in slot ${slot}.` });
      }),
    'devices.testFrame': async (input, { who }) => {
      let frameUid = '';
      await byHand(input.instrumentId, async () => {
        frameUid = await takeTestFrame(core, input);
      });
      const { frameType, exposureS } = input;
      const message = `Test frame: ${frameType}, ${exposureS} s.`;
      log(who, { what: 'device.test-frame', facts: { frameType, exposureS }, message });
      return { frameUid };
    },
    'devices.abortTestFrame': async ({ instrumentId }) => byHand(instrumentId, () => core.instrument.abort()),
    'devices.injectFault': async ({ device, kind, parameters }, { who }) => {
      if (!core.instrument.simulated)
        throw new ConsoleError('wrong-state', 'Only simulated devices can be told to fail.');
      try {
        if (device === 'clock') await stepClock(core, kind, parameters);
        else await injectDeviceFault(core, { device, kind, parameters });
      } catch (thrown) {
        throw thrown instanceof DeviceError ? new ConsoleError('bad-input', thrown.message, { cause: thrown }) : thrown;
      }
      const message = `Simulated fault of the ${device}: ${kind}.`;
      log(who, { what: 'simulation.fault', facts: { device, kind }, message });
      return null;
    },
    'devices.setSpeed': async ({ speed }, { who }) => {
      if (!core.instrument.simulated)
        throw new ConsoleError('wrong-state', 'Only the simulated devices’ time can be sped up.');
      await core.setSimulationSpeed(speed, who);
      return null;
    },
  };
}

/** A device's refusal, as the person at the screen should read it; anything else as it is. */
function deviceRefusal(thrown: unknown): unknown {
  if (!(thrown instanceof DeviceError)) return thrown;
  const { failure, busyWith, message } = thrown;
  const facts =
    busyWith === null ? ({ code: 'device-failed', failure } as const) : ({ code: 'devices-busy', busyWith } as const);
  return new ConsoleError('device', message, { facts, cause: thrown });
}

async function injectDeviceFault(core: ConsoleCore, fault: InjectedFault): Promise<void> {
  // A fault is also how one is ended, which must be possible while the camera is gone and cannot be opened.
  if (fault.kind !== 'clear') await core.instrument.connect();
  await core.instrument.injectFault(fault);
}

async function stepClock(core: ConsoleCore, kind: string, parameters: Record<string, number>): Promise<void> {
  const { byS } = parameters;
  if (kind !== 'step' || byS === undefined || !Number.isFinite(byS) || Math.abs(byS) > MOST_STEP_S)
    throw new ConsoleError('bad-input', `A clock can only step: clock:step:byS=3600, at most ${MOST_STEP_S} s.`);
  await core.stepClock(byS * 1000);
}

/**
 * The set-up as the observer wants it, and then as the devices themselves say, once they are open. If they cannot be opened
 * the set-up stays as it was.
 */
async function assign(core: ConsoleCore, { instrumentId, family, key }: CheckedInput<'devices.assign'>, who: string) {
  const device = (await core.instrument.find()).find((candidate) => isSame(candidate, { family, key }));
  if (device === undefined) {
    const facts = { code: 'no-such-device', key } as const;
    throw new ConsoleError('not-found', `There is no device “${key}” any more. Is it plugged in?`, { facts });
  }
  const before = core.setup;
  const wanted = assignDevice(before, instrumentId, device);
  await applySetup(core, wanted, who);
  try {
    await core.instrument.connect();
    const { camera, wheel } = core.instrument.infos;
    const complete = adoptDeviceFacts(wanted, instrumentId, { camera, wheel });
    if (JSON.stringify(complete) !== JSON.stringify(wanted)) {
      await applySetup(core, complete, who);
      await core.instrument.connect();
    }
  } catch (thrown) {
    await applySetup(core, before, who);
    throw deviceRefusal(thrown);
  }
  const look = device.kind === 'wheel' ? ' Look whether the filters are in the slots that the set-up says.' : '';
  const { name: instrument } = core.instrument.setup;
  const { kind } = device;
  const found = describeFound(device);
  const facts = { instrument, device: found, kind: kind === 'wheel' ? kind : 'camera' } as const;
  const message = `${instrument} now has ${found} as its ${kind}.${look}`;
  core.log({ level: 'info', who, what: 'device.assigned', facts, message });
}

async function takeTestFrame(core: ConsoleCore, input: CheckedInput<'devices.testFrame'>): Promise<string> {
  const frameUid = newUid();
  const { instrument } = core;
  const { camera } = instrument;
  const slot = instrument.view.wheel?.slots.find((candidate) => candidate.slot === instrument.view.wheel?.position);
  const filter = slot?.filterId == null ? null : { id: slot.filterId, name: slot.filterName ?? `${slot.filterId}` };
  if (!camera.binnings.includes(input.binning)) {
    const facts = { code: 'camera-binning', binnings: camera.binnings } as const;
    throw new ConsoleError('bad-input', `The camera bins ${camera.binnings.join(', ')}.`, { facts });
  }
  const area = input.subFrame;
  if (area !== undefined && (area.x + area.width > camera.width || area.y + area.height > camera.height)) {
    const { width, height } = camera;
    throw new ConsoleError('bad-input', `The sub-frame leaves the sensor, which has ${width} × ${height} pixels.`, {
      facts: { code: 'outside-sensor', width, height },
    });
  }
  const planned = planFrame(
    {
      frameUid,
      taskUid: null,
      purpose: 'test',
      frameType: input.frameType,
      exposureS: Math.max(input.exposureS, camera.minExposureS),
      cellIndex: 0,
      tileIndex: null,
      filter,
      attempt: 1,
      binning: input.binning,
      gain: null,
      subFrame: area ?? null,
      setPointC: instrument.view.camera?.setPointC ?? null,
      object: '',
      // The simulated telescope points at the Pleiades, so that a test frame shows something.
      pointing: input.frameType === 'light' ? { raDeg: 56.75, decDeg: 24.1167 } : null,
    },
    core.surroundings(),
  );
  await takeFrame(planned, {
    db: core.db,
    dataFolder: core.store.dataFolder,
    instrument,
    events: core.engineEvents,
    toleranceC: Number.POSITIVE_INFINITY,
    cost: core.cost,
    now: () => core.clock.now(),
  });
  return frameUid;
}
