/** What is plugged in, and whose it is. */
import { expect, test } from './fixtures.ts';
import { goTo } from './screen.ts';

test('what is there is listed by what it is and its serial number, with the instrument that has it', async ({
  page,
}) => {
  await goTo(page, 'Devices');
  const list = page.getByRole('region', { name: 'What is plugged in' });
  const camera = list.getByRole('listitem').filter({ hasText: 'SIM-CAM-0001' });
  await expect(camera).toContainText('Simulated camera');
  await expect(camera).toContainText('Simulated imager');
  await expect(list.getByRole('listitem').filter({ hasText: 'SIM-WHL-0001' })).toContainText('Filter wheel');
});
