/** How much memory the console's processes hold. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** Resident memory in MiB by what the process is for; several of a kind are added up. */
export type Memory = ReadonlyMap<string, number>;

const ROLES: readonly (readonly [role: string, pattern: RegExp])[] = [
  ['main', /console-process\.ts/],
  ['instrument', /instrument-host[/\\]main\.ts/],
  ['page (Chromium’s renderer)', /--type=renderer/],
];

/** Looks at the processes that this one started, and those that they started. Needs `ps`. */
export async function memoryNow(): Promise<Memory> {
  const { stdout } = await promisify(execFile)('ps', ['-eo', 'pid=,ppid=,rss=,args=']);
  const processes = stdout
    .split('\n')
    .map((line) => /^\s*(\d+)\s+(\d+)\s+(\d+)\s+(.*)$/.exec(line))
    .filter((match) => match !== null)
    .map(([, pid, parent, kib, command]) => ({
      pid: Number(pid),
      parent: Number(parent),
      mib: Number(kib) / 1024,
      command: command!,
    }));
  const children = Map.groupBy(processes, ({ parent }) => parent);
  const memory = new Map<string, number>();
  const visit = (pid: number) => {
    for (const child of children.get(pid) ?? []) {
      const role = ROLES.find(([, pattern]) => pattern.test(child.command))?.[0];
      if (role !== undefined) memory.set(role, (memory.get(role) ?? 0) + child.mib);
      visit(child.pid);
    }
  };
  visit(process.pid);
  return memory;
}

/** Looks once a second and keeps the highest of each; the returned function ends that and gives them. */
export function watchMemory(): () => Promise<Memory> {
  const highest = new Map<string, number>();
  let ended = false;
  const watching = (async () => {
    while (!ended) {
      for (const [role, mib] of await memoryNow()) highest.set(role, Math.max(mib, highest.get(role) ?? 0));
      await new Promise((resolve) => setTimeout(resolve, 1000));
    }
    return highest;
  })();
  return () => {
    ended = true;
    return watching;
  };
}
