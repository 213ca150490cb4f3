/** Opens a store in a process of its own, says how that went, and holds it until it is killed: `node … FOLDER`. */
import { toFailure } from '../../src-main/contract/errors.ts';
import { openStore } from '../../src-main/store/open-store.ts';

try {
  const store = openStore(process.argv[2]!);
  console.log('open');
  setInterval(() => store.db, 60_000);
} catch (thrown) {
  console.log(JSON.stringify(toFailure(thrown)));
}
