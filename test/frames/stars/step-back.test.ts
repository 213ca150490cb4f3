import { readFileSync } from 'node:fs';
import { getPriority } from 'node:os';
import { Worker } from 'node:worker_threads';
import { expect, test } from 'vitest';

test.runIf(process.platform === 'linux')(
  'measuring steps back behind everything else, alone of all threads',
  async () => {
    const module_ = new URL('../../../src-main/frames/stars/step-back.ts', import.meta.url).href;
    const code = `
    import { parentPort } from 'node:worker_threads';
    import { readFileSync } from 'node:fs';
    import { stepBack } from ${JSON.stringify(module_)};
    stepBack();
    parentPort.postMessage(readFileSync('/proc/thread-self/stat', 'utf8'));`;
    const worker = new Worker(new URL(`data:text/javascript,${encodeURIComponent(code)}`));
    const stat = await new Promise<string>((resolve, reject) => worker.once('message', resolve).once('error', reject));
    // Field 19 is the niceness (man 5 proc); the name in field 2 may hold spaces.
    const niceness = (line: string) => Number(line.slice(line.lastIndexOf(')') + 2).split(' ')[16]);
    expect(niceness(stat)).toBe(Math.max(10, getPriority()));
    expect(niceness(readFileSync('/proc/self/stat', 'utf8'))).toBe(getPriority());
  },
);
