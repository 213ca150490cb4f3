import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';

/** The page checked with axe (names, roles, landmarks, contrast): whatever it finds, as sentences. */
export async function axeFaults(page: Page): Promise<string[]> {
  // Legacy mode needs no second window, which the desktop shell would refuse to open.
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')}: ${failureSummary}`),
  );
}
