import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const RENDERER = join(import.meta.dirname, '../../src-renderer');
const tokens = readFileSync(join(RENDERER, 'theme/tokens.css'), 'utf8');

function block(theme: string): string {
  const start = tokens.indexOf(`[data-theme="${theme}"]`);
  expect(start, theme).toBeGreaterThan(0);
  return tokens.slice(start, tokens.indexOf('}', start));
}

test('night mode’s colours have no green and no blue at all', () => {
  const colours = [...block('night').matchAll(/#([0-9a-f]{6})\b/g)].map(([, hex]) => hex!);
  expect(colours.length).toBeGreaterThan(15);
  for (const hex of colours) expect(hex.slice(2)).toBe('0000');
  expect(block('night')).toContain('rgb(0 0 0 /');
});

test('the three looks name the same colours', () => {
  const names = (theme: string) => [...block(theme).matchAll(/--([\w-]+):/g)].map(([, name]) => name);
  expect(names('night')).toEqual(names('dark'));
  expect(names('light')).toEqual(names('dark'));
});

test('colours are named in the theme only, so that night mode cannot leak elsewhere', () => {
  const files = readdirSync(RENDERER, { recursive: true, encoding: 'utf8' }).filter((name) =>
    /\.(svelte|css)$/.test(name),
  );
  expect(files.length).toBeGreaterThan(40);
  for (const name of files) {
    if (name === join('theme', 'tokens.css')) continue;
    const text = readFileSync(join(RENDERER, name), 'utf8');
    const styles = name.endsWith('.css')
      ? text
      : [...text.matchAll(/<style>([\s\S]*?)<\/style>/g)].map(([, css]) => css).join('');
    expect(styles.match(/#[0-9a-f]{3,8}\b|\b(rgb|hsl|oklch)a?\(|:\s*(white|black|red|gray)\b/gi) ?? [], name).toEqual(
      [],
    );
  }
});

test('every mouse pointer comes from the list of pointers, and night mode’s are drawn in red and black alone', () => {
  const pointers = readFileSync(join(RENDERER, 'theme/cursors.css'), 'utf8');
  const start = pointers.indexOf('[data-theme="night"]');
  const names = (text: string) => [...text.matchAll(/^ {2}(--cursor-[\w-]+):/gm)].map(([, name]) => name);
  const night = pointers.slice(start, pointers.indexOf('\n}', start));
  expect(names(night)).toEqual(names(pointers.slice(0, start)));
  expect(night.match(/url\(/g)).toHaveLength(names(night).length);
  const paints = [...night.matchAll(/(?:fill|stroke)='([^']*)'/g)].map(([, paint]) => paint);
  expect(new Set(paints)).toEqual(new Set(['%23ff0000', '%23000000', 'none']));

  for (const name of readdirSync(RENDERER, { recursive: true, encoding: 'utf8' })) {
    if (!/\.(svelte|css)$/.test(name) || name === join('theme', 'cursors.css')) continue;
    const named = readFileSync(join(RENDERER, name), 'utf8').match(/^ *cursor: (?!var\(--cursor-).*$/gm) ?? [];
    expect(named, name).toEqual([]);
  }
});

test('the system’s own tooltips, dialogs and drop-downs, which no theme reaches, are not used', () => {
  const files = readdirSync(RENDERER, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.svelte'));
  for (const name of files) {
    const text = readFileSync(join(RENDERER, name), 'utf8');
    const elements = [...text.matchAll(/<(?!script|style)([a-z][a-z0-9]*)\b([^>]*)>/g)];
    for (const [whole, tag, attributes] of elements) {
      expect(['select', 'datalist', 'dialog', 'progress', 'meter'], `${name}: ${whole}`).not.toContain(tag);
      expect(attributes, `${name}: ${whole}`).not.toMatch(/\stitle=/);
      expect(attributes, `${name}: ${whole}`).not.toMatch(
        /type="(date|time|datetime-local|color|number|checkbox|radio)"/,
      );
    }
  }
});
