/** One thread's share of a combination: reads its own files into the shared memory, and combines what it is told to. */
import { ConsoleError } from '../../contract/errors.ts';
import { addSums, foldWords, sumOfBytes } from '../../frames/fits/checksum.ts';
import { FitsError } from '../../frames/fits/fits-error.ts';
import { type Kernels, kernelsOn } from '../../frames/kernels/kernels.ts';
import type { PartCounts, StackFile, ThreadJob, ThreadReply, ThreadTask } from './combine-job.ts';
import { kernelParameters } from './combine-method.ts';
import { centralRegion, levelBytes, type Room, rowsOfBand, type ThreadRooms } from './combine-plan.ts';
import { type InputFile, InputReader } from './input-reader.ts';

/** Words that the kernel adds up without rounding. */
const WORDS_EXACTLY = 2 ** 21;

export class CombineWork {
  readonly #job: ThreadJob;
  readonly #kernels: Kernels;
  readonly #memory: Uint8Array;
  readonly #rooms: ThreadRooms;
  readonly #own: readonly InputReader[];
  readonly #bias: InputReader | null;
  readonly #dark: InputReader | null;
  #levels: readonly number[];

  /** @throws ConsoleError `storage` when a file cannot be opened */
  constructor(job: ThreadJob) {
    this.#job = job;
    this.#kernels = kernelsOn(job.memory);
    this.#memory = new Uint8Array(job.memory.buffer);
    this.#rooms = job.plan.threads[job.thread]!;
    this.#own = job.own.map((index) => new InputReader(job.files[index]!, (bytes) => this.#sumOf(bytes)));
    this.#bias = job.bias === null ? null : new InputReader(job.bias);
    this.#dark = job.dark === null ? null : new InputReader(job.dark);
    this.#levels = job.files.map(() => 1);
    const { at: pairs, bytes } = job.plan.network;
    const [method, parameter, count] = kernelParameters(job.method);
    const { scratch } = this.#rooms;
    this.#kernels.combineBy(job.files.length, method, parameter, count, pairs, pairs + bytes, scratch.at);
  }

  do(task: ThreadTask): Extract<ThreadReply, { ok: true }> {
    switch (task.do) {
      case 'levels':
        return { ok: true, levels: task.files.map((index) => this.#centralLevel(this.#job.files[index]!)) };
      case 'take-levels':
        this.#levels = task.levels;
        return { ok: true };
      case 'read':
        this.#readBand(task.band);
        return { ok: true };
      case 'combine':
        return { ok: true, counts: this.#combinePart(task.band, task.part) };
      case 'finish':
        return { ok: true, hashes: this.#own.map((reader) => reader.finishHash()) };
    }
  }

  #readBand(band: number): void {
    const { plan, width, height, files, own, values } = this.#job;
    const { first, count } = rowsOfBand(plan, height, band);
    if (values === 'doubles') this.#readCorrections(first, count);
    for (const [i, reader] of this.#own.entries()) {
      const index = own[i]!;
      const target = this.#frameAt(band, index);
      const bytes = count * width * reader.file.layout.bytesPerPixel;
      if (values === 'stored') {
        reader.readNextRows(first, this.#memory.subarray(target, target + bytes));
      } else {
        reader.readNextRows(first, this.#staging(bytes));
        this.#correct(files[index]!, count * width, target, this.#levels[index]!);
      }
    }
  }

  #combinePart(band: number, part: number): PartCounts {
    const { plan, width, height, files, values } = this.#job;
    const kernels = this.#kernels;
    const ofBand = rowsOfBand(plan, height, band);
    const firstRow = part * plan.partRows;
    const rows = Math.min(plan.partRows, ofBand.count - firstRow);
    const offset = firstRow * width;
    const pixels = rows * width;
    const out = plan.out.at + (ofBand.first * width + offset) * 4;
    kernels.startCounting();
    if (values === 'stored') {
      // Off the result rather than off each value: that is the same, and leaves the values integers.
      this.#readCorrections(ofBand.first + firstRow, rows);
      const zero = files[0]!.layout.zero - 0x8000;
      const bias = this.#bias === null ? 0 : this.#rooms.bias.at;
      kernels.combineStored(this.#frameAt(band, 0) + offset * 2, plan.frameBytes, pixels, zero, bias, out);
    } else {
      kernels.combineDoubles(this.#frameAt(band, 0) + offset * 8, plan.frameBytes, pixels, out);
    }
    return {
      rejected: kernels.rejectedValues(),
      squaredErrors: kernels.sumOfSquaredErrors(),
      dataSum: this.#job.result === 'stored' ? foldWords(kernels.storeFloats(out, pixels)) : 0,
    };
  }

  /** Median of the middle of the frame, ADU, after corrections. */
  #centralLevel(file: StackFile): number {
    const { plan, width, height, thread } = this.#job;
    const { left, top, across, down } = centralRegion(width, height);
    const values = plan.out.at + thread * levelBytes(width, height);
    // Bands are not read yet: each of the two threads that measure has one of their buffers to itself.
    const band = plan.buffers[thread]!.at;
    const reader = new InputReader(file);
    try {
      for (let row = 0; row < down; row += plan.bandRows) {
        const rows = Math.min(plan.bandRows, down - row);
        this.#readCorrections(top + row, rows);
        reader.readRows(top + row, this.#staging(rows * width * file.layout.bytesPerPixel));
        this.#correct(file, rows * width, band, 1);
        for (let y = 0; y < rows; y++) {
          const from = band + (y * width + left) * 8;
          this.#memory.copyWithin(values + (row + y) * across * 8, from, from + across * 8);
        }
      }
    } finally {
      reader.close();
    }
    const level = this.#kernels.medianOfAll(values, across * down);
    if (level > 0) return level;
    throw new ConsoleError(
      'bad-input',
      `${file.path} has no light in it: its centre is at ${level} ADU. Leave it out.`,
    );
  }

  /** What is staged, as corrected doubles at `target`. */
  #correct(file: StackFile, pixels: number, target: number, level: number): void {
    const { bitpix, scale, zero } = file.layout;
    this.#decode(file, this.#rooms.staging, pixels, { bitpix, scale, zero }, target);
    const bias = this.#bias === null ? 0 : this.#rooms.bias.at;
    const dark = this.#dark === null ? 0 : this.#rooms.dark.at;
    this.#kernels.correct(target, pixels, bias, dark, file.darkScale, level);
  }

  /** The masters' rows, as doubles in their rooms. */
  #readCorrections(first: number, rows: number): void {
    const pixels = rows * this.#job.width;
    for (const [reader, room] of [
      [this.#bias, this.#rooms.bias],
      [this.#dark, this.#rooms.dark],
    ] as const) {
      if (reader === null) continue;
      reader.readRows(first, this.#staging(pixels * reader.file.layout.bytesPerPixel));
      this.#decode(reader.file, this.#rooms.staging, pixels, reader.file.layout, room.at);
    }
  }

  #decode(
    { path }: InputFile,
    from: Room,
    pixels: number,
    { bitpix, scale, zero }: Pick<InputFile['layout'], 'bitpix' | 'scale' | 'zero'>,
    target: number,
  ): void {
    const odd = this.#kernels.decode(from.at, bitpix, pixels, scale, zero, target);
    if (odd === 0) return;
    throw new FitsError('unsupported', `${path} has pixels without a value (NaN or infinite). Leave it out.`);
  }

  /** Of rows in the shared memory by the kernel; of what else a file has, which is little, byte by byte. */
  #sumOf(bytes: Uint8Array): number {
    if (bytes.buffer !== this.#memory.buffer) return sumOfBytes(bytes);
    const words = Math.floor(bytes.length / 4);
    let sum = sumOfBytes(bytes.subarray(words * 4));
    for (let from = 0; from < words; from += WORDS_EXACTLY) {
      const count = Math.min(WORDS_EXACTLY, words - from);
      sum = addSums(sum, foldWords(this.#kernels.sumWords(bytes.byteOffset + from * 4, count)));
    }
    return sum;
  }

  #staging(bytes: number): Uint8Array {
    const { at } = this.#rooms.staging;
    return this.#memory.subarray(at, at + bytes);
  }

  #frameAt(band: number, file: number): number {
    const { plan } = this.#job;
    return plan.buffers[band % 2]!.at + file * plan.frameBytes;
  }
}
