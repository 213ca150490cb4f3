/** Each fault of a file, with all facts that it can have. */
import type { FileFault, FileFaultCode } from '../../../src-main/contract/file-fault.ts';

const PATHS = ['/data/frames/2026-11-22/x.fits', null];
const TO_READ_OR_WRITE: readonly string[] = ['no-permission', 'disk-failed', 'file-refused'];

export function fileFaults(code: FileFaultCode): FileFault[] {
  const doings = TO_READ_OR_WRITE.includes(code) ? (['read', 'write'] as const) : (['read'] as const);
  // Some have no use for all of these facts.
  return PATHS.flatMap((path) => doings.map((doing) => ({ code, path, doing, errno: 'EIO' }) as FileFault));
}
