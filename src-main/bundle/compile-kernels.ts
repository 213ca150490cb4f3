/** From the kernels' source in AssemblyScript to WebAssembly. For building and testing only: the console itself has no compiler. */
import { join } from 'node:path';
import asc from 'assemblyscript/asc';

const PROJECT = join(import.meta.dirname, '..', '..');

/** Memory that threads share; 65536 pages are all that 32-bit addresses reach. */
const SHARED = ['--enable', 'threads', '--sharedMemory', '--initialMemory', '1', '--maximumMemory', '65536'];

/** Folders with kernels (their source in `assembly`, compiled in `compiled-kernels.ts`), and what is said of their memory. */
const MEMORY = {
  'src-main/frames/kernels': SHARED,
  'src-main/devices/simulator/sensor-kernel': [],
} as const;
export type KernelFolder = keyof typeof MEMORY;
export const KERNEL_FOLDERS = Object.keys(MEMORY) as KernelFolder[];

/** The kernels use no memory but what they are told to, and no objects. */
const OPTIONS = ['--runtime', 'stub', '--noAssert', '-O3', '--converge', '--enable', 'simd', '--importMemory'];

/** The file that a folder's compiled kernels are in. */
export function compiledFile(folder: KernelFolder): string {
  return join(PROJECT, folder, 'compiled-kernels.ts');
}

/**
 * What is to be in that file.
 * @throws Error with what the compiler said
 */
export async function compileKernels(folder: KernelFolder): Promise<string> {
  let wasm: Uint8Array | null = null;
  const entry = `${folder}/assembly/index.ts`;
  const files = [entry, '--baseDir', PROJECT, '--outFile', 'kernels.wasm'];
  const { error, stderr } = await asc.main([...files, ...OPTIONS, ...MEMORY[folder]], {
    writeFile: (name, contents) => {
      if (name === 'kernels.wasm') wasm = contents as Uint8Array;
    },
  });
  if (error !== null || wasm === null) throw new Error(`The kernels do not compile: ${stderr.toString()}`);
  return [
    '/** Written by `npm run kernels` from the folder `assembly`: WebAssembly in base64. Not to be edited. */',
    `export const COMPILED_KERNELS =\n  '${Buffer.from(wasm).toString('base64')}';\n`,
  ].join('\n');
}
