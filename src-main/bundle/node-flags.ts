/** How the console's own Node processes are started. */

/** V8 reads the first one from the command line only; so package.json says them again. */
export const NODE_FLAGS: readonly string[] = [
  // Without V8's protection of compiled code by memory keys, and with it most of its book-keeping of code pages: that aborts a busy
  // process now and then (`Check failed: jit_page.has_value()`, nodejs/node issue 64500; decision 18).
  '--no-memory-protection-keys',
  // One thread that helps each process with its garbage, not four: with the camera's that made eight in front of the screen (decision 34).
  '--v8-pool-size=1',
];
