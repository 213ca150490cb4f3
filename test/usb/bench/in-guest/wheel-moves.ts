/** The project's filter wheel driver on a real HID interface: slots, moves, both bus forms, and wheels that misbehave. */
import { openFamily, plugInAndFind, takeAway } from './cameras.ts';
import type { Checks } from './checks.ts';
import { expectFailure, goesAgain } from './failures.ts';
import type { SideDoor } from './side-door.ts';

const SLOTS = 7;

export async function wheelMoves(sideDoor: SideDoor, { check }: Checks): Promise<void> {
  const family = await openFamily();
  for (const hasOutEndpoint of [true, false]) {
    const how = hasOutEndpoint ? 'reports on their own endpoint' : 'reports by control requests';
    const plugged = await plugInAndFind(sideDoor, family, { kind: 'wheel', slots: SLOTS, stepMs: 150, hasOutEndpoint });
    const { busId } = plugged;
    const wheel = await family.openWheel(plugged.found.key);
    const stand = async () => (await sideDoor.wheel(busId)).position;
    const go = (slot: number) => wheel.moveTo(slot, new AbortController().signal);

    await check(`knows its slots, ${how}`, async () => {
      if (wheel.info.slots !== SLOTS) throw new Error(`${wheel.info.slots} slots instead of ${SLOTS}.`);
    });
    for (const slot of [4, 1, 7, 7, 2]) {
      await check(`to slot ${slot}, ${how}`, async () => {
        await go(slot);
        if ((await stand()) !== slot) throw new Error(`It stands at ${await stand()}.`);
        if ((await wheel.position()) !== slot) throw new Error(`The driver says ${await wheel.position()}.`);
      });
    }
    if (hasOutEndpoint) {
      await check('a wheel that stops one slot short is told as such', async () => {
        await sideDoor.setTrouble(busId, 'one-slot-short');
        await expectFailure(go(5), ['wrong-slot', 'jammed']);
        await sideDoor.setTrouble(busId, null);
        await go(5);
      });
      await check('is found again after it was unplugged', async () => {
        await sideDoor.unplug(busId);
        await expectFailure(go(3), ['lost', 'not-connected']);
        await sideDoor.plugIn(busId);
        await goesAgain(() => go(3));
      });
    }
    await wheel.close();
    await takeAway(sideDoor, family, plugged);
  }
}
