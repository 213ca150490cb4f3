import { findChromium } from '../run/requirements.ts';

/** How the end-to-end tests start Chromium: without a display or a GPU, WebGL2 in software, and off the network. */
export function chromiumLaunchOptions(): { executablePath?: string; chromiumSandbox: boolean; args: string[] } {
  const executablePath = findChromium();
  return {
    ...(executablePath === null ? {} : { executablePath }),
    // Chromium's sandbox refuses to run for root, as which containers often run.
    chromiumSandbox: process.getuid?.() !== 0,
    args: [
      '--use-angle=swiftshader',
      '--enable-unsafe-swiftshader',
      '--disable-background-networking',
      '--no-first-run',
    ],
  };
}
