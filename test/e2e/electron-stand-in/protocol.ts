/** `protocol`: the application's own URL schemes. */
import { app } from './application.ts';
import { record } from './record.ts';

type Handler = (request: Request) => Response | Promise<Response>;

const privileged = new Set<string>();
const handlers = new Map<string, Handler>();

export const protocol = {
  registerSchemesAsPrivileged(schemesToRegister: { scheme: string; privileges?: { standard?: boolean } }[]): void {
    if (app.isReadyNow) throw new Error('protocol.registerSchemesAsPrivileged should be called before app is ready');
    for (const { scheme, privileges } of schemesToRegister) {
      if (privileges?.standard !== true)
        throw new Error(`The stand-in opens pages of standard schemes only: ${scheme}`);
      privileged.add(scheme);
    }
    record('protocol.registerSchemesAsPrivileged', schemesToRegister);
  },
  handle(scheme: string, handler: Handler): void {
    if (!app.isReadyNow) throw new Error('protocol.handle may only be called once the app is ready');
    handlers.set(scheme, handler);
  },
};

/** The schemes that have an address in Chromium. */
export function schemes(): ReadonlySet<string> {
  return privileged;
}

/** What answers a URL; null where nobody does. */
export function handlerFor(url: string): Handler | null {
  return handlers.get(new URL(url).protocol.slice(0, -1)) ?? null;
}
