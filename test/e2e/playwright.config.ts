import { defineConfig } from '@playwright/test';
import { findElectron } from '../../src-main/hosts/launch/electron-binary.ts';
import { findProject } from '../../src-main/hosts/launch/project.ts';
import type { HostOptions } from './fixtures.ts';
import type { HostKind } from './hosts/console-under-test.ts';

const { root } = findProject(import.meta.dirname);
const hosts: HostKind[] = [
  'browser',
  'electron-stand-in',
  ...(findElectron(root) === null ? [] : ['electron' as const]),
];

/**
 * Most specs run on every host; `*.browser.spec.ts` and `*.shell.spec.ts` are about one of them, and `*.alone.spec.ts` have the machine
 * for themselves. What is about the page alone is not
 * looked at twice in the same Chromium, which is the stand-in's, too.
 */
const SPECIFIC_TO_OTHERS: Record<HostKind, RegExp> = {
  browser: /\.shell\.spec\.ts$/,
  'electron-stand-in': /(\.browser|accessibility|calibration|frames|night-mode|queue)\.spec\.ts$/,
  electron: /\.(browser|shell)\.spec\.ts$/,
};

const ALONE = /\.alone\.spec\.ts$/;

export default defineConfig<HostOptions>({
  testDir: '.',
  outputDir: '../../test-results',
  globalSetup: './build-first.ts',
  // Each test runs a console, its instrument host and a browser that draws in software: about one core's work, with pauses for the
  // other's. How long anything takes is no test's subject, so the limits are for a machine that is busy besides.
  workers: 2,
  timeout: 180_000,
  expect: {
    timeout: 30_000,
    // Another processor's rounding in fonts and WebGL passes; a word, a line or a colour that changed does not.
    toHaveScreenshot: { maxDiffPixelRatio: 0.003, threshold: 0.15, animations: 'disabled' },
  },
  snapshotPathTemplate: '{testDir}/../pictures/taken/{arg}{ext}',
  updateSnapshots: 'none',
  forbidOnly: process.env.CI !== undefined,
  reporter: 'list',
  use: { screenshot: 'only-on-failure' },
  projects: [
    ...hosts.map((hostKind) => ({
      ...{ name: hostKind, use: { hostKind } },
      testIgnore: [SPECIFIC_TO_OTHERS[hostKind], ALONE],
    })),
    // After all others: what it prints is about a machine that does nothing else.
    { name: 'alone', use: { hostKind: 'browser' }, testMatch: ALONE, dependencies: hosts },
  ],
});
