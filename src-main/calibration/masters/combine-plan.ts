/**
 * How a stack is taken through memory: bands of rows, so that memory does not grow with the number of frames. While one
 * band is combined, the next is read into the other of two buffers. Pure.
 */
import { networkBytes, scratchBytes, VECTOR_BYTES } from '../../frames/kernels/kernels.ts';

/** Bytes of all frames together in one of the two buffers: both are to stay in the processor's cache between reading and combining. */
const BUFFER_BYTES = 8 * 1024 * 1024;
/** Pieces that a band is combined in. Fixed, so that sums over pieces come out alike whatever the number of threads. */
const PARTS_PER_BAND = 4;
/** Kernels read whole tiles, which may reach so far behind a frame's last value. */
const SLACK = 4 * VECTOR_BYTES;

export interface StackShape {
  readonly frames: number;
  readonly width: number;
  readonly height: number;
  /** 16-bit integers stay as they are stored; all else is combined as doubles. */
  readonly values: 'stored' | 'doubles';
  /** Of the file that has most per pixel. */
  readonly storedBytes: number;
  /** Frames are measured first, to be divided by their own level. */
  readonly measuresLevels: boolean;
  readonly networkPairs: readonly (readonly [number, number])[];
  readonly threads: number;
}

/** Bytes in a kernel memory. */
export interface Room {
  readonly at: number;
  readonly bytes: number;
}

/** What a thread has to itself. */
export interface ThreadRooms {
  readonly scratch: Room;
  /** A band of one frame, as stored. */
  readonly staging: Room;
  /** A band of what is taken off, as doubles. */
  readonly bias: Room;
  readonly dark: Room;
}

export interface CombinePlan {
  readonly bandRows: number;
  readonly bands: number;
  readonly partRows: number;
  /** From one frame's values of a band to the next's, bytes. */
  readonly frameBytes: number;
  readonly buffers: readonly [Room, Room];
  readonly network: Room;
  readonly threads: readonly ThreadRooms[];
  /** The result, single floats. While levels are measured, before there is any, the values of `levelThreads` frames. */
  readonly out: Room;
  readonly levelThreads: number;
  /** Of the whole memory. */
  readonly bytes: number;
}

export function planCombining(shape: StackShape): CombinePlan {
  const { frames, width, height, threads } = shape;
  const bytesPerValue = shape.values === 'stored' ? 2 : 8;
  const bandRows = Math.min(height, Math.max(1, Math.floor(BUFFER_BYTES / (frames * width * bytesPerValue))));
  const bandPixels = bandRows * width;
  const frameBytes = aligned(bandPixels * bytesPerValue + SLACK);
  const levelThreads = shape.measuresLevels ? Math.min(2, threads) : 0;

  // Address 0 stands for “none”, so nothing begins there.
  let end = VECTOR_BYTES;
  const room = (bytes: number): Room => {
    const at = end;
    end += aligned(bytes);
    return { at, bytes };
  };
  const network = room(networkBytes(shape.networkPairs));
  const buffers = [room(frames * frameBytes), room(frames * frameBytes)] as const;
  const rooms = Array.from({ length: threads }, () => ({
    scratch: room(scratchBytes(frames)),
    staging: room(bandPixels * shape.storedBytes),
    bias: room(bandPixels * 8),
    dark: room(bandPixels * 8),
  }));
  const out = room(Math.max(width * height * 4, levelThreads * levelBytes(width, height)));
  return {
    ...{ bandRows, frameBytes, buffers, network, out, levelThreads },
    bands: Math.ceil(height / bandRows),
    partRows: Math.ceil(bandRows / PARTS_PER_BAND),
    threads: rooms,
    bytes: end,
  };
}

/** Rows of a band; the last one may have fewer. */
export function rowsOfBand(plan: CombinePlan, height: number, band: number): { first: number; count: number } {
  const first = band * plan.bandRows;
  return { first, count: Math.min(plan.bandRows, height - first) };
}

export function partsOfBand(plan: CombinePlan, height: number, band: number): number {
  return Math.ceil(rowsOfBand(plan, height, band).count / plan.partRows);
}

/** The middle half of an image in each direction, whose median is the frame's level: away from vignetted corners. */
export function centralRegion(width: number, height: number) {
  const [left, top] = [Math.floor(width / 4), Math.floor(height / 4)];
  return { left, top, across: width - 2 * left, down: height - 2 * top };
}

/** Bytes that one frame's central values take as doubles. */
export function levelBytes(width: number, height: number): number {
  const { across, down } = centralRegion(width, height);
  return aligned(across * down * 8);
}

function aligned(bytes: number): number {
  return Math.ceil(bytes / VECTOR_BYTES) * VECTOR_BYTES;
}
