import { expect, test } from 'vitest';
import { compileKernels } from '../../../src-main/frames/kernels/compile-kernels.ts';
import { COMPILED_KERNELS } from '../../../src-main/frames/kernels/compiled-kernels.ts';

test('the compiled kernels are what their source compiles to (else: npm run kernels)', async () => {
  const compiled = Buffer.from(await compileKernels()).toString('base64');
  expect(compiled === COMPILED_KERNELS).toBe(true);
});
