/**
 * What a driver needs of USB, so that it can be tested without any: a list of what is plugged in, and pipes to one device.
 */

/** A device on the bus, as far as it can be told without opening it. */
export interface UsbDeviceFacts {
  readonly vendorId: number;
  readonly productId: number;
  /** Null where the device has none, or where it may not be read. */
  readonly serial: string | null;
  /** Where it is plugged in, through hubs: '1-2.3'. The same for whatever is plugged in there. */
  readonly port: string;
  /** Where it is addressed now. Another one each time it is plugged in. */
  readonly address: string;
}

export interface UsbFilter {
  readonly vendorIds: readonly number[];
}

/** Pipes to a device whose interface is claimed. One transfer each way at a time; further ones wait their turn. */
export interface UsbPipes {
  /** Bytes in a packet from the device; only a transfer's last packet may be shorter. */
  readonly packetBytes: number;
  /** Sends all bytes in one transfer. Rejects with a UsbFault. */
  write(bytes: Uint8Array, timeoutMs: number): Promise<void>;
  /**
   * One transfer from the device: resolves with up to `length` bytes, fewer when the device ends it with a short packet.
   * They are the caller's, with all of their buffer. Rejects with a UsbFault; what had come in by then is lost.
   */
  read(length: number, timeoutMs: number): Promise<Uint8Array>;
  /** Ends a stall of either pipe and sets the data toggles of both ends to the same. */
  clearHalts(): Promise<void>;
  /** Resets the device on its port, which keeps its power. These pipes are of no use afterwards. */
  reset(): Promise<void>;
  /** Waits for transfers under way, then gives the device back to the system. Never rejects. */
  close(): Promise<void>;
}

export interface UsbBus {
  /** Never rejects for want of USB: a machine without any has no devices. */
  list(filter: UsbFilter): Promise<readonly UsbDeviceFacts[]>;
  /** Whether that device is still there under that address; cheap enough to be asked every second. */
  isPresent(device: UsbDeviceFacts): Promise<boolean>;
  /**
   * Opens a device and claims its first interface, taking it from the system's own driver where that has it. Uses the
   * interface's first pipe of either direction. Rejects with a UsbFault.
   */
  open(device: UsbDeviceFacts): Promise<UsbPipes>;
}

export type UsbFaultKind =
  /** The device has left the bus. */
  | 'gone'
  | 'timeout'
  /** The device refuses; the pipe is halted until cleared. */
  | 'stalled'
  /** The system does not let this user open it. */
  | 'denied'
  /** Another program or driver holds it. */
  | 'busy'
  /** The system has no memory left for a transfer of that size; Linux has a limit for all devices together. */
  | 'crowded'
  /** Anything else: a bad cable, an unexpected answer of the system. */
  | 'broken';

export class UsbFault extends Error {
  override readonly name = 'UsbFault';
  readonly kind: UsbFaultKind;
  constructor(kind: UsbFaultKind, message: string, options?: ErrorOptions) {
    super(message, options);
    this.kind = kind;
  }
}
