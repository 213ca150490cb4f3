/**
 * Whether a message from a page can be a call at all: text of a JSON object. Anything else is dropped here, because the
 * channel takes for granted that what it parses is an object, and `null` would be a fault in the console.
 */
export function canBeCall(message: unknown): message is string {
  return typeof message === 'string' && message.startsWith('{');
}
