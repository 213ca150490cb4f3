import type { IpcMainEvent } from 'electron';
import { isPageUrl } from './page-scheme.ts';

/** Frames within the page and anything that a window was made to show instead of it are strangers. */
export function isOwnPage({ senderFrame }: IpcMainEvent): boolean {
  return senderFrame !== null && senderFrame.parent === null && isPageUrl(senderFrame.url);
}
