import type { Page } from '@playwright/test';

/** The ways in which the end-to-end tests reach a console. */
export type HostKind = 'browser' | 'electron-stand-in' | 'electron';

export interface StartOptions {
  /** Absolute; exists. */
  readonly dataFolder: string;
  /** Speed factor of simulated waiting. */
  readonly speed: number;
}

/** A running console with a person in front of it. */
export interface ConsoleUnderTest {
  readonly kind: HostKind;
  /** The first window, showing the console. */
  readonly page: Page;
  /** A second window on the same console. */
  openSecondPage(): Promise<Page>;
  /** Ends the console in order; resolves with its exit code. */
  stop(): Promise<number>;
  /** Ends everything that is left, whatever state it is in. */
  dispose(): Promise<void>;
}
