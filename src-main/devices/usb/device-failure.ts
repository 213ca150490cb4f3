/** What a fault of the bus means to the observer. */
import { DeviceError, type DeviceFailure } from '../ports.ts';
import type { UsbFault, UsbFaultKind } from './usb-ports.ts';

const SENTENCES: Readonly<Record<UsbFaultKind, readonly [DeviceFailure, string]>> = {
  gone: ['lost', 'has left the USB bus. Check its cable, its power and the hub between.'],
  timeout: ['timeout', 'did not answer in time. If that happens again, switch it off and on.'],
  stalled: ['protocol', 'refused a command. If that happens again, switch it off and on.'],
  denied: [
    'not-connected',
    'may not be opened by this user. Install the udev rule for it; “warmroom doctor” says how.',
  ],
  busy: ['not-connected', 'is in use by another program. Close that, or unplug the device and plug it in again.'],
  crowded: [
    'protocol',
    'could not be read: the system has no memory left for USB transfers. Close other programs that use cameras.',
  ],
  broken: ['protocol', 'had trouble on the USB bus. Try another cable or port.'],
};

/** `name` begins the sentence. The fault's own words, which tell an engineer more, end it. */
export function deviceFailure(fault: UsbFault, name: string): DeviceError {
  const [failure, sentence] = SENTENCES[fault.kind];
  return new DeviceError(failure, `${name} ${sentence} (${fault.message})`, { cause: fault });
}
