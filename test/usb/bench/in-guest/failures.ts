/** Failures that are expected, and devices that come back. */
import { DeviceError, type DeviceFailure } from '../../../../src-main/devices/ports.ts';

/** Throws an Error unless the work rejects with a DeviceError of one of these failures. */
export async function expectFailure(work: Promise<unknown>, failures: readonly DeviceFailure[]): Promise<void> {
  const thrown = await work.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (thrown === null) throw new Error(`It succeeded instead of failing as ${failures.join(' or ')}.`);
  if (!(thrown instanceof DeviceError)) throw thrown;
  if (!failures.includes(thrown.failure)) {
    throw new Error(`Failed as ${thrown.failure} instead of ${failures.join(' or ')}: ${thrown.message}`);
  }
}

/** A device that has come back may not be there at once: tries until it works. Fails with the last failure. */
export async function goesAgain<Result>(attempt: () => Promise<Result>, limitMs = 20_000): Promise<Result> {
  const deadline = performance.now() + limitMs;
  for (;;) {
    try {
      return await attempt();
    } catch (thrown) {
      const isAway = thrown instanceof DeviceError && ['lost', 'not-connected'].includes(thrown.failure);
      if (!isAway || performance.now() > deadline) throw thrown;
      await new Promise((resolve) => setTimeout(resolve, 250));
    }
  }
}
