/** From what the instrument host reports to what the screen shows. */
import type { DeviceFault, DeviceView, ExposureView } from '../contract/views.ts';
import type { InstrumentStatus } from '../devices/instrument-protocol.ts';
import type { InstrumentSetup } from '../store/setup-store.ts';

export interface InstrumentState {
  readonly connection: DeviceView['connection'];
  readonly problem: string | null;
  readonly fault: DeviceFault | null;
  readonly status: InstrumentStatus | null;
  readonly exposure: ExposureView | null;
  readonly warming: boolean;
}

/** A sensor this near its set point, °C, counts as having arrived. */
const SETTLED_C = 0.5;

export function deviceView(
  setup: InstrumentSetup,
  filterName: (id: number) => string | undefined,
  state: InstrumentState,
): DeviceView {
  const camera = state.status?.camera ?? null;
  const wheel = state.status?.wheel ?? null;
  return {
    instrumentId: setup.id,
    instrumentName: setup.name,
    connection: state.connection,
    problem: state.problem,
    fault: state.fault,
    camera: camera && {
      model: camera.info.model,
      serial: camera.info.serial,
      simulated: camera.simulated,
      width: camera.info.width,
      height: camera.info.height,
      pixelSizeUm: camera.info.pixelWidthUm,
      bitDepth: camera.info.readoutModes[0]?.bitDepth ?? 16,
      binnings: camera.info.binnings,
      hasShutter: camera.info.hasShutter,
      hasCooler: camera.info.hasCooler,
      sensorC: camera.cooler?.sensorC ?? null,
      setPointC: camera.cooler?.setPointC ?? null,
      coolerOn: camera.cooler?.on ?? false,
      coolerPower: camera.cooler?.power ?? null,
      cooling: coolingWord(camera.cooler, state.warming),
      shutter: camera.shutter,
      exposure: state.exposure,
    },
    wheel: wheel && {
      model: wheel.info.model,
      serial: wheel.info.serial,
      simulated: wheel.simulated,
      slots: Array.from({ length: wheel.info.slots }, (_, i) => {
        const filterId = setup.wheel?.slots.find((slot) => slot.position === i + 1)?.filter_id ?? null;
        return { slot: i + 1, filterId, filterName: filterId === null ? null : (filterName(filterId) ?? null) };
      }),
      position: wheel.position,
      movingTo: wheel.movingTo,
    },
  };
}

type Cooler = NonNullable<NonNullable<InstrumentStatus['camera']>['cooler']>;

function coolingWord(cooler: Cooler | null, warming: boolean): NonNullable<DeviceView['camera']>['cooling'] {
  if (warming) return 'warming';
  if (cooler === null || !cooler.on || cooler.setPointC === null) return 'off';
  const offC = Math.abs(cooler.sensorC - cooler.setPointC);
  if (offC <= SETTLED_C / 5) return 'stable';
  return offC <= SETTLED_C ? 'settling' : 'cooling';
}
