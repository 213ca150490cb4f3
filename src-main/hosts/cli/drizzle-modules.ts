/**
 * Finding Drizzle's modules without reading its package.json for each of them. That file has 179 kB, Node parses it anew
 * for every module to learn that it is an ES module, and Drizzle has some four hundred; and again for every import of it by its name.
 */
import { registerHooks } from 'node:module';

const PACKAGE = 'drizzle-orm';
const FOLDER = `/node_modules/${PACKAGE}/`;

/** To be called before the first import of Drizzle. Between files of one package a relative import is plain URL joining. */
export function findDrizzleModulesFast(): void {
  const byName = new Map<string, string>();
  registerHooks({
    resolve(specifier, context, resolveNext) {
      const found = (url: string) => ({ url, format: 'module', shortCircuit: true }) as const;
      if (specifier.startsWith('.')) {
        const { parentURL } = context;
        return parentURL?.includes(FOLDER)
          ? found(new URL(specifier, parentURL).href)
          : resolveNext(specifier, context);
      }
      if (specifier !== PACKAGE && !specifier.startsWith(`${PACKAGE}/`)) return resolveNext(specifier, context);
      const known = byName.get(specifier);
      if (known !== undefined) return found(known);
      const resolved = resolveNext(specifier, context);
      byName.set(specifier, resolved.url);
      return resolved;
    },
  });
}
