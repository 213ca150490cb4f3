/**
 * `npm run kernels`: compiles the pixel kernels and writes them, as text, to `compiled-kernels.ts`. To be run after each
 * change of their source; a test says when that was forgotten.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { compileKernels } from './compile-kernels.ts';

const wasm = await compileKernels();
const text = [
  '/** Written by `npm run kernels` from the folder `assembly`: WebAssembly in base64. Not to be edited. */',
  `export const COMPILED_KERNELS =\n  '${Buffer.from(wasm).toString('base64')}';\n`,
].join('\n');
writeFileSync(join(import.meta.dirname, 'compiled-kernels.ts'), text);
console.log(`compiled-kernels.ts: ${wasm.length} bytes of WebAssembly.`);
