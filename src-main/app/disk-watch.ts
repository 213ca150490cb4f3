/** The disk's room for what the queue needs, told to the screens as it changes. */
import type { DiskView } from '../contract/views.ts';
import { forecastDisk, readDisk } from '../engine/disk-room.ts';
import type { EventBus } from './event-bus.ts';

const BYTES_PER_PIXEL = 2;

export class DiskWatch {
  readonly #dataFolder: string;
  readonly #bus: EventBus;
  #view: DiskView = { freeBytes: 0, writable: true, roomForFrames: 0, neededFrames: 0 };

  constructor(dataFolder: string, bus: EventBus) {
    this.#dataFolder = dataFolder;
    this.#bus = bus;
  }

  /** As of the last look. */
  get view(): DiskView {
    return this.#view;
  }

  /**
   * @param framePixels of a whole frame
   * @param neededFrames that the queue still asks for
   */
  async look(framePixels: number, neededFrames: number): Promise<DiskView> {
    const before = this.#view;
    const disk = forecastDisk(await readDisk(this.#dataFolder), framePixels * BYTES_PER_PIXEL, neededFrames);
    this.#view = disk;
    const changed =
      disk.writable !== before.writable ||
      disk.roomForFrames !== before.roomForFrames ||
      disk.neededFrames !== before.neededFrames;
    if (changed) this.#bus.publish({ type: 'disk', disk });
    return disk;
  }
}
