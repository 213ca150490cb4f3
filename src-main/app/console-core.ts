/** The parts that every use case works with, put together once: store, clock, instrument, runner, events. */
import { randomUUID } from 'node:crypto';
import { CoolingWatch } from '../alarms/cooling-watch.ts';
import { diskAlarm } from '../alarms/disk-alarm.ts';
import { ConsoleError, toFailure } from '../contract/errors.ts';
import type { SetupRecord } from '../contract/setup-record.ts';
import type { DiskView, NightView, RecoveryView } from '../contract/views.ts';
import type { Clock } from '../devices/clock.ts';
import type { FoundDevice } from '../devices/ports.ts';
import { ClockWatch, describeStep } from '../engine/clock-watch.ts';
import { diskObstacle } from '../engine/disk-room.ts';
import type { EngineEvents, LogLine } from '../engine/engine-events.ts';
import type { FrameSurroundings } from '../engine/frame-plan.ts';
import { Instrument } from '../engine/instrument.ts';
import { Runner } from '../engine/runner.ts';
import type { SelectionContext } from '../engine/select-task.ts';
import { taskTitle } from '../engine/select-task.ts';
import { StarJudge } from '../engine/star-judge.ts';
import { advanceFrame, type FrameRow, findFrame } from '../store/ledger-store.ts';
import type { Store } from '../store/open-store.ts';
import { countByStatus, loadTasks, missingFramesOfQueue } from '../store/queue-store.ts';
import { activeInstrument, loadSetup } from '../store/setup-store.ts';
import { storageFault } from '../store/storage-fault.ts';
import { describeNight, type SitePosition } from '../tasks/night.ts';
import type { FrameCost } from '../tasks/progress.ts';
import { AlarmDesk } from './alarm-desk.ts';
import { DiskWatch } from './disk-watch.ts';
import type { EventBus } from './event-bus.ts';
import { EventLog } from './event-log.ts';
import { describeFound, FoundDevices } from './found-devices.ts';
import { FrameMeasuring } from './frame-measuring.ts';
import { QueueNeed } from './queue-need.ts';
import { QueueNews } from './queue-news.ts';
import { UndoStack } from './undo-stack.ts';
import { frameView } from './views.ts';

export const VERSION = '0.1.0';

export interface CoreOptions {
  readonly store: Store;
  readonly bus: EventBus;
  readonly clock: Clock;
  readonly unattended: boolean;
}

export class ConsoleCore {
  readonly store: Store;
  readonly clock: Clock;
  readonly bus: EventBus;
  readonly engineEvents: EngineEvents;
  readonly #unattended: boolean;
  #setup: SetupRecord;
  #filterNames = new Map<number, string>();
  #instrument: Instrument;
  #runner: Runner;
  readonly #queueNews: QueueNews;
  readonly #diskWatch: DiskWatch;
  readonly #foundDevices: FoundDevices;
  readonly #clockWatch: ClockWatch;
  readonly #log: EventLog;
  #coolingWatch = new CoolingWatch();
  readonly alarms: AlarmDesk;
  readonly #queueNeed = new QueueNeed(() => missingFramesOfQueue(this.db, this.#instrument.setup.id));
  readonly undo: UndoStack;
  readonly measuring: FrameMeasuring;
  readonly #stars: StarJudge;
  /** What the start found after an unexpected end; null after an orderly one. */
  recovery: RecoveryView | null = null;

  constructor(options: CoreOptions) {
    this.store = options.store;
    this.clock = options.clock;
    this.bus = options.bus;
    this.#unattended = options.unattended;
    this.#clockWatch = new ClockWatch(options.clock);
    this.#queueNews = new QueueNews(options.bus, () => countByStatus(this.db));
    this.#log = new EventLog(options.store.db, options.bus, options.clock);
    this.alarms = new AlarmDesk({
      db: options.store.db,
      bus: options.bus,
      now: () => this.clock.now(),
      elapsed: () => performance.now(),
      log: (line) => this.log(line),
    });
    this.#diskWatch = new DiskWatch(options.store.dataFolder, options.bus);
    this.#foundDevices = new FoundDevices(options.bus, (line) => this.log(line));
    this.measuring = new FrameMeasuring(options.store);
    this.undo = new UndoStack((undo) => this.bus.publish({ type: 'undo', undo }));
    this.engineEvents = {
      runChanged: (run) => this.bus.publish({ type: 'run', run }),
      deviceChanged: (device) => {
        this.bus.publish({ type: 'device', device });
        if (device.connection === 'connected') this.alarms.clear('device.lost', `${device.instrumentId}`);
        // Cooling and wheel moves end between frames: with time sped up the screens' clocks would be left behind.
        if (this.clock.speed > 1) this.publishClock();
      },
      taskChanged: (uid) => this.tasksChanged([uid]),
      frameChanged: (uid) => this.frameChanged(uid),
      frameSafe: (uid) => this.#stars.frameSafe(uid),
      log: (line) => this.log(line),
      raise: (report) => this.alarms.raise(report),
      clear: (kind, subject) => this.alarms.clear(kind, subject),
    };
    this.#stars = new StarJudge({
      db: this.db,
      events: this.engineEvents,
      limits: () => this.#instrument.setup.starLimits,
      cost: () => this.cost,
      now: () => this.clock.now(),
      measure: async (uid) => (await this.measuring.measure(uid)).measurement,
      onMeasured: (uid) => {
        const row = findFrame(this.db, uid);
        if (row?.state === 'rejected') this.#queueNeed.queueChanged();
        if (row !== null) this.#showFrame(row);
      },
      onFailure: (uid, thrown) => this.#notMeasured(uid, thrown),
    });
    const setup = loadSetup(this.db);
    if (setup === null) throw new ConsoleError('internal', 'The data folder has no set-up.');
    this.#setup = setup;
    [this.#instrument, this.#runner] = this.#build();
  }

  get db() {
    return this.store.db;
  }
  get setup(): SetupRecord {
    return this.#setup;
  }
  get instrument(): Instrument {
    return this.#instrument;
  }
  get runner(): Runner {
    return this.#runner;
  }
  get queueRevision(): number {
    return this.#queueNews.revision;
  }

  readonly filterName = (id: number): string | undefined => this.#filterNames.get(id);

  /** What each frame costs beside its exposure: the camera's readout, and saving. */
  get cost(): FrameCost {
    const simulatedOrUnknownS = 4;
    const readoutS = this.#instrument.connected ? this.#instrument.camera.readoutModes[0]?.readoutS : undefined;
    return {
      readoutS: readoutS ?? this.#instrument.setup.camera.readout_modes[0]?.readout_time ?? simulatedOrUnknownS,
      overheadS: 0.5,
    };
  }

  selection(): SelectionContext {
    const { readoutS, overheadS } = this.cost;
    return {
      now: this.clock.now(),
      setup: this.#instrument.setup,
      overheadS: readoutS + overheadS,
      skipped: this.#runner.skipped,
      filterName: this.filterName,
    };
  }

  get site(): SitePosition {
    const { latitude, longitude, elevation } = this.#setup.site;
    return { latitudeDeg: latitude, longitudeDeg: longitude, elevationM: elevation };
  }

  get night(): NightView {
    return describeNight(this.clock.now(), this.site);
  }

  surroundings(): FrameSurroundings {
    return {
      setup: this.#instrument.setup,
      camera: this.#instrument.camera,
      site: this.site,
      observer: this.#setup.site.observer,
      version: VERSION,
      dataFolder: this.store.dataFolder,
      now: this.clock.now(),
    };
  }

  /** Takes up a set-up that was just saved, while no run is going. The devices are let go; they are connected anew when next needed. */
  async setupChanged(): Promise<void> {
    await this.#instrument.disconnect();
    for (const kind of ['device.lost', 'cooler.off-target'] as const)
      this.alarms.clear(kind, `${this.#instrument.setup.id}`);
    const setup = loadSetup(this.db);
    if (setup === null) throw new ConsoleError('internal', 'The saved set-up cannot be read.');
    this.#setup = setup;
    [this.#instrument, this.#runner] = this.#build();
    this.#queueNeed.queueChanged();
    this.bus.publish({ type: 'setup' });
    this.tasksChanged(null);
  }

  /** Takes up settings that were just saved and concern no device, which is possible in mid run. */
  settingsChanged(): void {
    this.#setup = loadSetup(this.db) ?? this.#setup;
    this.bus.publish({ type: 'setup' });
  }

  #build(): [Instrument, Runner] {
    this.#filterNames = new Map(this.#setup.filters.map((filter) => [filter.id, filter.name]));
    const setup = activeInstrument(this.#setup);
    if (setup === null)
      throw new ConsoleError('bad-input', 'The set-up has no active instrument with a camera that names its device.');
    const instrument = new Instrument({
      setup,
      clock: this.clock,
      filterName: this.filterName,
      onChange: (view) => this.engineEvents.deviceChanged(view),
      onPhase: (phase) => {
        if (phase.phase === 'writing' || findFrame(this.db, phase.frameUid) === null) return;
        try {
          advanceFrame(this.db, phase.frameUid, phase.phase, Math.round(phase.startedAt), this.clock.now());
        } catch (thrown) {
          // How far a frame has come is good to know; that the disk refuses comes out when the frame is to be counted.
          if (storageFault(thrown) === null) throw thrown;
        }
        this.frameChanged(phase.frameUid);
        this.publishClock();
      },
      onLost: (message, fault) => {
        const facts = { unplugged: null, why: message, fault };
        this.alarms.raise({ kind: 'device.lost', subject: `${setup.id}`, facts, message });
      },
      onFound: (devices) => this.#noticeFound(devices),
    });
    const core = this;
    const runner = new Runner({
      db: this.db,
      clock: this.clock,
      instrument,
      events: this.engineEvents,
      get cost() {
        return core.cost;
      },
      stars: this.#stars,
      get dither() {
        return core.setup.dither;
      },
      filterName: this.filterName,
      surroundings: () => this.surroundings(),
      site: () => this.site,
      lookAtDisk: () => this.lookAtDisk(),
      earliestNow: () => this.#clockWatch.earliestNow(),
      unattended: this.#unattended,
    });
    return [instrument, runner];
  }

  #noticeFound(devices: readonly FoundDevice[]): void {
    const { isBack, gone } = this.#foundDevices.notice(devices, this.#setup, this.#instrument.setup);
    const lost = { kind: 'device.lost', subject: `${this.#instrument.setup.id}` } as const;
    if (gone !== null) {
      const unplugged = describeFound(gone);
      const message = `Unplugged: ${unplugged}.`;
      this.alarms.raise({ ...lost, facts: { unplugged, why: message }, message });
    }
    // One that was connected has to be connected again for all to be well.
    else if (isBack && this.#instrument.view.connection === 'disconnected') this.alarms.clear(lost.kind, lost.subject);
    // A run sees to it itself, by its policy. What connecting fails by stands in the instrument's view.
    const left = this.#instrument.view.connection === 'failed' && !this.#runner.running;
    if (isBack && left) this.#instrument.connect().catch(() => {});
  }

  get disk(): DiskView {
    return this.#diskWatch.view;
  }

  /** Looks at the disk and tells the screens what room there is for the queue. */
  async lookAtDisk(): Promise<DiskView> {
    const { array_width: width, array_height: height } = this.#instrument.setup.camera;
    const disk = await this.#diskWatch.look(width * height, this.#queueNeed.frames);
    const report = diskAlarm(disk, diskObstacle(disk));
    for (const kind of ['disk.full', 'disk.low'] as const) if (report?.kind !== kind) this.alarms.clear(kind);
    if (report !== null) this.alarms.raise({ ...report, taskUid: this.#runner.view.taskUid });
    return disk;
  }

  /** Raises an alarm for a cooler that does not get to its set point; to be called about once a second. */
  watchCoolers(): void {
    const { camera, instrumentId } = this.#instrument.view;
    if (camera === null) return;
    const late = this.#coolingWatch.look(camera, this.clock.monotonic());
    const subject = `${instrumentId}`;
    if (late === null) {
      this.alarms.clear('cooler.off-target', subject);
      return;
    }
    const message = `The sensor is ${late.offC.toFixed(1)} °C off its set point of ${late.setPointC} °C and comes no nearer.`;
    this.alarms.raise({ kind: 'cooler.off-target', subject, facts: late, message });
  }

  /** Simulated devices only: how many times faster their waiting passes. */
  async setSimulationSpeed(speed: number, who: string): Promise<void> {
    this.clock.setSpeed(speed);
    await this.#instrument.adoptTime();
    const message =
      speed === 1 ? 'Simulated devices in real time.' : `Simulated devices ${speed} × faster than real time.`;
    this.log({ level: 'info', who, what: 'simulation.speed', facts: { speed }, message });
    this.publishClock();
  }

  /** Lets the console's and the instrument's clock step, as a computer's does when it is set. Simulated devices only. */
  async stepClock(byMs: number): Promise<void> {
    this.clock.steppedMs += byMs;
    await this.#instrument.adoptTime();
  }

  /** Tells the observer when the clock was set; to be called about once a second. */
  watchClock(): void {
    const stepMs = this.#clockWatch.look();
    if (stepMs === 0) return;
    const taskUid = this.#runner.view.taskUid;
    const inFrame = this.#instrument.busy;
    const message = describeStep(stepMs, inFrame);
    this.alarms.raise({ kind: 'clock.stepped', facts: { stepMs, inFrame }, message, taskUid });
    this.publishClock();
    this.publishNight();
    this.tasksChanged(null);
  }

  /** Where sun and moon are now. */
  publishNight(): void {
    this.bus.publish({ type: 'night', night: this.night });
  }

  publishClock(): void {
    this.bus.publish({
      type: 'clock',
      clock: { now: new Date(this.clock.now()).toISOString(), speed: this.clock.speed },
    });
  }

  log(line: LogLine): void {
    this.#log.write(line);
  }

  frameChanged(uid: string): void {
    const row = findFrame(this.db, uid);
    if (row === null) return;
    if (row.state === 'counted') this.#queueNeed.frameCounted();
    this.#showFrame(row);
  }

  #showFrame(row: FrameRow): void {
    this.bus.publish({ type: 'frame', frame: frameView(row, (taskUid) => this.titleOfTask(taskUid)) });
  }

  /** A light that cannot be measured counts all the same. */
  #notMeasured(frameUid: string, thrown: unknown): void {
    const { reason, message } = storageFault(thrown) ?? toFailure(thrown);
    // The console closes; the frame can be measured from its file at any time.
    if (reason === 'disconnected') return;
    const facts = { why: message };
    this.log({ level: 'warning', who: 'console', what: 'frame.not-measured', facts, message, frameUid });
  }

  titleOfTask(uid: string): string {
    return this.titlesOfTasks([uid]).get(uid) ?? uid;
  }

  /** Of those tasks that are there. */
  titlesOfTasks(uids: readonly string[]): Map<string, string> {
    return new Map(loadTasks(this.db, uids).map((item) => [item.task.uid, taskTitle(item, this.filterName)]));
  }

  /** Tells the screens that tasks changed; null when there are too many to name. */
  tasksChanged(uids: readonly string[] | null): void {
    this.#queueNews.tasksChanged(uids);
  }

  /** Lets the runner see changes that did not come from itself. */
  tasksChangedByPerson(uids: readonly string[] | null): void {
    this.#queueNeed.queueChanged();
    this.tasksChanged(uids);
    this.#runner.tasksChanged();
  }

  async close(): Promise<void> {
    await this.#runner.stopNow('console');
    await this.#instrument.disconnect();
    await this.measuring.close();
    this.#queueNews.close();
    this.store.close();
  }
}

export function newUid(): string {
  return randomUUID();
}
