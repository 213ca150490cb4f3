/** A real console over a fresh data folder, with a simulated camera small enough for tests and time that flies. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DEFAULT_SETUP } from '../../src-main/app/default-setup.ts';
import { openConsole } from '../../src-main/app/open-console.ts';
import { ConsoleError } from '../../src-main/contract/errors.ts';
import type { ConsoleEvent } from '../../src-main/contract/events.ts';
import type { ProcedureInput, ProcedureName, ProcedureOutput } from '../../src-main/contract/procedures.ts';
import { callProcedure } from '../../src-main/contract/rpc.ts';
import type { ConsoleServices } from '../../src-main/contract/services.ts';
import type { SetupRecord } from '../../src-main/contract/setup-record.ts';
import type { FrameView, RunView, TaskDraft } from '../../src-main/contract/views.ts';
import { BLANK_DRAFT } from '../../src-main/tasks/draft.ts';

export interface SmallConsole {
  readonly folder: string;
  readonly services: ConsoleServices;
  call<Name extends ProcedureName>(name: Name, input: ProcedureInput<Name>): Promise<ProcedureOutput<Name>>;
  /** Resolves with the first event that fits, among those from now on. */
  next<Type extends ConsoleEvent['type']>(
    type: Type,
    fits?: (event: Extract<ConsoleEvent, { type: Type }>) => boolean,
  ): Promise<Extract<ConsoleEvent, { type: Type }>>;
  /** Starts the run and resolves with how it ended. */
  runUntilIdle(): Promise<RunView>;
  ended(): Promise<RunView>;
  frames(taskUid?: string): Promise<FrameView[]>;
  /** Closes the console; the folder stays. */
  close(): Promise<void>;
}

export interface SmallConsoleOptions {
  readonly host?: 'browser' | 'cli';
  readonly speed?: number;
  /** Options of the simulated observatory, over the small ones. */
  readonly simulator?: Record<string, unknown>;
  readonly folder?: string;
}

const folders: string[] = [];

export function freshFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'warmroom-app-'));
  folders.push(folder);
  return folder;
}

/** To be called when a test file is done. */
export function removeFolders(): void {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
}

export function smallSetup(simulator: Record<string, unknown> = {}): SetupRecord {
  const setup = structuredClone(DEFAULT_SETUP);
  const small = { width: 160, height: 128, coolingRate: 1000, readoutS: 1, ...simulator };
  for (const owner of [setup.cameras[0]!, setup.filter_wheels[0]!]) {
    Object.assign(owner.device!.options, small);
  }
  setup.cameras[0]!.array_width = 160;
  setup.cameras[0]!.array_height = 128;
  return setup;
}

export async function openSmallConsole(options: SmallConsoleOptions = {}): Promise<SmallConsole> {
  const folder = options.folder ?? freshFolder();
  const services = await openConsole({
    dataFolder: folder,
    host: options.host ?? 'browser',
    speed: options.speed ?? 2000,
  });
  const call: SmallConsole['call'] = async (name, input) => {
    const outcome = await callProcedure(services.handlers, name, input, { who: 'observer' });
    if (outcome.ok) return outcome.value as ProcedureOutput<typeof name>;
    throw ConsoleError.from(outcome.failure);
  };
  if (options.folder === undefined) await call('setup.save', { text: JSON.stringify(smallSetup(options.simulator)) });

  const next: SmallConsole['next'] = (type, fits = () => true) =>
    new Promise((resolve) => {
      const unsubscribe = services.events.subscribe((event) => {
        if (event.type !== type || !fits(event as never)) return;
        unsubscribe();
        resolve(event as never);
      });
    });
  const ended = async () => (await next('run', ({ run }) => run.state === 'idle' || run.state === 'paused')).run;
  return {
    folder,
    services,
    call,
    next,
    ended,
    async runUntilIdle() {
      const end = ended();
      await call('run.start', { untilIdle: true });
      return end;
    },
    async frames(taskUid) {
      const filter = taskUid === undefined ? {} : { taskUid };
      return (await call('frames.page', { limit: 500, ascending: true, ...filter })).rows;
    },
    close: () => services.close(),
  };
}

/** A light task: 4 frames of 60 s in L. */
export const LIGHT: TaskDraft = {
  ...BLANK_DRAFT,
  title: 'M 51',
  requiredExposureS: 240,
  maxExposureS: 60,
  filterIds: [2],
  tiles: [{ raDeg: 202.4696, decDeg: 47.1952, name: 'M 51' }],
};

export const DARK: TaskDraft = {
  ...LIGHT,
  taskType: 'optical_imaging_dark_calibration',
  title: '',
  requiredExposureS: null,
  maxExposureS: 60,
  frames: 2,
  filterIds: [],
  tiles: [],
};
