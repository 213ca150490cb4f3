/** Carries out what the policy says of a fault, and waits for a disk that cannot take a frame. */
import type { TroubleFacts } from '../contract/run-reasons.ts';
import type { DiskView } from '../contract/views.ts';
import { DeviceError } from '../devices/ports.ts';
import type { TaskWithParts } from '../store/queue-store.ts';
import { storageFault } from '../store/storage-fault.ts';
import { diskObstacle } from './disk-room.ts';
import { decideAfterFault } from './fault-policy.ts';
import type { RunContext } from './run-context.ts';
import type { TaskEnd } from './task-end.ts';

/** How often a disk that cannot take a frame is looked at again, s. */
const DISK_LOOK_S = 10;

const NEXT = {
  'await-disk': 'It is taken again when the disk is well.',
  retry: 'It is taken again.',
  restart: 'The instrument is started anew, and the frame taken again.',
} as const;

/** Does what the policy says of a fault. Null: the frame is to be taken again. */
export async function afterFault(
  thrown: unknown,
  inARow: number,
  item: TaskWithParts,
  run: RunContext,
): Promise<TaskEnd | null> {
  const storage = storageFault(thrown);
  const why = storage?.message ?? (thrown instanceof Error ? thrown.message : String(thrown));
  const { uid } = item.task;
  const failure = thrown instanceof DeviceError ? thrown.failure : storage !== null ? 'storage' : null;
  // A fault that no device and no disk has is ours, and trying again would only hide it.
  if (failure === null) return { kind: 'trouble', reason: 'internal', why };
  const { action, advice } = decideAfterFault(failure, inARow);
  const tell = (then: keyof typeof NEXT) =>
    run.events.log({
      ...{ level: 'warning', who: 'runner', what: 'frame.failed', facts: { failure, why, then } },
      ...{ message: `A frame failed: ${why} ${NEXT[then]}`, taskUid: uid },
    });
  switch (action.kind) {
    case 'leave-task':
      return { kind: 'left', reason: 'refused', why };
    case 'pause':
      return { kind: 'trouble', reason: failure, why: `${why} ${advice}`.trim() };
    case 'await-disk':
      tell('await-disk');
      await run.wait(DISK_LOOK_S);
      return null;
    case 'retry':
    case 'restart':
      tell(action.kind);
      run.show({
        ...{ step: 'waiting', waitsFor: 'another-try', activity: `Trying again: ${why}` },
        ...{ taskUid: uid, remainingS: item.task.remainingS },
      });
      await run.wait(action.afterS);
      if (action.kind === 'restart' && run.haltReason() === null) await run.instrument.restart().catch(() => {});
      return null;
  }
}

/** Waits while a disk cannot take a frame, of which the look at it has raised an alarm, until it can or the observer wants something else. */
export async function awaitDisk(disk: DiskView, obstacle: string, item: TaskWithParts, run: RunContext): Promise<void> {
  const { uid } = item.task;
  const waitsFor = disk.writable ? 'disk-full' : 'disk-refuses';
  run.show({ step: 'waiting', waitsFor, activity: obstacle, taskUid: uid, remainingS: item.task.remainingS });
  while (run.haltReason() === null && !run.isSkipped(uid)) {
    await run.wait(DISK_LOOK_S);
    if (diskObstacle(await run.lookAtDisk()) !== null) continue;
    run.events.log({
      level: 'info',
      who: 'runner',
      what: 'disk.well',
      facts: {},
      message: 'The disk has room again; the run goes on.',
      taskUid: uid,
    });
    return;
  }
}

/** What a fault that nobody dealt with means for the run. */
export function troubleOf(thrown: unknown): TroubleFacts {
  const storage = storageFault(thrown);
  if (storage !== null) return { reason: 'storage', why: storage.message };
  const reason = thrown instanceof DeviceError ? thrown.failure : 'internal';
  return { reason, why: thrown instanceof Error ? thrown.message : String(thrown) };
}
