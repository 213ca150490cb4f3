import { readSync } from 'node:fs';
import { storageFailure } from '../storage-failure.ts';
import { truncated } from './image-layout.ts';

/**
 * Fills `into` with a file's bytes from `position` on, in a thread of its own, where waiting for the disk holds up nobody
 * else.
 * @param wholeBytes how long the file should be, for what the error says
 * @throws FitsError `truncated` where the file ends early, ConsoleError `storage` when it cannot be read
 */
export function readStored(
  { descriptor, path, wholeBytes }: { descriptor: number; path: string; wholeBytes: number },
  into: Uint8Array,
  position: number,
): void {
  for (let done = 0; done < into.length; ) {
    const got = readOnce(descriptor, path, into, done, position + done);
    if (got === 0) throw truncated(path, position + done, wholeBytes);
    done += got;
  }
}

function readOnce(descriptor: number, path: string, into: Uint8Array, offset: number, position: number): number {
  try {
    return readSync(descriptor, into, offset, into.length - offset, position);
  } catch (thrown) {
    throw storageFailure(thrown, 'read', path);
  }
}
