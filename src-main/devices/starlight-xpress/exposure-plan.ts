/**
 * An exposure as the steps that the camera is led through. Pure: carried out by run-exposure.ts.
 *
 * Facts from: indi-3rdparty indi-sx/sxccd.cpp (StartExposure, ExposureTimerHit), GoQat's sx.c (sx_expose).
 */
import type { FrameType } from '../../contract/vocabulary.ts';
import {
  clearCommand,
  clearFieldCommand,
  clearRegistersCommand,
  FIELD_EVEN,
  FIELD_ODD,
  readCommand,
  readFieldCommand,
  timedReadCommand,
} from './camera-protocol.ts';
import type { FrameLayout } from './frame-layout.ts';

/** The moment at which a field (the whole sensor: both) begins or ends to collect light. */
export interface ExposureMark {
  readonly edge: 'begin' | 'end';
  readonly fields: number;
}

export type ExposureStep =
  /** A command without answer. `mark`: what its being sent means. */
  | { readonly kind: 'tell'; readonly command: Uint8Array; readonly mark?: ExposureMark }
  | { readonly kind: 'shutter'; readonly open: boolean; readonly mark?: ExposureMark }
  /** Until so long after the exposure of a field (with a single exposure: of any) began, ms. */
  | { readonly kind: 'wait'; readonly untilMs: number; readonly field: number }
  /** Until so long after the command before was sent, ms: the camera keeps the time. */
  | { readonly kind: 'wait-for-camera'; readonly untilMs: number }
  | { readonly kind: 'pause'; readonly ms: number }
  /** From here on nothing else may be asked of the camera until the frame is read. */
  | { readonly kind: 'quiet' }
  /** The exposure is over, readout begins. */
  | { readonly kind: 'reading' }
  /** Fill these bytes of the frame. */
  | { readonly kind: 'read'; readonly offset: number; readonly bytes: number };

export interface ExposurePlan {
  readonly steps: readonly ExposureStep[];
  /** Set when the camera times the exposure by itself, s; else the marks tell how long it was. */
  readonly timedByCameraS: number | null;
}

export interface ExposureWish {
  readonly layout: FrameLayout;
  readonly frameType: FrameType;
  readonly exposureS: number;
  readonly hasShutter: boolean;
  /** How long one field takes to be read, ms; matters where fields are read one after the other. */
  readonly fieldMs: number;
}

/** Up to this long the camera keeps time better than a host does. */
const LONGEST_TIMED_BY_CAMERA_MS = 1000;
/** So long before the end of such an exposure its pixels are asked for, so that the camera need not wait for the host. */
const ASK_BEFORE_MS = 50;
/** So long before the end of a long exposure the registers are emptied of the charge that has gathered in them. */
const SECOND_CLEAR_BEFORE_MS = 3000;
/** So long before the end nobody else may talk to the camera, or the end would come late. */
const QUIET_BEFORE_MS = 1500;

const BOTH = FIELD_EVEN | FIELD_ODD;

export function planExposure({ layout, frameType, exposureS, hasShutter, fieldMs }: ExposureWish): ExposurePlan {
  const wantsLight = frameType === 'light' || frameType === 'flat';
  const movesShutter = hasShutter && wantsLight;
  const inFields = layout.reads.length > 1;
  const ms = Math.max(1, Math.round(exposureS * 1000));
  const before: ExposureStep[] = hasShutter && !wantsLight ? [{ kind: 'shutter', open: false }] : [];

  if (!movesShutter && !inFields && ms <= LONGEST_TIMED_BY_CAMERA_MS) {
    return { steps: [...before, ...timedByCamera(layout, ms)], timedByCameraS: ms / 1000 };
  }
  const beginning = inFields ? clearFields(fieldMs, movesShutter) : clearAll(movesShutter);
  const exposureMs = inFields && !movesShutter ? Math.max(ms, Math.ceil(fieldMs)) : ms;
  const closing: ExposureStep[] = movesShutter
    ? [{ kind: 'shutter', open: false, mark: { edge: 'end', fields: BOTH } }]
    : [];
  const steps: ExposureStep[] = [
    ...before,
    ...(exposureMs <= QUIET_BEFORE_MS ? [QUIET] : []),
    ...beginning,
    ...waiting(exposureMs, layout.reads[0]!.field ?? BOTH),
    ...closing,
    ...reading(layout, exposureMs, movesShutter),
  ];
  return { steps, timedByCameraS: null };
}

const QUIET: ExposureStep = { kind: 'quiet' };

function timedByCamera(layout: FrameLayout, ms: number): ExposureStep[] {
  const { window, bytes } = layout.reads[0]!;
  const begin: ExposureMark = { edge: 'begin', fields: BOTH };
  return [
    QUIET,
    { kind: 'tell', command: clearCommand() },
    { kind: 'tell', command: timedReadCommand(window, ms), mark: begin },
    { kind: 'wait-for-camera', untilMs: Math.max(0, ms - ASK_BEFORE_MS) },
    { kind: 'reading' },
    { kind: 'read', offset: 0, bytes },
  ];
}

/** The exposure begins with the clear, or, where there is a shutter, when that opens. */
function clearAll(movesShutter: boolean): ExposureStep[] {
  const begin: ExposureMark = { edge: 'begin', fields: BOTH };
  const clear = { kind: 'tell', command: clearCommand() } as const;
  return movesShutter ? [clear, { kind: 'shutter', open: true, mark: begin }] : [{ ...clear, mark: begin }];
}

/**
 * The fields are cleared as far apart as they will be read, so that both are exposed for the same time. The public driver
 * leaves out the clear of both beforehand, which costs nothing and empties the sensor even of what a single field's does not.
 */
function clearFields(fieldMs: number, movesShutter: boolean): ExposureStep[] {
  const clearField = (field: number): ExposureStep => {
    const tell = { kind: 'tell', command: clearFieldCommand(field) } as const;
    return movesShutter ? tell : { ...tell, mark: { edge: 'begin', fields: field } };
  };
  return [
    { kind: 'tell', command: clearCommand() },
    clearField(FIELD_EVEN),
    { kind: 'pause', ms: fieldMs },
    clearField(FIELD_ODD),
    ...(movesShutter ? [{ kind: 'shutter', open: true, mark: { edge: 'begin', fields: BOTH } } as const] : []),
  ];
}

function waiting(exposureMs: number, field: number): ExposureStep[] {
  const steps: ExposureStep[] = [];
  if (exposureMs > SECOND_CLEAR_BEFORE_MS) {
    steps.push({ kind: 'wait', untilMs: exposureMs - SECOND_CLEAR_BEFORE_MS, field });
    steps.push({ kind: 'tell', command: clearRegistersCommand() });
  }
  if (exposureMs > QUIET_BEFORE_MS) steps.push({ kind: 'wait', untilMs: exposureMs - QUIET_BEFORE_MS, field }, QUIET);
  return [...steps, { kind: 'wait', untilMs: exposureMs, field }];
}

/** Without a shutter a field goes on collecting light while another is read: it is read when its own time has come. */
function reading(layout: FrameLayout, exposureMs: number, movesShutter: boolean): ExposureStep[] {
  let offset = 0;
  return layout.reads.flatMap(({ field, window, bytes }, index): ExposureStep[] => {
    const command = field === null ? readCommand(window) : readFieldCommand(field, window);
    const tell = { kind: 'tell', command } as const;
    const read = { kind: 'read', offset, bytes } as const;
    offset += bytes;
    const fields = field ?? BOTH;
    const marked = movesShutter ? tell : { ...tell, mark: { edge: 'end', fields } as const };
    if (index === 0) return [marked, { kind: 'reading' }, read];
    return movesShutter ? [marked, read] : [{ kind: 'wait', untilMs: exposureMs, field: fields }, marked, read];
  });
}
