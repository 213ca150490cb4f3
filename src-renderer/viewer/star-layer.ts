/** Draws the marks of stars on a canvas of their own over the frame. Shapes, not colours, say what is what. */
import type { StarMark } from './star-marks.ts';

export interface StarInk {
  readonly line: string;
  /** Around the lines, so that they are seen on a bright star as well as on the dark sky. */
  readonly edge: string;
}

/** Device pixels for a CSS pixel are in `pixelRatio`; `chosen` gets a second mark around its own. */
export function drawStarMarks(
  canvas: HTMLCanvasElement,
  marks: readonly StarMark[],
  chosen: StarMark | null,
  ink: StarInk,
  pixelRatio: number,
): void {
  const context = canvas.getContext('2d');
  if (context === null) return;
  context.clearRect(0, 0, canvas.width, canvas.height);
  const whole = new Path2D();
  const dashed = new Path2D();
  for (const mark of marks) outline(mark.shape === 'dashed' ? dashed : whole, mark, mark.radius, pixelRatio);
  if (chosen !== null) outline(whole, chosen, chosen.radius + 4 * pixelRatio, pixelRatio);
  const dash = [3 * pixelRatio, 3 * pixelRatio];
  for (const [colour, width] of [
    [ink.edge, 3.5],
    [ink.line, 1.5],
  ] as const) {
    context.strokeStyle = colour;
    context.lineWidth = width * pixelRatio;
    context.setLineDash([]);
    context.stroke(whole);
    context.setLineDash(dash);
    context.stroke(dashed);
  }
}

function outline(path: Path2D, mark: StarMark, radius: number, pixelRatio: number): void {
  const { shape, x, y, axisRatio, turn, elongated } = mark;
  if (shape === 'square') {
    path.rect(x - radius, y - radius, 2 * radius, 2 * radius);
    return;
  }
  path.moveTo(x + radius * Math.cos(turn), y + radius * Math.sin(turn));
  path.ellipse(x, y, radius, radius * axisRatio, turn, 0, 2 * Math.PI);
  if (!elongated) return;
  const end = radius + Math.max(7 * pixelRatio, 0.5 * radius);
  for (const side of [1, -1]) {
    path.moveTo(x + side * radius * Math.cos(turn), y + side * radius * Math.sin(turn));
    path.lineTo(x + side * end * Math.cos(turn), y + side * end * Math.sin(turn));
  }
}
