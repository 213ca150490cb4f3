/** Why frames do not count. English is the console's own language: it is shown as it was said. */
import type { FrameView } from '../../../src-main/contract/views.ts';
import type { Said } from '../said.ts';

export const frameReports = {
  reason: ({ reason }: Pick<FrameView, 'reason' | 'reasonFacts'>): Said => ({ text: reason, original: null }),
};
