/** How the console's own Node processes are started. */

/**
 * Without V8's protection of compiled code by memory keys, and with it most of its book-keeping of code pages: that aborts a busy process now and
 * then (`Check failed: jit_page.has_value()`, nodejs/node issue 64500; decision 18). V8 reads the flag from the command line only.
 */
export const NODE_FLAGS: readonly string[] = ['--no-memory-protection-keys'];
