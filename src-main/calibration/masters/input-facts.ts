/** What the header of a frame tells, as far as masters depend on it. */
import { ConsoleError } from '../../contract/errors.ts';
import type { ReadCard } from '../../frames/fits/card.ts';
import { readStoredImage } from '../../frames/fits/image-file.ts';
import { ownChecksums } from '../../frames/fits/own-checksums.ts';
import { readFrameFacts } from '../../frames/frame-facts.ts';
import type { CalibrationFrame, CalibrationKind } from '../../tasks/calibration-matching.ts';
import type { InputFile } from './input-reader.ts';
import { inOwnTerms } from './other-programs.ts';

export interface MasterInput {
  readonly file: InputFile;
  readonly kind: CalibrationKind;
  readonly frameUid: string | null;
  /** The ledger's hash of the file, hexadecimal; null for a file that no ledger knows. */
  readonly knownSha256: string | null;
  /** As in the file, what other programs call otherwise also by the names that this console uses. */
  readonly cards: readonly ReadCard[];
  /** UTC, ms. */
  readonly takenAt: number | null;
}

/**
 * Opens a frame's file, which must be whole, and reads its header.
 * @throws FitsError for a damaged file, ConsoleError `storage` when it cannot be read, `bad-input` when it is not a bias,
 * dark or flat
 */
export async function readMasterInput(path: string, knownSha256: string | null): Promise<MasterInput> {
  const { header, layout, bytes, modifiedMs } = await readStoredImage(path);
  const cards = inOwnTerms(header.cards);
  const { frameType, frameUid, startedAt } = readFrameFacts(cards);
  if (frameType === null || frameType === 'light') {
    const says = frameType === null ? `has IMAGETYP “${textOf(cards, 'IMAGETYP') ?? ''}”` : 'is a light frame';
    throw new ConsoleError('bad-input', `${path} ${says}; masters are built from bias, dark or flat frames.`, {
      facts: { code: 'not-calibration', path, imageType: frameType ?? textOf(cards, 'IMAGETYP') ?? '' },
    });
  }
  // The ledger's hash is of all its bytes, too.
  const checksums = knownSha256 === null ? ownChecksums(header.cards) : null;
  const file = { path, layout, bytes, modifiedMs, checksums };
  return { file, kind: frameType, frameUid, knownSha256, cards, takenAt: startedAt };
}

/** A header in the terms of calibration matching: camera, telescope and filter by what they call themselves. */
export function matchingFacts(
  kind: CalibrationKind,
  cards: readonly ReadCard[],
  takenAt: number | null,
): CalibrationFrame {
  const facts = readFrameFacts(cards);
  return {
    kind,
    camera: textOf(cards, 'CAMERAID') ?? textOf(cards, 'INSTRUME') ?? undefined,
    telescope: textOf(cards, 'TELESCOP') ?? undefined,
    // A header leaves out what the camera does not have.
    readoutMode: facts.readoutMode,
    gain: facts.gain,
    offset: facts.offset,
    binning: facts.binning ?? undefined,
    width: facts.width ?? undefined,
    height: facts.height ?? undefined,
    exposureS: facts.exposureS ?? undefined,
    temperatureC: facts.setPointC ?? facts.sensorStartC ?? undefined,
    filter: facts.filterName,
    takenAt,
  };
}

/** @throws ConsoleError `storage` when the ledger knows the frame by another hash than its file has */
export function mustBeAsTaken({ file, knownSha256 }: MasterInput, sha256: string): void {
  if (knownSha256 === null || knownSha256 === sha256) return;
  throw new ConsoleError(
    'storage',
    `${file.path} is not what was written when the frame was taken. Reject that frame, then build again.`,
    { facts: { code: 'not-as-taken', path: file.path } },
  );
}

/** s; 0 where the header does not say. */
export function exposureOf({ cards }: MasterInput): number {
  return readFrameFacts(cards).exposureS ?? 0;
}

export function textOf(cards: readonly ReadCard[], keyword: string): string | null {
  const value = cards.find((card) => card.keyword === keyword)?.value;
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : null;
}
