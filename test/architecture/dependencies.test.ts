import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { violations } from './dependency-rules.ts';
import { importCycles, importsOf, readSources, type SourceFile } from './source-imports.ts';

const MAX_LINES = 400;
const sources = readSources(join(import.meta.dirname, '..', '..'), ['src-main', 'src-renderer']);

describe('the sources', () => {
  test('depend one way: hosts → app → engine, calibration → tasks, store, devices, frames; contract on nothing', () => {
    expect(sources.length).toBeGreaterThan(10);
    expect(sources.flatMap(violations)).toEqual([]);
  });

  test('import nothing in a circle', () => {
    expect(importCycles(sources)).toEqual([]);
  });

  test(`have at most ${MAX_LINES} lines a file`, () => {
    expect(sources.filter((file) => file.lines > MAX_LINES).map((file) => `${file.path}: ${file.lines}`)).toEqual([]);
  });
});

describe('these checks', () => {
  const file = (path: string, text: string): SourceFile => ({ path, lines: 1, imports: importsOf(path, text) });

  test.each([
    ['src-main/contract/a.ts', `import type { X } from '../tasks/x.ts';`],
    ['src-main/tasks/a.ts', `export * from '../store/x.ts';`],
    ['src-main/store/a.ts', `const x = await import('../engine/x.ts');`],
    ['src-main/devices/simulator/a.ts', `import { write } from '../../frames/fits/write.ts';`],
    ['src-main/devices/simulator/a.ts', `import { card } from '../../frames/fits/card.ts';`],
    ['src-main/frames/a.ts', `new Worker(new URL('../engine/worker.ts', import.meta.url));`],
    ['src-main/app/a.ts', `import { launch } from '../hosts/launch/launch.ts';`],
    ['src-main/hosts/cli/a.ts', `import { tasks } from '../../store/tasks.ts';`],
    ['src-main/engine/a.ts', `import { eq } from 'drizzle-orm';`],
    ['src-main/engine/a.ts', `import { integer } from 'drizzle-orm/sqlite-core';`],
    ['src-main/hosts/launch/a.ts', `import { app } from 'electron';`],
    ['src-main/app/a.ts', `import { usb } from 'usb';`],
    ['src-renderer/A.svelte', `<p>hi</p><script lang="ts">import { x } from '../src-main/tasks/x.ts';</script>`],
    ['src-renderer/a.ts', `import { readFile } from 'node:fs';`],
  ])('find what is wrong in %s: %s', (path, text) => {
    expect(violations(file(path, text))).toHaveLength(1);
  });

  test.each([
    ['src-main/devices/simulator/a.ts', `import type { Card } from '../../frames/fits/card.ts';`],
    ['src-main/devices/instrument-host/a.ts', `import { write } from '../../frames/fits/write.ts';`],
    ['src-main/hosts/cli/a.ts', `import { launch } from '../launch/launch.ts';`],
    ['src-renderer/pages/A.svelte', `<script module>import { x } from '../../src-main/contract/x.ts';</script>`],
    ['src-main/store/a.ts', `// import { x } from '../engine/x.ts'\nconst s = "from '../engine/x.ts'";`],
  ])('leave alone what is right in %s: %s', (path, text) => {
    expect(violations(file(path, text))).toEqual([]);
  });

  test('find a circle, but not one of types only', () => {
    const circle = [
      file('src-main/tasks/a.ts', `import { b } from './b.ts';`),
      file('src-main/tasks/b.ts', `import { c } from './c.ts';`),
      file('src-main/tasks/c.ts', `import { a } from './a.ts';`),
    ];
    expect(importCycles(circle)).toEqual([circle.map(({ path }) => path)]);
    const types = [circle[0]!, circle[1]!, file('src-main/tasks/c.ts', `import type { A } from './a.ts';`)];
    expect(importCycles(types)).toEqual([]);
  });
});
