/** One run of the bench: the virtual observatory on this side, the guest with the checks on the other. */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { NODE_FLAGS } from '../../../src-main/bundle/node-flags.ts';
import { observatoryRoutes, type Route, startControlService } from '../usbip/control-service.ts';
import { startUsbipServer } from '../usbip/usbip-server.ts';
import { createVirtualObservatory } from '../usbip/virtual-observatory.ts';
import { HOST_SEEN_FROM_GUEST, lastWords, runInGuest, SHARED_IN_GUEST } from './guest.ts';
import { provideGuestKernel } from './guest-kernel.ts';
import { buildGuestPrograms } from './guest-programs.ts';
import { judgeNight } from './judge-night.ts';
import { type BenchMessage, type CheckResult, describeCheck } from './results.ts';
import { guestProgram, PLAIN_READER } from './shared-folder.ts';

const TIME_LIMIT_MS = 15 * 60_000;

export interface BenchOrder {
  readonly projectRoot: string;
  /** An empty folder that the guest writes to. */
  readonly shared: string;
  /** Parts of in-guest/main.ts; all when empty. */
  readonly parts: readonly string[];
  say(line: string): void;
}

/** Resolves with what was checked; a guest that breaks down is a failed check. */
export async function runBench({ projectRoot, shared, parts, say }: BenchOrder): Promise<readonly CheckResult[]> {
  const now = () => performance.now();
  const began = now();
  const checks: CheckResult[] = [];
  let finished = false;
  const add = (check: CheckResult) => {
    checks.push(check);
    say(describeCheck(check));
  };
  const hear = (message: BenchMessage) => {
    if (message.type === 'check') add(message.check);
    else if (message.type === 'measured') say(`       ${message.measurement.what}: ${message.measurement.value}`);
    else finished = true;
  };
  const benchRoute: Route = [
    'POST',
    /^\/bench$/,
    ({ body }) => {
      hear(body as BenchMessage);
      return { body: {} };
    },
  ];

  const observatory = createVirtualObservatory(now);
  const usbip = await startUsbipServer(observatory.bus, { port: 0, now });
  const control = await startControlService([...observatoryRoutes(observatory, now), benchRoute], 0);
  try {
    const guest = provideGuestKernel(join(projectRoot, 'node_modules', '.cache', 'usb-bench'), say);
    say(`Guest: Debian's kernel ${guest.version} in QEMU, software emulation.`);
    compilePlainReader(shared);
    await buildGuestPrograms(projectRoot);
    const script = jobScript(projectRoot, usbip.port, control.port, parts);
    await runInGuest(guest, { script, sharedFolder: shared, projectRoot, timeLimitMs: TIME_LIMIT_MS });
    if (!finished) throw new Error(`The guest's checks broke off. ${lastWords(shared)}`);
    for (const check of await judgeNight(shared)) add(check);
  } catch (thrown) {
    const failure = thrown instanceof Error ? thrown.message : String(thrown);
    add({ part: 'bench', name: 'the guest runs to its end', failure, seconds: (now() - began) / 1000 });
  } finally {
    await usbip.close();
    await control.close();
  }
  say(`USB bench: ${((now() - began) / 1000).toFixed(0)} s.`);
  return checks;
}

/** What throughput is held against; compiled here, because the guest is slow. */
function compilePlainReader(shared: string): void {
  const source = join(import.meta.dirname, 'plain-reader.c');
  execFileSync('gcc', ['-O2', '-Wall', '-o', join(shared, PLAIN_READER), source]);
}

/** Attaches whatever is plugged in, for as long as the checks run. */
function jobScript(projectRoot: string, usbipPort: number, controlPort: number, parts: readonly string[]): string {
  const control = `http://${HOST_SEEN_FROM_GUEST}:${controlPort}`;
  const node = join(projectRoot, 'node_modules', '.bin', 'node');
  return `
cd "${projectRoot}"
while true; do
  for id in $(busybox wget -q -O - ${control}/unattached); do
    usbip --tcp-port ${usbipPort} attach -r ${HOST_SEEN_FROM_GUEST} -b "$id"
  done
  busybox usleep 50000
done &
export BENCH_SHARED=${SHARED_IN_GUEST}
"${node}" ${NODE_FLAGS.join(' ')} ${guestProgram('in-guest')} ${control} ${parts.join(' ')}
code=$?
# A process that crashed has left a line in the kernel's log that says where.
if [ "$code" -gt 128 ]; then dmesg | tail -3; fi
exit "$code"
`;
}
