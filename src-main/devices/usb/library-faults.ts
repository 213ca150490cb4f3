/** What the errors of the `usb` package mean. It has no codes, only sentences; those are of its version 3 (nusb 0.2). */
import { UsbFault, type UsbFaultKind } from './usb-ports.ts';

const MEANINGS: readonly (readonly [RegExp, UsbFaultKind])[] = [
  [/permission denied|access denied|errno (1|13)\b/i, 'denied'],
  // A transfer that was cut off at its time limit ends as cancelled.
  [/cancelled|timed out/i, 'timeout'],
  [/stall/i, 'stalled'],
  // 2: no such file, 19: no such device, 108: endpoint was shut down.
  [/disconnected|not connected|errno (2|19|108)\b/i, 'gone'],
  [/busy|already in use/i, 'busy'],
  // Linux: out of memory, or of what usbfs may have of it.
  [/\bUnknown\(12\)|errno 12\b/, 'crowded'],
];

export function toUsbFault(thrown: unknown): UsbFault {
  if (thrown instanceof UsbFault) return thrown;
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  const kind = MEANINGS.find(([pattern]) => pattern.test(message))?.[1] ?? 'broken';
  return new UsbFault(kind, message, { cause: thrown });
}
