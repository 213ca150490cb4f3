import type { FrameType } from '../contract/vocabulary.ts';
import { toAscii } from './ascii.ts';

export interface FrameNaming {
  readonly frameUid: string;
  /** About when the exposure begins: UTC, ms since 1970. */
  readonly at: number;
  readonly frameType: FrameType;
  readonly purpose: 'task' | 'test';
  /** The target's name; empty where there is none. */
  readonly object: string;
  readonly filterName: string | null;
  readonly exposureS: number;
  readonly binning: number;
  /** Counts the frames of a task (or of a set of test frames) from 1. */
  readonly number: number;
}

const TYPE_WORD: Readonly<Record<FrameType, string>> = { light: 'Light', bias: 'Bias', dark: 'Dark', flat: 'Flat' };

/**
 * A name that sorts by time and that a person can read:
 * `20261122T031502_M51_R_60s_bin1_0003_1b9d6bcd.fits`; calibration frames have their type where lights have the target.
 * Safe on every file system (letters, digits, `.`, `+`, `-`, `_`), at most 120 characters. The beginning of the frame's
 * uid keeps names apart whatever else is equal.
 */
export function frameFileName(frame: FrameNaming): string {
  const time = new Date(frame.at).toISOString().slice(0, 19).replace(/[-:]/g, '');
  const parts = [
    time,
    frame.frameType === 'light' ? namePart(frame.object, 40) || TYPE_WORD.light : TYPE_WORD[frame.frameType],
    namePart(frame.filterName ?? '', 16),
    `${exposureText(frame.exposureS)}s`,
    `bin${frame.binning}`,
    frame.purpose === 'test' ? 'test' : '',
    String(frame.number).padStart(4, '0'),
    frame.frameUid.slice(0, 8),
  ];
  return `${parts.filter((part) => part !== '').join('_')}.fits`;
}

/** One part of a file name: what is no letter, digit, `.` or `+` becomes a single `-`; none at the ends. */
function namePart(text: string, longest: number): string {
  return toAscii(text)
    .replace(/[^A-Za-z0-9.+]+/g, '-')
    .slice(0, longest)
    .replace(/^[-.]+|[-.]+$/g, '');
}

/** Six digits at most, so that 0.1 + 0.2 does not spell itself out. */
function exposureText(seconds: number): string {
  return String(Number(seconds.toPrecision(6)));
}
