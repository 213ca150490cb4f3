/**
 * Who may use the browser host. A one-time token, printed where the console was started, lets one browser in; that browser
 * then holds a session secret in a cookie. Only hashes of secrets are kept, in a file, so that an open page finds its
 * console again after the console restarts.
 */
import { createHash, randomBytes } from 'node:crypto';
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { z } from 'zod';

const SESSION_DAYS = 30;
export const SESSION_SECONDS = SESSION_DAYS * 24 * 3600;
const MAX_SESSIONS = 32;
const MAX_OPEN_TOKENS = 16;

const sessionsFileSchema = z.array(
  z.object({ hash: z.string().regex(/^[0-9a-f]{64}$/), /** ms since 1970 */ expires: z.number() }),
);

export interface Sessions {
  /** A new one-time token, 256 random bits as base64url. */
  newToken(): string;
  /** Exchanges a token for a session secret; null when the token is unknown or used. A token works once. */
  redeem(token: string): string | null;
  isValid(secret: string): boolean;
}

const hashOf = (secret: string) => createHash('sha256').update(secret).digest('hex');
const newSecret = () => randomBytes(32).toString('base64url');

/**
 * Sessions kept in `file` (mode 0600, replaced atomically). A file that is missing or damaged means that nobody is in:
 * browsers then need a new token, nothing worse. The oldest session goes when there would be more than 32.
 */
export function openSessions(file: string, now: () => number = Date.now): Sessions {
  const expiryByHash = new Map<string, number>();
  for (const { hash, expires } of readSessions(file)) expiryByHash.set(hash, expires);
  const openTokens = new Set<string>();

  const save = () => {
    const sessions = [...expiryByHash].map(([hash, expires]) => ({ hash, expires }));
    writeFileSync(`${file}.part`, JSON.stringify(sessions), { mode: 0o600 });
    renameSync(`${file}.part`, file);
  };
  const dropOldest = (
    held: { size: number; keys(): Iterator<string>; delete(key: string): boolean },
    limit: number,
  ) => {
    while (held.size > limit) held.delete(held.keys().next().value as string);
  };

  return {
    newToken() {
      const token = newSecret();
      openTokens.add(hashOf(token));
      dropOldest(openTokens, MAX_OPEN_TOKENS);
      return token;
    },
    redeem(token) {
      if (!openTokens.delete(hashOf(token))) return null;
      for (const [hash, expires] of expiryByHash) if (expires <= now()) expiryByHash.delete(hash);
      const secret = newSecret();
      expiryByHash.set(hashOf(secret), now() + SESSION_SECONDS * 1000);
      dropOldest(expiryByHash, MAX_SESSIONS);
      save();
      return secret;
    },
    isValid(secret) {
      const expires = expiryByHash.get(hashOf(secret));
      return expires !== undefined && expires > now();
    },
  };
}

function readSessions(file: string): z.infer<typeof sessionsFileSchema> {
  try {
    const parsed = sessionsFileSchema.safeParse(JSON.parse(readFileSync(file, 'utf8')));
    return parsed.success ? parsed.data : [];
  } catch {
    return [];
  }
}
