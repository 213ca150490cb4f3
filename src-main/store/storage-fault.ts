/** Tells a disk that refuses from a mistake of ours: the first is waited for or told, the second must not be hidden. */
import { ConsoleError } from '../contract/errors.ts';
import type { RefusalCode } from '../contract/refusal.ts';

/** SQLite's result codes that the disk is to blame for; https://sqlite.org/rescode.html */
const REFUSALS: Readonly<
  Record<string, { readonly code: RefusalCode & `database-${string}`; readonly message: string }>
> = {
  SQLITE_FULL: {
    code: 'database-full',
    message: 'The disk is full, so the database cannot be written. Make room, then go on.',
  },
  SQLITE_READONLY: {
    code: 'database-read-only',
    message: 'The disk is read-only, so the database cannot be written. Make it writable (check the disk first).',
  },
  SQLITE_CANTOPEN: {
    code: 'database-folder',
    message: 'The database’s folder cannot be written. Look at the disk and at the rights of the data folder.',
  },
  SQLITE_IOERR: {
    code: 'database-disk-failed',
    message: 'The disk failed while the database was read or written. Check the disk and its cable.',
  },
};

/** The disk's refusal behind an error as a ConsoleError `storage`; null when something else is behind it. */
export function storageFault(thrown: unknown): ConsoleError | null {
  for (let cause = thrown; cause instanceof Error; cause = cause.cause) {
    if (cause instanceof ConsoleError && cause.reason === 'storage') return cause;
    const code = 'code' in cause && typeof cause.code === 'string' ? cause.code : '';
    // Extended codes are the plain ones with an ending: SQLITE_IOERR_WRITE.
    const plain = Object.keys(REFUSALS).find((known) => code === known || code.startsWith(`${known}_`));
    if (plain !== undefined) {
      const { message, code: refusal } = REFUSALS[plain]!;
      return new ConsoleError('storage', message, { facts: { code: refusal }, cause: thrown });
    }
  }
  return null;
}
