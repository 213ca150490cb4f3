import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { compiledFile, compileKernels, KERNEL_FOLDERS } from '../../src-main/bundle/compile-kernels.ts';

test.each(KERNEL_FOLDERS)(
  'the compiled kernels of %s are what their source compiles to (else: npm run kernels)',
  async (folder) => {
    expect(readFileSync(compiledFile(folder), 'utf8') === (await compileKernels(folder))).toBe(true);
  },
);
