/**
 * An imported device between USB/IP and the virtual device: URBs wait per endpoint in order, halts are kept, standard
 * requests answered. Without socket and clock: messages in, messages out, and when to be asked again.
 */
import type { SetupPacket, VirtualUsbDevice } from '../virtual-devices/virtual-usb-device.ts';
import { formatSubmitted, formatUnlinked, SHORT_NOT_OK, STATUS, type Submit, type Unlink } from './messages.ts';
import { answerStandard, isStandard, readSetup } from './standard-requests.ts';

const IN = 0x80;

export interface UrbQueue {
  /** Takes a request; returns what can be answered at once. */
  handle(message: Submit | Unlink, nowMs: number): Progress;
  /** Answers what has become ready by now. */
  advance(nowMs: number): Progress;
}

export interface Progress {
  readonly replies: readonly Buffer[];
  /** When `advance` makes sense again; null: only after another request. */
  readonly nextMs: number | null;
  /** The device has left the bus: the connection ends. */
  readonly gone: boolean;
}

export function createUrbQueue(device: VirtualUsbDevice): UrbQueue {
  /** Waiting IN transfers by endpoint number. */
  const waiting = new Map<number, Submit[]>();
  const halted = new Set<number>();

  const control = (submit: Submit, nowMs: number): readonly Buffer[] => {
    const setup = readSetup(submit.setup);
    const answer = isStandard(setup) ? standard(setup) : device.control(setup, submit.data, nowMs);
    if (answer === 'stall') return formatSubmitted(submit, { status: STATUS.stall });
    return formatSubmitted(submit, {
      status: STATUS.ok,
      received: answer.subarray(0, submit.length),
      accepted: submit.length,
    });
  };
  const standard = (setup: SetupPacket): Uint8Array | 'stall' => {
    const answer = answerStandard(setup, device.descriptors, (endpoint) => halted.has(endpoint));
    switch (answer.kind) {
      case 'clear-halt':
        halted.delete(answer.endpoint);
        return new Uint8Array();
      case 'configured':
        halted.clear();
        return new Uint8Array();
      case 'bytes':
        return answer.bytes;
      case 'stall':
        return 'stall';
    }
  };

  const send = (submit: Submit, nowMs: number): readonly Buffer[] => {
    if (halted.has(submit.endpoint)) return formatSubmitted(submit, { status: STATUS.stall });
    if (device.write(submit.endpoint, submit.data, nowMs) === 'stall') {
      halted.add(submit.endpoint);
      return formatSubmitted(submit, { status: STATUS.stall });
    }
    return formatSubmitted(submit, { status: STATUS.ok, accepted: submit.length });
  };

  /** One waiting IN transfer's answer; a number: not before then; null: nobody knows when. */
  const receive = (submit: Submit, nowMs: number): readonly Buffer[] | number | null | 'gone' => {
    const address = submit.endpoint | IN;
    if (halted.has(address)) return formatSubmitted(submit, { status: STATUS.stall });
    const delivery = device.read(submit.endpoint, submit.length, nowMs);
    switch (delivery.kind) {
      case 'gone':
        return 'gone';
      case 'wait':
        return delivery.untilMs;
      case 'stall':
        halted.add(address);
        return formatSubmitted(submit, { status: STATUS.stall, received: delivery.bytes ?? new Uint8Array() });
      case 'bytes': {
        const isShort = delivery.bytes.length < submit.length && (submit.flags & SHORT_NOT_OK) !== 0;
        return formatSubmitted(submit, { status: isShort ? STATUS.shortRead : STATUS.ok, received: delivery.bytes });
      }
    }
  };

  const advance = (nowMs: number): Progress => {
    const replies: Buffer[] = [];
    let nextMs: number | null = null;
    for (const [endpoint, submits] of waiting) {
      for (let first = submits[0]; first !== undefined; first = submits[0]) {
        const answer = receive(first, nowMs);
        if (answer === 'gone') return { replies, nextMs: null, gone: true };
        if (answer === null || typeof answer === 'number') {
          if (answer !== null) nextMs = Math.min(nextMs ?? answer, answer);
          break;
        }
        replies.push(...answer);
        submits.shift();
      }
      if (submits.length === 0) waiting.delete(endpoint);
    }
    return { replies, nextMs, gone: false };
  };

  const unlink = ({ sequence, victim }: Unlink): Buffer => {
    for (const submits of waiting.values()) {
      const at = submits.findIndex((submit) => submit.sequence === victim);
      if (at < 0) continue;
      submits.splice(at, 1);
      return formatUnlinked(sequence, STATUS.unlinked);
    }
    // It was answered already.
    return formatUnlinked(sequence, STATUS.ok);
  };

  return {
    handle(message, nowMs) {
      const replies: Buffer[] = [];
      if (message.kind === 'unlink') replies.push(unlink(message));
      else if (message.endpoint === 0) replies.push(...control(message, nowMs));
      else if (!message.isIn) replies.push(...send(message, nowMs));
      else waiting.set(message.endpoint, [...(waiting.get(message.endpoint) ?? []), message]);
      // What was sent may have made something ready to be received.
      const progress = advance(nowMs);
      return { ...progress, replies: [...replies, ...progress.replies] };
    },
    advance,
  };
}
