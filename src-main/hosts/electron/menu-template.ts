/** The desktop application's menus: only what the keyboard needs; everything else is in the page. Pure. */
import type { MenuItemConstructorOptions } from 'electron';
import type { ShellWords } from './shell-words.ts';

export function menuTemplate(
  actions: { newWindow(): void },
  { menu: t }: ShellWords,
  isMac: boolean,
): MenuItemConstructorOptions[] {
  const separator = { type: 'separator' } as const;
  return [
    ...(isMac ? [applicationMenu(t)] : []),
    {
      label: t.file,
      submenu: [
        { label: t.newWindow, accelerator: 'CmdOrCtrl+Shift+N', click: () => actions.newWindow() },
        separator,
        isMac ? { role: 'close', label: t.closeWindow } : { role: 'quit', label: t.quit },
      ],
    },
    {
      label: t.edit,
      submenu: [
        { role: 'undo', label: t.undo },
        { role: 'redo', label: t.redo },
        separator,
        { role: 'cut', label: t.cut },
        { role: 'copy', label: t.copy },
        { role: 'paste', label: t.paste },
        { role: 'delete', label: t.delete },
        separator,
        { role: 'selectAll', label: t.selectAll },
      ],
    },
    {
      label: t.view,
      submenu: [
        { role: 'reload', label: t.reload },
        { role: 'toggleDevTools', label: t.developerTools },
        separator,
        { role: 'resetZoom', label: t.resetZoom },
        { role: 'zoomIn', label: t.zoomIn },
        { role: 'zoomOut', label: t.zoomOut },
        separator,
        { role: 'togglefullscreen', label: t.fullScreen },
      ],
    },
    {
      // Mac lists the open windows in the menu of this role.
      ...{ role: 'window', label: t.window },
      submenu: [
        { role: 'minimize', label: t.minimize },
        ...(isMac
          ? [{ role: 'zoom', label: t.enlarge } as const, { role: 'front', label: t.toFront } as const]
          : [{ role: 'close', label: t.closeWindow } as const]),
      ],
    },
  ];
}

/** The one that a Mac names after the application. Each item is labelled: by its role alone it would be English. */
function applicationMenu(t: ShellWords['menu']): MenuItemConstructorOptions {
  const separator = { type: 'separator' } as const;
  return {
    label: 'Warmroom',
    submenu: [
      { role: 'about', label: t.about },
      separator,
      { role: 'services', label: t.services },
      separator,
      { role: 'hide', label: t.hide },
      { role: 'hideOthers', label: t.hideOthers },
      { role: 'unhide', label: t.showAll },
      separator,
      { role: 'quit', label: t.quitApplication },
    ],
  };
}
