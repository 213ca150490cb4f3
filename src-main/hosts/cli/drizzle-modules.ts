/**
 * Finding Drizzle's modules without reading its package.json for each of them. That file has 179 kB, Node parses it anew
 * for every module to learn that it is an ES module, and Drizzle has some four hundred.
 */
import { registerHooks } from 'node:module';

const DRIZZLE = '/node_modules/drizzle-orm/';

/** To be called before the first import of Drizzle. Between files of one package a relative import is plain URL joining. */
export function findDrizzleModulesFast(): void {
  registerHooks({
    resolve(specifier, context, resolveNext) {
      const { parentURL } = context;
      if (!specifier.startsWith('.') || !parentURL?.includes(DRIZZLE)) return resolveNext(specifier, context);
      return { url: new URL(specifier, parentURL).href, format: 'module', shortCircuit: true };
    },
  });
}
