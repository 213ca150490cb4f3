/** Every text of the screen stands in the catalogue, so that every language has it. */
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { literalTexts } from './literal-texts.ts';

const ROOT = join(import.meta.dirname, '..', '..', '..');

test('no component and no module of the screen has a text of its own', () => {
  const files = globSync('src-renderer/**/*.{svelte,ts}', { cwd: ROOT }).filter(
    (path) => !path.startsWith('src-renderer/language/'),
  );
  expect(files.length).toBeGreaterThan(100);
  const strays = files.flatMap((path) =>
    literalTexts(readFileSync(join(ROOT, path), 'utf8'), path).map(({ line, text }) => `${path}:${line} ${text}`),
  );
  expect(strays, 'put these into src-renderer/language, see texts.ts there').toEqual([]);
});

test.each([
  ['text between tags', '<p>Nothing fits.</p>', 'Nothing fits.'],
  ['a single small word between tags', '<p>sensor</p>', 'sensor'],
  ['a label', '<button aria-label="close">✕</button>', 'close'],
  ['a text given to a component', '<Panel empty="Choose a frame." />', 'Choose a frame.'],
  ['one of two texts', `<p>{ready ? 'Ready' : t.lacking}</p>`, 'Ready'],
  // biome-ignore lint/suspicious/noTemplateCurlyInString: it is the source of a component.
  ['a text with something filled in', '<p>{`In hand: ${title}`}</p>', 'In hand: …'],
  ['a text in a block', `{#if a}{:else}<p>{a.map(() => 'No frame')}</p>{/if}`, 'No frame'],
  ['a text in the script', `<script lang="ts">const words: string[] = ['All types'];</script>`, 'All types'],
])('%s is found', (_, source, text) => {
  expect(literalTexts(source, 'A.svelte')).toMatchObject([{ text }]);
});

test('names, states, units and what comes from the catalogue are no texts', () => {
  const source = `<script lang="ts">
    import Panel from './Panel.svelte';
    const t = $derived(texts().log);
    const place = \`left: \${x}px; width: max(3px, \${y}px)\`;
    if (state === 'Escape') throw new Error('A fault of ours.');
  </script>
  <!-- A remark. -->
  <Panel class="panel wide" tone="quiet" label={t.title} />
  <p class={['a b', { wrong: true }]} data-state="Ready now">{t.median} ADU · {time} UTC</p>
  <style>.a { color: red; }</style>`;
  expect(literalTexts(source, 'A.svelte')).toEqual([]);
});
