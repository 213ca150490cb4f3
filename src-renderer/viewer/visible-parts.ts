/** Which part of which block is seen where blocks of several levels lie over each other. Pure. */
import type { PlacedBlock } from './painter.ts';
import { type Size, toFrame, type View } from './view-transform.ts';

/** In pixels of the frame at level 1; right and bottom do not belong to it. */
export interface Area {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

export interface VisiblePart {
  readonly placed: PlacedBlock;
  readonly area: Area;
}

/**
 * The screen's part of the frame, in parts that do not overlap: at each place of the finest block that is there, so that nothing is
 * worked out that another block hides.
 */
export function visibleParts(blocks: readonly PlacedBlock[], view: View, screen: Size): VisiblePart[] {
  const { x: left, y: top } = toFrame(view, { x: 0, y: 0 }, screen);
  const { x: right, y: bottom } = toFrame(view, { x: screen.width, y: screen.height }, screen);
  let open: Area[] = [{ left, top, right, bottom }];
  const parts: VisiblePart[] = [];
  for (const placed of [...blocks].sort((a, b) => a.block.level - b.block.level)) {
    const area = areaOf(placed);
    const still: Area[] = [];
    for (const each of open) {
      const seen = common(each, area);
      if (seen === null) still.push(each);
      else {
        parts.push({ placed, area: seen });
        still.push(...without(each, seen));
      }
    }
    open = still;
  }
  return parts;
}

function areaOf({ block, x, y }: PlacedBlock): Area {
  return { left: x, top: y, right: x + block.width * block.level, bottom: y + block.height * block.level };
}

function common(a: Area, b: Area): Area | null {
  const left = Math.max(a.left, b.left);
  const top = Math.max(a.top, b.top);
  const right = Math.min(a.right, b.right);
  const bottom = Math.min(a.bottom, b.bottom);
  return left < right && top < bottom ? { left, top, right, bottom } : null;
}

/** What is left of an area around a part of it. */
function without(whole: Area, part: Area): Area[] {
  const { left, top, right, bottom } = whole;
  return [
    { left, top, right, bottom: part.top },
    { left, top: part.bottom, right, bottom },
    { left, top: part.top, right: part.left, bottom: part.bottom },
    { left: part.right, top: part.top, right, bottom: part.bottom },
  ].filter((area) => area.left < area.right && area.top < area.bottom);
}

/**
 * Whether pixels are mixed with their neighbours. Enlarged ones stay square, as an observer wants to see them.
 */
export function isSmooth({ scale }: View): boolean {
  return scale < 1.5;
}
