import { _electron, type Page } from '@playwright/test';
import { findElectron } from '../../../src-main/hosts/launch/electron-binary.ts';
import { BUILT_MAIN, PROJECT_ROOT } from './child-process.ts';
import type { ConsoleUnderTest, StartOptions } from './console-under-test.ts';

/** The built desktop application in real Electron. */
export async function startInElectron({ dataFolder, speed }: StartOptions): Promise<ConsoleUnderTest> {
  const executablePath = findElectron(PROJECT_ROOT);
  if (executablePath === null) throw new Error('Electron’s binary is not here');
  // Electron's sandbox refuses to run for root.
  const forRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const application = await _electron.launch({
    executablePath,
    args: [...forRoot, BUILT_MAIN, `--data=${dataFolder}`, `--speed=${speed}`],
  });
  const process_ = application.process();
  const page = await application.firstWindow();
  return {
    kind: 'electron',
    page,
    async openSecondPage(): Promise<Page> {
      const opened = application.waitForEvent('window');
      await application.evaluate(({ Menu }) => {
        const items = Menu.getApplicationMenu()?.items.flatMap((menu) => menu.submenu?.items ?? []) ?? [];
        items.find((item) => item.label.replace('&', '') === 'New window')?.click();
      });
      return opened;
    },
    async stop() {
      await application.close();
      return process_.exitCode ?? 1;
    },
    async dispose() {
      if (process_.exitCode === null) await application.close();
    },
  };
}
