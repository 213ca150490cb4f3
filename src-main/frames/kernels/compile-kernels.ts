/** From the kernels' source in AssemblyScript to WebAssembly. For building and testing only: the console itself has no compiler. */
import { join } from 'node:path';
import asc from 'assemblyscript/asc';

const ENTRY = 'src-main/frames/kernels/assembly/index.ts';
const PROJECT = join(import.meta.dirname, '..', '..', '..');

const OPTIONS = [
  // The kernels use no memory but what they are told to, and no objects.
  ...['--runtime', 'stub', '--noAssert', '-O3', '--converge'],
  ...['--enable', 'simd', '--enable', 'threads'],
  // Memory is shared by the threads that read and combine; 65536 pages are all that 32-bit addresses reach.
  ...['--importMemory', '--sharedMemory', '--initialMemory', '1', '--maximumMemory', '65536'],
];

/** @throws Error with what the compiler said */
export async function compileKernels(): Promise<Uint8Array> {
  let wasm: Uint8Array | null = null;
  const { error, stderr } = await asc.main([ENTRY, '--baseDir', PROJECT, '--outFile', 'kernels.wasm', ...OPTIONS], {
    writeFile: (name, contents) => {
      if (name === 'kernels.wasm') wasm = contents as Uint8Array;
    },
  });
  if (error !== null || wasm === null) throw new Error(`The kernels do not compile: ${stderr.toString()}`);
  return wasm;
}
