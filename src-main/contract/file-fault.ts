/** What is wrong with a file, or with the disk that it is on: a code, and what its sentence is made of. */

export const FILE_FAULT_CODES = [
  // What a file system refuses.
  'no-space',
  'no-quota',
  'too-large-a-file',
  'no-permission',
  'read-only',
  'no-folder',
  'no-file',
  'folder-went-away',
  'name-taken',
  'folder-in-place',
  'name-too-long',
  'disk-failed',
  'too-many-open',
  'file-refused',
  // What is wrong with a FITS file.
  'not-fits',
  'bad-card',
  'no-end',
  'truncated',
  'damaged',
  'unsupported',
  /** Of a frame that the ledger knows by another hash. */
  'not-as-taken',
] as const;
export type FileFaultCode = (typeof FILE_FAULT_CODES)[number];

type Doing = 'read' | 'write';

interface FileFaultFacts extends Record<FileFaultCode, object> {
  'no-permission': { readonly doing: Doing };
  /** `errno`: the operating system's word, such as `EIO`. */
  'disk-failed': { readonly doing: Doing; readonly errno: string };
  'file-refused': { readonly doing: Doing; readonly errno: string };
}

export type FileFault = {
  [Code in FileFaultCode]: {
    readonly code: Code;
    /** Null where only the pixels or the header were at hand. */
    readonly path: string | null;
  } & FileFaultFacts[Code];
}[FileFaultCode];

export function isFileFault(facts: { readonly code: string }): facts is FileFault {
  return (FILE_FAULT_CODES as readonly string[]).includes(facts.code);
}
