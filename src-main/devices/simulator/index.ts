/** The simulated observatory as a device family: one camera and one wheel that share a light path. */
import { type CreateFamily, DeviceError, type FoundDevice } from '../ports.ts';
import { createSimulatedCamera } from './camera.ts';
import { createFaultBoard, readFault } from './faults.ts';
import { createSimulatedWheel } from './filter-wheel.ts';
import { readSimulatorOptions } from './options.ts';

export const SIMULATED_CAMERA_KEY = 'SIM-CAM-0001';
export const SIMULATED_WHEEL_KEY = 'SIM-WHL-0001';

export const createFamily: CreateFamily = ({ clock, options: given }) => {
  const options = readSimulatorOptions(given);
  const cameraFaults = createFaultBoard<'camera'>('simulated camera', () => clock.monotonic());
  const wheelFaults = createFaultBoard<'wheel'>('simulated filter wheel', () => clock.monotonic());
  const wheel = createSimulatedWheel(clock, options.filters.length, wheelFaults);
  const camera = createSimulatedCamera({
    clock,
    options,
    faults: cameraFaults,
    filterInLight() {
      const slot = wheel.slotInLight();
      return { slot, name: options.filters[slot - 1]! };
    },
  });
  const found = (kind: FoundDevice['kind'], key: string, model: string): FoundDevice => ({
    family: 'simulator',
    kind,
    key,
    model,
    serial: key,
    simulated: true,
  });
  const requireKey = (key: string, known: string) => {
    if (key !== known)
      throw new DeviceError('not-connected', `There is no simulated device “${key}”, only “${known}”.`);
  };

  return {
    name: 'simulator',
    simulated: true,
    async find() {
      return [
        found('camera', SIMULATED_CAMERA_KEY, camera.info.model),
        found('wheel', SIMULATED_WHEEL_KEY, wheel.info.model),
      ];
    },
    async openCamera(key) {
      requireKey(key, SIMULATED_CAMERA_KEY);
      cameraFaults.requirePresence();
      return camera;
    },
    async openWheel(key) {
      requireKey(key, SIMULATED_WHEEL_KEY);
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
