/** Ways in which a camera can be told to misbehave, each as what becomes of the bytes it would have sent. */
import type { Ending } from './outgoing-bytes.ts';

export type CameraFault =
  /** The IN endpoint halts after that many bytes of pixels. */
  | { readonly kind: 'stall'; readonly afterBytes: number }
  /** The transfer ends early with a short packet after that many bytes of pixels; the rest never comes. */
  | { readonly kind: 'short'; readonly afterBytes: number }
  /** After that many bytes of pixels nothing comes any more until the camera is reset. */
  | { readonly kind: 'silent'; readonly afterBytes: number }
  /** The camera leaves the bus after that many bytes of pixels. */
  | { readonly kind: 'gone'; readonly afterBytes: number }
  /** That many bytes too many follow the pixels. */
  | { readonly kind: 'extra'; readonly bytes: number }
  /** Answers to commands are nonsense of the right length. */
  | { readonly kind: 'garbage' }
  /** Answers to commands come too short by one byte. */
  | { readonly kind: 'short-answer' }
  /** Answers and pixels come that much later. */
  | { readonly kind: 'late'; readonly ms: number }
  /** The next command stalls. */
  | { readonly kind: 'refuse' };

export const FAULT_KINDS: readonly CameraFault['kind'][] = [
  ...(['stall', 'short', 'silent', 'gone', 'extra'] as const),
  ...(['garbage', 'short-answer', 'late', 'refuse'] as const),
];

export interface OrderedFault {
  readonly fault: CameraFault;
  /** Happens to one frame, answer or command; else to all until it is cleared. */
  readonly once: boolean;
}

export interface Sending {
  readonly bytes: Uint8Array;
  readonly delayMs: number;
  readonly ending: Ending;
}

const NONSENSE = 0xa5;

/** What the camera sends in place of a frame's pixels; null when the fault does not touch pixels. */
export function spoilPixels(fault: CameraFault, bytes: Uint8Array): Sending | null {
  switch (fault.kind) {
    case 'stall':
    case 'short':
    case 'silent':
    case 'gone':
      return { bytes: bytes.subarray(0, fault.afterBytes), delayMs: 0, ending: fault.kind };
    case 'extra':
      return {
        bytes: Buffer.concat([bytes, new Uint8Array(fault.bytes).fill(NONSENSE)]),
        delayMs: 0,
        ending: 'packet',
      };
    case 'late':
      return { bytes, delayMs: fault.ms, ending: 'packet' };
    default:
      return null;
  }
}

/** What it sends in place of a command's answer; null when the fault does not touch answers. */
export function spoilAnswer(fault: CameraFault, bytes: Uint8Array): Sending | null {
  switch (fault.kind) {
    case 'garbage':
      return { bytes: bytes.map((byte) => byte ^ NONSENSE), delayMs: 0, ending: 'packet' };
    case 'short-answer':
      return { bytes: bytes.subarray(0, bytes.length - 1), delayMs: 0, ending: 'packet' };
    case 'late':
      return { bytes, delayMs: fault.ms, ending: 'packet' };
    default:
      return null;
  }
}
