import { ensureBuilt } from '../../src-main/hosts/launch/build.ts';
import { findProject } from '../../src-main/hosts/launch/project.ts';

/** The specs run what is built, so what is built must be what is written. */
export default function buildFirst(): Promise<void> {
  return ensureBuilt(findProject(import.meta.dirname), 'all', (line) => console.log(line));
}
