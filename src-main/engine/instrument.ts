/** One instrument as main sees it: the connection to its host process, its latest state, and what it can be asked to do. */
import { ConsoleError } from '../contract/errors.ts';
import type { DeviceFault, DeviceView, ExposureView } from '../contract/views.ts';
import type { Clock } from '../devices/clock.ts';
import { DEVICE_FAMILIES } from '../devices/family-names.ts';
import { createInstrumentLink, type InstrumentLink } from '../devices/instrument-link.ts';
import type { ExposureOrder, FrameReport, InstrumentEvent, InstrumentStatus } from '../devices/instrument-protocol.ts';
import {
  type CameraInfo,
  DeviceError,
  type FoundDevice,
  type InjectedFault,
  type SlotFromOne,
  type WheelInfo,
} from '../devices/ports.ts';
import type { InstrumentSetup } from '../store/setup-store.ts';
import { deviceView, type InstrumentState } from './device-view.ts';

export interface InstrumentOptions {
  readonly setup: InstrumentSetup;
  readonly clock: Clock;
  filterName(id: number): string | undefined;
  onChange(view: DeviceView): void;
  /** The frame in flight came further. */
  onPhase(phase: Extract<InstrumentEvent, { type: 'phase' }>): void;
  /** A device went away while nobody was asking it for anything. */
  onLost(message: string, fault: DeviceFault): void;
  /** Something was plugged in or out; all that is there now. */
  onFound(devices: readonly FoundDevice[]): void;
}

/** Sensor must hold its temperature this long before it is believed, s. */
const DWELL_S = 10;
/** A cooler that has not arrived after this time does not get there tonight, s. */
const COOLING_TIMEOUT_S = 1800;
const WARM_UP_C_PER_MINUTE = 5;

const NO_PROBLEM = { problem: null, fault: null } as const;

export class Instrument {
  readonly setup: InstrumentSetup;
  readonly #options: InstrumentOptions;
  readonly #link: InstrumentLink;
  #state: InstrumentState = { connection: 'disconnected', ...NO_PROBLEM, status: null, exposure: null, warming: false };
  #connecting: Promise<void> | null = null;
  #inFlight: ExposureOrder | null = null;

  constructor(options: InstrumentOptions) {
    this.setup = options.setup;
    this.#options = options;
    this.#link = createInstrumentLink({
      clock: options.clock,
      onEvent: (event) => this.#onEvent(event),
      onExit: ({ expected, message }) => this.#onExit(expected, message),
    });
  }

  get view(): DeviceView {
    return deviceView(this.setup, this.#options.filterName, this.#state);
  }

  get connected(): boolean {
    return this.#state.connection === 'connected';
  }

  /** @throws ConsoleError `device` when nothing is connected */
  get camera(): CameraInfo {
    const camera = this.#state.status?.camera;
    if (!camera) {
      const facts = { code: 'camera-not-connected' } as const;
      throw new ConsoleError('device', 'The camera is not connected. Connect it under Devices.', { facts });
    }
    return camera.info;
  }

  /** What the open devices say of themselves. @throws ConsoleError `device` when nothing is connected */
  get infos(): { readonly camera: CameraInfo; readonly wheel: WheelInfo | null } {
    return { camera: this.camera, wheel: this.#state.status?.wheel?.info ?? null };
  }

  get simulated(): boolean {
    return this.setup.camera.device?.family === 'simulator';
  }

  /** Connects if need be. Concurrent calls share one attempt. */
  connect(): Promise<void> {
    if (this.connected) return Promise.resolve();
    this.#connecting ??= this.#open().finally(() => {
      this.#connecting = null;
    });
    return this.#connecting;
  }

  async #open(): Promise<void> {
    this.#update({ connection: 'connecting', ...NO_PROBLEM });
    try {
      if (!this.#link.running) await this.#link.start();
      const { camera, wheel } = this.setup;
      const status = await this.#link.open({
        instrumentId: this.setup.id,
        camera: camera.device!,
        wheel: wheel?.device ?? null,
      });
      this.#update({ connection: 'connected', status });
    } catch (thrown) {
      const problem = thrown instanceof Error ? thrown.message : String(thrown);
      const fault = thrown instanceof DeviceError ? { failure: thrown.failure, device: null } : null;
      this.#update({ connection: 'failed', problem, fault, status: null });
      throw thrown;
    }
  }

  /** Devices of every family that can be seen now. Starts the host process if need be, without opening anything. */
  async find(): Promise<readonly FoundDevice[]> {
    if (!this.#link.running) await this.#link.start();
    return this.#link.find(DEVICE_FAMILIES);
  }

  async disconnect(): Promise<void> {
    await this.#link.stop();
    this.#update({ connection: 'disconnected', ...NO_PROBLEM, status: null, exposure: null, warming: false });
  }

  /** Takes one frame; see InstrumentCalls.expose. */
  async expose(order: ExposureOrder): Promise<FrameReport> {
    if (this.#inFlight !== null)
      throw new DeviceError('refused', 'The camera is taking another frame.', { busyWith: 'frame' });
    this.#inFlight = order;
    try {
      return await this.#link.expose(order);
    } finally {
      this.#inFlight = null;
      this.#update({ exposure: null });
    }
  }

  get busy(): boolean {
    return this.#inFlight !== null;
  }

  async abort(): Promise<void> {
    await this.#link.abort();
  }

  /** Slot that holds a filter now; null when no wheel holds it. */
  slotOf(filterId: number): SlotFromOne | null {
    return this.setup.wheel?.slots.find((slot) => slot.filter_id === filterId)?.position ?? null;
  }

  /** True when the slot is in the light path, so that the wheel need not move. */
  isAtSlot(slot: SlotFromOne): boolean {
    return this.#state.status?.wheel?.position === slot;
  }

  /** Brings a slot into the light path and waits until it is there. Does nothing when it already is. */
  async moveWheel(slot: SlotFromOne): Promise<void> {
    if (this.isAtSlot(slot)) return;
    await this.#link.moveWheel(slot);
    this.#refresh(await this.#link.status());
  }

  /** True when the sensor is where it should be, so that nothing need be waited for. */
  isCooledTo(setPointC: number, toleranceC: number): boolean {
    const cooler = this.#state.status?.camera?.cooler;
    return !!cooler?.on && cooler.setPointC === setPointC && Math.abs(cooler.sensorC - setPointC) <= toleranceC;
  }

  async startCooling(setPointC: number): Promise<void> {
    await this.#link.setCooler({ on: true, setPointC });
    this.#update({ warming: false });
    this.#refresh(await this.#link.status());
  }

  async waitUntilCooled(setPointC: number, toleranceC: number): Promise<void> {
    await this.#link.waitForTemperature({ setPointC, toleranceC, dwellS: DWELL_S, timeoutS: COOLING_TIMEOUT_S });
    this.#refresh(await this.#link.status());
  }

  async warmUp(): Promise<void> {
    await this.#link.warmUp(WARM_UP_C_PER_MINUTE);
    this.#update({ warming: true });
  }

  /** Simulated devices only. @throws DeviceError `refused` for a fault that the family does not know */
  async injectFault(fault: InjectedFault): Promise<void> {
    await this.#link.injectFault(fault);
  }

  /** Ends the instrument's process and starts it anew: the last resort before a person is called. */
  async restart(): Promise<void> {
    await this.#link.stop();
    this.#update({ connection: 'disconnected', ...NO_PROBLEM, status: null, exposure: null, warming: false });
    await this.connect();
  }

  /** Lets the instrument's clock have the pace and the steps of the console's. */
  async adoptTime(): Promise<void> {
    const { speed, steppedMs } = this.#options.clock;
    if (this.#link.running) await this.#link.setTime({ speed, steppedMs });
  }

  #onEvent(event: InstrumentEvent): void {
    switch (event.type) {
      case 'status':
        this.#refresh(event.status);
        break;
      case 'phase': {
        const order = this.#inFlight;
        if (order?.frameUid !== event.frameUid) break;
        const exposure: ExposureView = {
          frameUid: event.frameUid,
          frameType: order.settings.frameType,
          phase: event.phase,
          exposureS: order.settings.exposureS,
          startedAt: new Date(event.startedAt).toISOString(),
          endsAt: new Date(event.endsAt).toISOString(),
        };
        this.#update({ exposure });
        this.#options.onPhase(event);
        break;
      }
      case 'found':
        this.#options.onFound(event.devices);
        break;
      case 'lost': {
        const fault = { failure: 'lost', device: event.device } as const;
        this.#update({ connection: 'failed', problem: event.message, fault });
        this.#options.onLost(event.message, fault);
        break;
      }
    }
  }

  #onExit(expected: boolean, message: string): void {
    const fault = { failure: 'host-crashed', device: null } as const;
    this.#update({
      connection: expected ? 'disconnected' : 'failed',
      ...(expected ? NO_PROBLEM : { problem: message, fault }),
      status: null,
      exposure: null,
    });
    if (!expected) this.#options.onLost(message, fault);
  }

  #refresh(status: InstrumentStatus): void {
    const warming = this.#state.warming && (status.camera?.cooler?.on ?? false);
    this.#update({ status, warming });
  }

  #update(change: Partial<InstrumentState>): void {
    this.#state = { ...this.#state, ...change };
    this.#options.onChange(this.view);
  }
}
