import { findChromium } from '../run/requirements.ts';

/**
 * How the end-to-end tests start Chromium: without a display or a GPU, and off the network. WebGL2 is drawn by SwiftShader and the
 * page is put together in software, as Chromium does by itself where there is no GPU; left to SwiftShader, too, that takes longer
 * than anything that is drawn.
 */
export function chromiumLaunchOptions(): { executablePath?: string; chromiumSandbox: boolean; args: string[] } {
  const executablePath = findChromium();
  return {
    ...(executablePath === null ? {} : { executablePath }),
    // Chromium's sandbox refuses to run for root, as which containers often run.
    chromiumSandbox: process.getuid?.() !== 0,
    args: [
      '--use-angle=swiftshader',
      '--enable-unsafe-swiftshader',
      '--disable-gpu-compositing',
      '--disable-background-networking',
      '--no-first-run',
    ],
  };
}
