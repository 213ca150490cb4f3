/** One look that `doctor` takes at what the console stands on. */
export interface DoctorCheck {
  readonly name: 'database' | 'backups' | 'folder' | 'disk' | 'clock' | 'ledger' | 'usb';
  readonly ok: boolean;
  /** What was found, and what to do where it is not well. */
  readonly message: string;
}
