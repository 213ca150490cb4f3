/** Names on Electron's IPC, for both of its ends. */

/** Page → main: the page listens now, serve it. A reloaded page says so again. */
export const OPEN_CHANNEL = 'warmroom:open';
/** Either way: one text message of the channel. */
export const CHANNEL_MESSAGE = 'warmroom:message';
