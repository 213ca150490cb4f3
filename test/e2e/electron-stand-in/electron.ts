/** What the application gets when it imports `electron`: the part of Electron's main-process interface that it uses. */
import { answers, record } from './record.ts';

export { app } from './application.ts';
export { ipcMain } from './ipc-main.ts';
export { Notification } from './notification.ts';
export { protocol } from './protocol.ts';
export { BrowserWindow } from './window.ts';

export const dialog = {
  showErrorBox(title: string, content: string): void {
    record('dialog.showErrorBox', { title, content });
    process.stderr.write(`${title}: ${content}\n`);
  },
  showMessageBoxSync(options: object): number {
    record('dialog.showMessageBoxSync', structuredClone(options));
    return answers.messageBoxButton;
  },
};

interface MenuItem {
  readonly label?: string;
  readonly role?: string;
  readonly submenu?: readonly MenuItem[];
  readonly click?: () => void;
}
let applicationMenu: readonly MenuItem[] = [];

export const Menu = {
  buildFromTemplate: (template: readonly MenuItem[]) => template,
  setApplicationMenu(menu: readonly MenuItem[]): void {
    applicationMenu = menu;
    record(
      'Menu.setApplicationMenu',
      menu.map(({ label }) => label ?? ''),
    );
  },
};

/** Does what a click on a menu item of this label does (without the `&` of its access key). */
export function clickMenuItem(label: string): void {
  const items = applicationMenu.flatMap((menu) => menu.submenu ?? []);
  const item = items.find((candidate) => candidate.label?.replace('&', '') === label);
  if (item?.click === undefined) throw new Error(`No menu item “${label}”`);
  item.click();
}

let lastBlocker = 0;
export const powerSaveBlocker = {
  start(type: string): number {
    record('powerSaveBlocker.start', type);
    return ++lastBlocker;
  },
  stop(id: number): void {
    record('powerSaveBlocker.stop', id);
  },
};

type PermissionRequest = (contents: unknown, permission: string, decide: (granted: boolean) => void) => void;
type PermissionCheck = (contents: unknown, permission: string) => boolean;
let permissionRequest: PermissionRequest = (_contents, _permission, decide) => decide(true);
let permissionCheck: PermissionCheck = () => true;

export const session = {
  defaultSession: {
    setPermissionRequestHandler(handler: PermissionRequest): void {
      permissionRequest = handler;
    },
    setPermissionCheckHandler(handler: PermissionCheck): void {
      permissionCheck = handler;
    },
    setDevicePermissionHandler(): void {
      record('session.setDevicePermissionHandler');
    },
  },
};

/** Whether a page that asks for a permission gets it; both of Electron's ways of asking must agree. */
export function isPermissionGranted(permission: string): boolean {
  let granted = false;
  permissionRequest(null, permission, (decision) => {
    granted = decision;
  });
  return granted && permissionCheck(null, permission);
}
