import { ensureBuilt } from '../../src-main/hosts/launch/build.ts';
import { findProject } from '../../src-main/hosts/launch/project.ts';

/** The specs run what is built, so what is built must be what is written. */
export default async function buildFirst(): Promise<void> {
  await ensureBuilt(findProject(import.meta.dirname), 'all', (line) => console.log(line));
  // Every console that the specs start is this build, whatever is edited meanwhile.
  process.env.WARMROOM_AS_BUILT = '1';
}
