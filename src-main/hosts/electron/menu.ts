import { Menu } from 'electron';
import type { ShellWords } from './shell-words.ts';

/** Only what the keyboard needs; everything else is in the page. */
export function installMenu(actions: { newWindow(): void }, { menu: t }: ShellWords, isMac: boolean): void {
  Menu.setApplicationMenu(
    Menu.buildFromTemplate([
      ...(isMac ? [{ role: 'appMenu' as const }] : []),
      {
        label: t.file,
        submenu: [
          { label: t.newWindow, accelerator: 'CmdOrCtrl+Shift+N', click: () => actions.newWindow() },
          { type: 'separator' },
          isMac ? { role: 'close', label: t.closeWindow } : { role: 'quit', label: t.quit },
        ],
      },
      {
        label: t.edit,
        submenu: [
          { role: 'undo', label: t.undo },
          { role: 'redo', label: t.redo },
          { type: 'separator' },
          { role: 'cut', label: t.cut },
          { role: 'copy', label: t.copy },
          { role: 'paste', label: t.paste },
          { role: 'delete', label: t.delete },
          { type: 'separator' },
          { role: 'selectAll', label: t.selectAll },
        ],
      },
      {
        label: t.view,
        submenu: [
          { role: 'reload', label: t.reload },
          { role: 'toggleDevTools', label: t.developerTools },
          { type: 'separator' },
          { role: 'resetZoom', label: t.resetZoom },
          { role: 'zoomIn', label: t.zoomIn },
          { role: 'zoomOut', label: t.zoomOut },
          { type: 'separator' },
          { role: 'togglefullscreen', label: t.fullScreen },
        ],
      },
      {
        // Mac lists the open windows in the menu of this role.
        ...{ role: 'window' as const, label: t.window },
        submenu: [
          { role: 'minimize', label: t.minimize },
          ...(isMac
            ? [
                { role: 'zoom' as const, label: t.enlarge },
                { role: 'front' as const, label: t.toFront },
              ]
            : [{ role: 'close' as const, label: t.closeWindow }]),
        ],
      },
    ]),
  );
}
