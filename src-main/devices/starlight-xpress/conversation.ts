/** Telling a camera something and asking it something, with one more try where that cannot do harm. */
import { setTimeout as sleep } from 'node:timers/promises';
import { DeviceError } from '../ports.ts';
import { drain } from '../usb/bulk-transfers.ts';
import { UsbFault, type UsbPipes } from '../usb/usb-ports.ts';
import { resetCommand } from './camera-protocol.ts';

const COMMAND_MS = 2000;
const ANSWER_MS = 3000;
/** A camera that has said nothing for so long has nothing left to say. */
const SILENCE_MS = 200;
const RESET_MS = 1;

/**
 * Sends a command that has no answer. Only one that `mayRepeat` is sent once more after a fault. Resolves with how often it
 * was sent: a camera may have obeyed it as often.
 */
export async function tell(
  pipes: UsbPipes,
  command: Uint8Array,
  { mayRepeat }: { mayRepeat: boolean },
): Promise<number> {
  let sent = 0;
  const send = () => {
    sent += 1;
    return pipes.write(command, COMMAND_MS);
  };
  await (mayRepeat ? withAnotherTry(pipes, send) : send());
  return sent;
}

/** Sends a command and reads its answer of exactly `length` bytes; `parse` throws for one that makes no sense. */
export function ask<Answer>(
  pipes: UsbPipes,
  command: Uint8Array,
  length: number,
  parse: (reply: Uint8Array) => Answer,
): Promise<Answer> {
  return withAnotherTry(pipes, async () => {
    await pipes.write(command, COMMAND_MS);
    const reply = await pipes.read(pipes.packetBytes, ANSWER_MS);
    if (reply.length === length) return parse(reply);
    throw new DeviceError(
      'protocol',
      `The camera answered ${reply.length} bytes instead of ${length}. Try another cable or port.`,
    );
  });
}

async function withAnotherTry<Value>(pipes: UsbPipes, attempt: () => Promise<Value>): Promise<Value> {
  try {
    return await attempt();
  } catch (thrown) {
    if (!isPassing(thrown)) throw thrown;
    await pipes.clearHalts();
    await drain(pipes, SILENCE_MS);
  }
  const value = await attempt();
  // Where the first answer was only late there are two of them: the other must not be taken for a frame's beginning.
  await drain(pipes, SILENCE_MS);
  return value;
}

/** What a second try may mend: the pipes out of step, an answer that came late or was garbled. */
function isPassing(thrown: unknown): boolean {
  if (thrown instanceof UsbFault) return thrown.kind === 'timeout' || thrown.kind === 'stalled';
  return thrown instanceof DeviceError && thrown.failure === 'protocol';
}

/** Makes the camera drop whatever it was doing and has to say, so that it takes commands again. */
export async function calm(pipes: UsbPipes): Promise<void> {
  try {
    await resetAndDrain(pipes);
  } catch (thrown) {
    if (!isPassing(thrown)) throw thrown;
    await pipes.clearHalts();
    await resetAndDrain(pipes);
  }
}

async function resetAndDrain(pipes: UsbPipes): Promise<void> {
  await pipes.write(resetCommand(), COMMAND_MS);
  await sleep(RESET_MS);
  await drain(pipes, SILENCE_MS);
}
