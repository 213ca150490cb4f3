import type { TaskDetail } from '../../src-main/contract/views.ts';
import type { Console } from './console.svelte.ts';

/**
 * The detail of the task that `uid` names, fetched again whenever the console says that the task changed. The previous
 * detail stays until the new one has come. To be made while a component is set up.
 */
export class TaskDetailSource {
  current = $state.raw<TaskDetail | null>(null);
  /** Why it could not be had. */
  problem = $state<string | null>(null);

  constructor(console: Console, uid: () => string | null) {
    let wanted = 0;
    const load = async (taskUid: string | null) => {
      const mine = ++wanted;
      if (taskUid === null) {
        this.current = null;
        return;
      }
      try {
        const detail = await console.call('queue.detail', { uid: taskUid });
        if (mine !== wanted) return;
        this.current = detail;
        this.problem = null;
      } catch (thrown) {
        if (mine !== wanted) return;
        this.current = null;
        this.problem = thrown instanceof Error ? thrown.message : String(thrown);
      }
    };
    // What it is taken from, such as the state of the run, changes far more often than the task does.
    const named = $derived(uid());
    $effect(() => {
      if (console.connected) void load(named);
    });
    $effect(() =>
      console.subscribe((event) => {
        if (event.type === 'queue' && named !== null && (event.uids?.includes(named) ?? true)) void load(named);
      }),
    );
  }
}
