/**
 * Chromium cannot navigate to schemes that it does not know, so a page at `warmroom://console/x` is opened at
 * `http://console.warmroom.localhost/x`. Names under localhost are a secure context, as Electron's privileged schemes are;
 * no request for one leaves the browser.
 */

/** The address in Chromium of an application's URL; other URLs stay as they are. */
export function toBrowserUrl(url: string, schemes: ReadonlySet<string>): string {
  const match = /^([a-z][a-z0-9+.-]*):\/\/([^/?#]*)(.*)$/i.exec(url);
  if (match === null || !schemes.has(match[1]!.toLowerCase())) return url;
  return `http://${match[2]}.${match[1]}.localhost${match[3]}`;
}

/** The application's URL of an address in Chromium; other addresses stay as they are. */
export function toApplicationUrl(url: string, schemes: ReadonlySet<string>): string {
  if (!URL.canParse(url)) return url;
  const { protocol, hostname, pathname, search, hash } = new URL(url);
  const match = /^(.*)\.([^.]+)\.localhost$/.exec(hostname);
  if (protocol !== 'http:' || match === null || !schemes.has(match[2]!)) return url;
  return `${match[2]}://${match[1]}${pathname}${search}${hash}`;
}
