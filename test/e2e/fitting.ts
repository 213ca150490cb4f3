import type { Page } from '@playwright/test';

/**
 * Texts that do not fit where they stand: cut off at the side of what clips them, sticking out of their button, outside the
 * window, or printed over each other. Names that are shortened on purpose (with dots), and what is scrolled out of view,
 * are no faults, nor is a notice that floats over the page for some seconds. In an open dialog only the dialog counts.
 */
export async function textsThatDoNotFit(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    /** Rounding of the layout, and the overhang of slanted or dotted glyphs, px. */
    const SLACK = 1.5;
    interface Shown {
      readonly node: Node;
      readonly text: string;
      readonly box: DOMRect;
    }

    const clips = ({ overflowX, overflowY }: CSSStyleDeclaration) => overflowX !== 'visible' || overflowY !== 'visible';

    /** Cuts what is too long with dots, or lets it be scrolled. */
    const shortens = ({ textOverflow, webkitLineClamp, overflowX }: CSSStyleDeclaration) =>
      textOverflow === 'ellipsis' || webkitLineClamp !== 'none' || overflowX === 'auto' || overflowX === 'scroll';

    /** The part of a line of text that can be seen in an ancestor which shortens it. */
    function seenIn(ancestor: Element, box: DOMRect): DOMRect {
      const style = getComputedStyle(ancestor);
      if (style.display === 'inline' || !clips(style) || !shortens(style)) return box;
      const room = ancestor.getBoundingClientRect();
      const left = Math.max(box.left, room.left);
      return new DOMRect(left, box.top, Math.min(box.right, room.right) - left, box.height);
    }

    /** What is wrong with a line of text inside an ancestor; `hidden` when it cannot be seen there at all. */
    function faultIn(ancestor: Element, box: DOMRect): 'cut off' | 'out of its button' | 'hidden' | null {
      const style = getComputedStyle(ancestor);
      if (style.display === 'inline' || style.display === 'contents') return null;
      const room = ancestor.getBoundingClientRect();
      if (clips(style)) {
        const middle = (box.top + box.bottom) / 2;
        if (middle < room.top || middle > room.bottom || box.left >= room.right || box.right <= room.left)
          return 'hidden';
        if (shortens(style)) return null;
        if (box.right > room.right + SLACK || box.left < room.left - SLACK) return 'cut off';
      }
      if (!ancestor.matches('button, a.button, label, th')) return null;
      const out = box.right > room.right + SLACK || box.left < room.left - SLACK || box.bottom > room.bottom + SLACK;
      return out ? 'out of its button' : null;
    }

    const root = document.querySelector('[role="dialog"]') ?? document.body;
    const faults: string[] = [];
    const shown: Shown[] = [];
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const text = node.textContent?.trim() ?? '';
      const parent = node.parentElement;
      if (text === '' || parent === null || parent.closest('.spoken, script, style, [inert], .notices') !== null)
        continue;
      if (!parent.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      for (let box of range.getClientRects()) {
        if (box.width < 1) continue;
        let fault: ReturnType<typeof faultIn> = null;
        for (let at: Element | null = parent; at !== null && fault === null; at = at.parentElement) {
          fault = faultIn(at, box);
          box = seenIn(at, box);
        }
        if (fault === 'hidden') continue;
        if (fault === null && (box.left < -SLACK || box.right > innerWidth + SLACK))
          faults.push(`outside the window: ${text}`);
        else if (fault !== null) faults.push(`${fault}: ${text}`);
        shown.push({ node, text, box });
      }
    }
    for (const [i, { node, text, box }] of shown.entries()) {
      for (const other of shown.slice(i + 1)) {
        // A text that is shortened comes in several boxes at one place.
        if (other.node === node) continue;
        const across = Math.min(box.right, other.box.right) - Math.max(box.left, other.box.left);
        const down = Math.min(box.bottom, other.box.bottom) - Math.max(box.top, other.box.top);
        // Lines stand close: their boxes overlap a little where no ink does.
        if (across > 2 && down > 6) faults.push(`over each other: ${text} / ${other.text}`);
      }
    }
    return [...new Set(faults)];
  });
}
