import { ConsoleError } from '../../contract/errors.ts';

export type FitsFault =
  /** Not a FITS file at all: it does not begin with SIMPLE = T. */
  | 'not-fits'
  /** A card breaks the standard: bad keyword, unreadable value, characters outside printable ASCII. */
  | 'bad-card'
  /** The header goes on past its limit without an END. */
  | 'no-end'
  /** The file is shorter than its header says. */
  | 'truncated'
  /** The bytes are not those that the file's own checksums were written for. */
  | 'damaged'
  /** Sound FITS, but not an image of the kind this console writes. */
  | 'unsupported';

/** Something is wrong with a FITS file or with what should go into one. */
export class FitsError extends ConsoleError {
  readonly fault: FitsFault;

  /** @param path of the file, where it is at hand */
  constructor(fault: FitsFault, message: string, path: string | null = null) {
    super('storage', message, { facts: { code: fault, path } });
    this.fault = fault;
  }
}
