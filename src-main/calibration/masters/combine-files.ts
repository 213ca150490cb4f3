/** Combines the files of a stack in threads, some rows at a time, so that memory does not grow with the number of frames. */
import { availableParallelism } from 'node:os';
import { ConsoleError } from '../../contract/errors.ts';
import { addSums } from '../../frames/fits/checksum.ts';
import { BYTES_PER_FLOAT } from '../../frames/fits/float-data.ts';
import { kernelMemory, storeNetwork } from '../../frames/kernels/kernels.ts';
import { sortingNetwork } from '../../frames/kernels/sorting-network.ts';
import { BandSchedule } from './band-schedule.ts';
import type { CombineJob, Corrections, PartCounts, StackFile } from './combine-job.ts';
import type { CombineMethod } from './combine-method.ts';
import { partsOfBand, planCombining } from './combine-plan.ts';
import { CombineThread } from './combine-thread.ts';

export interface Stack extends Corrections {
  /** All of one size. */
  readonly files: readonly StackFile[];
  /** Flats: each is divided by the median of its centre, after the corrections. */
  readonly normalise: boolean;
  readonly method: CombineMethod;
}

export interface CombineWatch {
  /** Ends the work at the next opportunity. */
  readonly signal: AbortSignal;
  /** 0..1. */
  readonly onProgress: (fraction: number) => void;
}

/** What is known of a stack once it is combined. */
export interface CombinedFacts {
  /** Of each file, of the bytes that were combined, hexadecimal. */
  readonly hashes: readonly string[];
  /** What each flat was divided by, ADU; all 1 for others. */
  readonly levels: readonly number[];
  /** Fraction of all pixel values that were left out, 0..1. */
  readonly rejectedFraction: number;
  /** Standard error of a pixel, root of the mean square over all pixels, from the scatter between the frames. */
  readonly standardError: number;
}

export interface CombinedStack extends CombinedFacts {
  readonly width: number;
  readonly height: number;
  /** In memory that threads could share. */
  readonly pixels: Float32Array;
}

/** More would wait for the disk more than they would help. */
const MOST_THREADS = 8;

/**
 * The same files give the same pixels, bit for bit, whatever the number of threads.
 * @throws FitsError for a damaged file, ConsoleError `storage` when one cannot be read or changes meanwhile, `bad-input`
 * for a flat without light, `wrong-state` when it was stopped
 */
export async function combineFiles(
  stack: Stack,
  watch: CombineWatch,
  processors = availableParallelism(),
): Promise<CombinedStack> {
  const job = jobOf(stack, 'floats', processors);
  const { width, height, plan, memory } = job;
  const { facts } = await combine(stack, job, watch, () => {});
  return { ...facts, width, height, pixels: new Float32Array(memory.buffer, plan.out.at, width * height) };
}

/**
 * As `combineFiles`, with the result as FITS stores it: single floats, big-endian.
 * @param onRows hears when so many more rows from the first on are in `stored` and stay as they are
 * @returns beside the facts, the one's complement sum of what is stored
 */
export async function combineToStored(
  stack: Stack,
  watch: CombineWatch,
  onRows: (stored: Uint8Array, rows: number) => void,
): Promise<CombinedFacts & { readonly dataSum: number }> {
  const job = jobOf(stack, 'stored', availableParallelism());
  const { width, height, plan, memory } = job;
  const stored = new Uint8Array(memory.buffer, plan.out.at, width * height * BYTES_PER_FLOAT);
  const { facts, dataSum } = await combine(stack, job, watch, (rows) => onRows(stored, rows));
  return { ...facts, dataSum };
}

async function combine(
  stack: Stack,
  job: CombineJob,
  watch: CombineWatch,
  onRows: (rows: number) => void,
): Promise<{ facts: CombinedFacts; dataSum: number }> {
  const threadCount = job.plan.threads.length;
  const own = Array.from({ length: threadCount }, (_, thread) =>
    [...stack.files.keys()].filter((file) => file % threadCount === thread),
  );
  const threads = own.map((files, thread) => new CombineThread({ ...job, thread, own: files }));
  try {
    const levels = stack.normalise ? await measureLevels(threads, job, watch) : stack.files.map(() => 1);
    if (stack.normalise) await Promise.all(threads.map((thread) => thread.run({ do: 'take-levels', levels })));
    const { rejected, squaredErrors, dataSum } = await combineBands(threads, job, watch, onRows);
    const hashes: string[] = [];
    for (const [i, reply] of (await Promise.all(threads.map((thread) => thread.run({ do: 'finish' })))).entries()) {
      for (const [k, file] of own[i]!.entries()) hashes[file] = reply.hashes![k]!;
    }
    const values = job.width * job.height;
    const facts = {
      ...{ levels, hashes },
      rejectedFraction: rejected / (values * stack.files.length),
      standardError: Math.sqrt(squaredErrors / values),
    };
    return { facts, dataSum };
  } finally {
    await Promise.all(threads.map((thread) => thread.end()));
  }
}

function jobOf(stack: Stack, result: CombineJob['result'], processors: number): CombineJob {
  const { files, normalise, bias, dark, method } = stack;
  const threads = Math.min(MOST_THREADS, processors, files.length);
  const { width, height } = files[0]!.layout;
  const pairs = sortingNetwork(files.length);
  const values =
    normalise || dark !== null || !files.every((file) => isStoredAlike(file, files[0]!)) ? 'doubles' : 'stored';
  const plan = planCombining({
    ...{ frames: files.length, width, height, values, threads },
    storedBytes: Math.max(...[...files, bias, dark].map((file) => file?.layout.bytesPerPixel ?? 0)),
    measuresLevels: normalise,
    networkPairs: pairs,
  });
  const memory = kernelMemory(plan.bytes);
  storeNetwork(memory, plan.network.at, pairs);
  return { files, bias, dark, method, width, height, values, result, plan, memory };
}

/** 16-bit integers of one offset keep their order as they are stored. */
function isStoredAlike({ layout }: StackFile, first: StackFile): boolean {
  return layout.bitpix === 16 && layout.scale === 1 && layout.zero === first.layout.zero;
}

/** Measuring reads half the rows once more than combining does. */
const LEVELS_SHARE = 0.3;

async function measureLevels(
  threads: readonly CombineThread[],
  job: CombineJob,
  watch: CombineWatch,
): Promise<number[]> {
  const levels: number[] = [];
  let next = 0;
  let measured = 0;
  const work = async (thread: CombineThread) => {
    while (next < job.files.length) {
      mustGoOn(watch);
      const file = next++;
      levels[file] = (await thread.run({ do: 'levels', files: [file] })).levels![0]!;
      watch.onProgress((LEVELS_SHARE * ++measured) / job.files.length);
    }
  };
  await allOf(threads.slice(0, job.plan.levelThreads).map(work));
  return levels;
}

async function combineBands(
  threads: readonly CombineThread[],
  job: CombineJob,
  watch: CombineWatch,
  onRows: (rows: number) => void,
): Promise<PartCounts> {
  const { plan, height } = job;
  const parts = Array.from({ length: plan.bands }, (_, band) => partsOfBand(plan, height, band));
  const schedule = new BandSchedule(threads.length, parts);
  const counts: PartCounts[][] = parts.map(() => []);
  const base = plan.levelThreads > 0 ? LEVELS_SHARE : 0;
  let wake = Promise.withResolvers<void>();
  let failed = false;
  const work = async (thread: CombineThread, number: number) => {
    try {
      while (!schedule.done && !failed) {
        mustGoOn(watch);
        const task = schedule.next(number);
        if (task === null) {
          await wake.promise;
          continue;
        }
        const reply = await thread.run(task);
        schedule.finished(task);
        if (task.do === 'combine') {
          counts[task.band]![task.part] = reply.counts!;
          watch.onProgress(base + (1 - base) * schedule.progress);
          onRows(Math.min(height, schedule.bandsDone * plan.bandRows));
        }
        wakeAll();
      }
    } catch (thrown) {
      failed = true;
      wakeAll();
      throw thrown;
    }
  };
  const wakeAll = () => {
    wake.resolve();
    wake = Promise.withResolvers();
  };
  await allOf(threads.map(work));
  // In the order of the parts: sums of doubles depend on it, and threads finish as they like.
  const all = counts.flat();
  return {
    rejected: all.reduce((sum, part) => sum + part.rejected, 0),
    squaredErrors: all.reduce((sum, part) => sum + part.squaredErrors, 0),
    dataSum: all.reduce((sum, part) => addSums(sum, part.dataSum), 0),
  };
}

/** Waits for all, also after one has failed, so that no thread still works when the failure is told. */
async function allOf(work: readonly Promise<void>[]): Promise<void> {
  const outcomes = await Promise.allSettled(work);
  const failure = outcomes.find((outcome) => outcome.status === 'rejected');
  if (failure !== undefined) throw failure.reason;
}

function mustGoOn({ signal }: CombineWatch): void {
  if (signal.aborted)
    throw new ConsoleError('wrong-state', 'The master was stopped before it was done; nothing was written.');
}
