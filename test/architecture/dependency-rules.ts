import type { SourceFile, SourceImport } from './source-imports.ts';

/**
 * Which part may use which: hosts → app → engine, calibration, alarms → tasks, store, devices, frames; all may use contract,
 * which uses nothing. What starts workers and processes may use bundle. A part may always use itself. The longest matching prefix is the part that a file belongs to.
 */
const MAY_USE: Readonly<Record<string, readonly string[]>> = {
  'src-main/contract': [],
  'src-main/bundle': [],
  'src-main/tasks': ['src-main/contract'],
  'src-main/alarms': ['src-main/contract'],
  'src-main/store': ['src-main/contract', 'src-main/bundle', 'src-main/tasks'],
  'src-main/frames': ['src-main/contract', 'src-main/bundle'],
  'src-main/devices': ['src-main/contract', 'src-main/bundle'],
  // The instrument host is where pixels become files, in a process of its own.
  'src-main/devices/instrument-host': ['src-main/contract', 'src-main/devices', 'src-main/frames'],
  'src-main/engine': ['src-main/contract', 'src-main/tasks', 'src-main/store', 'src-main/devices', 'src-main/frames'],
  'src-main/calibration': [
    'src-main/contract',
    'src-main/bundle',
    'src-main/tasks',
    'src-main/store',
    'src-main/devices',
    'src-main/frames',
  ],
  'src-main/app': [
    'src-main/contract',
    'src-main/alarms',
    'src-main/tasks',
    'src-main/store',
    'src-main/devices',
    'src-main/frames',
    'src-main/engine',
    'src-main/calibration',
  ],
  // Files directly in hosts/ are what several hosts share.
  'src-main/hosts': ['src-main/contract'],
  'src-main/hosts/page': ['src-main/contract', 'src-main/hosts'],
  'src-main/hosts/browser': ['src-main/contract', 'src-main/app', 'src-main/hosts', 'src-main/hosts/page'],
  'src-main/hosts/electron': ['src-main/contract', 'src-main/app', 'src-main/hosts', 'src-main/hosts/page'],
  'src-main/hosts/launch': ['src-main/contract', 'src-main/app', 'src-main/hosts', 'src-main/hosts/browser'],
  'src-main/hosts/cli': [
    'src-main/contract',
    'src-main/app',
    'src-main/hosts',
    'src-main/hosts/browser',
    'src-main/hosts/launch',
  ],
  'src-renderer': ['src-main/contract'],
};

/** Single files that another part may name for their types only. */
const TYPES_MAY_USE: Readonly<Record<string, readonly string[]>> = {
  // The instrument host's entry is named to start its process, not imported.
  'src-main/devices': ['src-main/frames/fits/card.ts', 'src-main/devices/instrument-host/main.ts'],
};

/** Packages that belong to one part, so that replacing one touches one folder. */
const ONLY_IN: Readonly<Record<string, string>> = {
  'drizzle-orm': 'src-main/store',
  'better-sqlite3': 'src-main/store',
  electron: 'src-main/hosts/electron',
  usb: 'src-main/devices',
  svelte: 'src-renderer',
  ws: 'src-main/hosts/browser',
  commander: 'src-main/hosts/cli',
};

const PARTS = Object.keys(MAY_USE).sort((a, b) => b.length - a.length);

/** The part that a path belongs to; null outside all of them. */
export function partOf(path: string): string | null {
  return PARTS.find((part) => path.startsWith(`${part}/`)) ?? null;
}

/** What the file imports against the rules, as sentences. */
export function violations(file: SourceFile): string[] {
  const part = partOf(file.path);
  if (part === null) return [`${file.path} belongs to no part of the design`];
  return file.imports.flatMap((imported) => {
    const fault = imported.relative ? wrongPart(part, imported) : wrongPackage(file.path, imported.target);
    return fault === null ? [] : [`${file.path} ${fault}`];
  });
}

function wrongPart(part: string, { target, typeOnly }: SourceImport): string | null {
  const used = partOf(target);
  if (used === null) {
    // Data beside the sources, such as package.json or the folder of migrations, belongs to no part.
    return /\.(ts|svelte)$/.test(target) ? `imports ${target}, which belongs to no part` : null;
  }
  if (used === part || MAY_USE[part]?.includes(used)) return null;
  if (typeOnly && TYPES_MAY_USE[part]?.includes(target)) return null;
  return `imports ${target}: ${part} may not use ${used}`;
}

function wrongPackage(path: string, specifier: string): string | null {
  for (const [name, home] of Object.entries(ONLY_IN)) {
    if (specifier !== name && !specifier.startsWith(`${name}/`)) continue;
    if (!path.startsWith(`${home}/`)) return `imports ${specifier}, which only ${home} may use`;
  }
  if (path.startsWith('src-renderer/') && specifier.startsWith('node:')) return `imports ${specifier} into the page`;
  return null;
}
