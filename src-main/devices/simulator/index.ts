/** The simulated observatory as a device family: a wheel, and behind it one camera or the other. */
import { type CreateFamily, DeviceError, type FoundDevice } from '../ports.ts';
import { createSimulatedCamera } from './camera.ts';
import { createFaultBoard, readFault } from './faults.ts';
import { createSimulatedWheel } from './filter-wheel.ts';
import { readSimulatorOptions } from './options.ts';
import { SIMULATED_CAMERAS } from './sensor.ts';

const SIMULATED_WHEEL_KEY = 'SIM-WHL-0001';

export const createFamily: CreateFamily = ({ clock, options: given }) => {
  const options = readSimulatorOptions(given);
  const cameraFaults = createFaultBoard<'camera'>('simulated camera', () => clock.monotonic());
  const wheelFaults = createFaultBoard<'wheel'>('simulated filter wheel', () => clock.monotonic());
  const wheel = createSimulatedWheel(clock, options.filters.length, wheelFaults);
  const cameras = SIMULATED_CAMERAS.map((which) =>
    createSimulatedCamera({
      clock,
      options,
      which,
      faults: cameraFaults,
      filterInLight() {
        const slot = wheel.slotInLight();
        return { slot, name: options.filters[slot - 1]! };
      },
    }),
  );
  const found = (kind: FoundDevice['kind'], key: string, model: string): FoundDevice => ({
    family: 'simulator',
    kind,
    key,
    model,
    serial: key,
    simulated: true,
  });
  const unknown = (key: string, known: readonly string[]) =>
    new DeviceError('not-connected', `There is no simulated device “${key}”, only “${known.join('”, “')}”.`);

  return {
    name: 'simulator',
    simulated: true,
    async find() {
      return [
        ...cameras.map(({ info }) => found('camera', info.serial, info.model)),
        found('wheel', SIMULATED_WHEEL_KEY, wheel.info.model),
      ];
    },
    async openCamera(key) {
      const camera = cameras.find(({ info }) => info.serial === key);
      if (camera === undefined)
        throw unknown(
          key,
          SIMULATED_CAMERAS.map((which) => which.key),
        );
      cameraFaults.requirePresence();
      return camera;
    },
    async openWheel(key) {
      if (key !== SIMULATED_WHEEL_KEY) throw unknown(key, [SIMULATED_WHEEL_KEY]);
      wheelFaults.requirePresence();
      return wheel;
    },
    injectFault(given) {
      const fault = readFault(given);
      if (fault.device === 'camera') cameraFaults.inject(fault);
      else wheelFaults.inject(fault);
    },
  };
};
