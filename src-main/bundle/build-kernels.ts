/**
 * `npm run kernels`: compiles the pixel kernels and writes them, as text, to each folder's `compiled-kernels.ts`. To be run
 * after each change of their source; a test says when that was forgotten.
 */
import { writeFileSync } from 'node:fs';
import { compiledFile, compileKernels, KERNEL_FOLDERS } from './compile-kernels.ts';

for (const folder of KERNEL_FOLDERS) {
  const text = await compileKernels(folder);
  writeFileSync(compiledFile(folder), text);
  console.log(`${folder}: ${text.length} characters.`);
}
