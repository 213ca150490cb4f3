import type { Console } from '../../state/console.svelte.ts';

/** Saves the tasks as a file in the shape that an import takes. No statuses = all. */
export async function exportTasks(console: Console, statuses: readonly string[]): Promise<void> {
  const exported = await console.perform('queue.export', statuses.length > 0 ? { statuses: [...statuses] } : {});
  if (exported === undefined) return;
  const address = URL.createObjectURL(new Blob([exported.text], { type: 'application/json' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = `warmroom-tasks-${new Date(console.now).toISOString().slice(0, 16).replaceAll(':', '')}.json`;
  link.click();
  URL.revokeObjectURL(address);
}
