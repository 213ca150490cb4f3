/** Draws frames with WebGL2: 16-bit integers go to the GPU as they are, the stretch happens in the shader. */
import type { Level, PixelBlock } from '../client/pixels.ts';
import { channelsOf } from './debayer.ts';
import { createGlProgramme } from './gl-programme.ts';
import type { Painter, Picture, PlacedBlock } from './painter.ts';
import { BLOCK_FRAGMENT, BLOCK_VERTEX } from './shaders.ts';
import { createSpotLayer } from './spot-layer.ts';
import { type Size, toScreen } from './view-transform.ts';

/** No 16-bit pixel reaches it. */
const NEVER = 65_536;

/** Null where WebGL2 is missing. */
export function createWebGlPainter(canvas: HTMLCanvasElement, onRestored: () => void): Painter | null {
  const gl = canvas.getContext('webgl2', { alpha: false, antialias: false, preserveDrawingBuffer: true });
  if (gl === null) return null;

  let { programme, spots } = build(gl);
  const textures = new Map<PixelBlock, WebGLTexture>();

  const lost = (event: Event) => event.preventDefault();
  const restored = () => {
    textures.clear();
    ({ programme, spots } = build(gl));
    onRestored();
  };
  canvas.addEventListener('webglcontextlost', lost);
  canvas.addEventListener('webglcontextrestored', restored);

  /** Uploads blocks that are new and forgets those that are no longer shown. */
  function upload(blocks: readonly PlacedBlock[]): void {
    const shown = new Set(blocks.map(({ block }) => block));
    for (const [block, texture] of textures) {
      if (shown.has(block)) continue;
      gl!.deleteTexture(texture);
      textures.delete(block);
    }
    for (const block of shown) if (!textures.has(block)) textures.set(block, createTexture(gl!, block));
  }

  function drawBlocks(picture: Picture, screen: Size, atLevel: (level: Level) => boolean): void {
    const { blocks, stretch, colours, view, saturated, redOnly } = picture;
    programme.use();
    const [red, green, blue] = colours ?? [stretch, stretch, stretch];
    for (const point of ['black', 'mid', 'white'] as const) {
      gl!.uniform3f(programme.uniform(point), red[point], green[point], blue[point]);
    }
    gl!.uniform1i(programme.uniform('redOnly'), redOnly ? 1 : 0);
    for (const { block, x, y } of blocks) {
      if (!atLevel(block.level)) continue;
      const from = toScreen(view, { x, y }, screen);
      const to = toScreen(view, { x: x + block.width * block.level, y: y + block.height * block.level }, screen);
      const clipX = (value: number) => (value / screen.width) * 2 - 1;
      const clipY = (value: number) => 1 - (value / screen.height) * 2;
      gl!.uniform4f(programme.uniform('rect'), clipX(from.x), clipY(from.y), clipX(to.x), clipY(to.y));
      gl!.uniform2f(programme.uniform('size'), block.width, block.height);
      const isMosaic = colours !== null && block.channels === 1 && block.bayer !== null && block.level === 1;
      gl!.uniform1i(programme.uniform('kind'), block.channels === 3 ? 1 : isMosaic ? 2 : 0);
      if (isMosaic) gl!.uniform4iv(programme.uniform('mosaic'), channelsOf(block.bayer));
      gl!.uniform1f(programme.uniform('saturated'), saturated !== null && block.level === 1 ? saturated.adu : NEVER);
      gl!.uniform1i(programme.uniform('smooth_'), view.scale < 1.5 ? 1 : 0);
      gl!.bindTexture(gl!.TEXTURE_2D, textures.get(block)!);
      gl!.drawArrays(gl!.TRIANGLE_STRIP, 0, 4);
    }
  }

  return {
    kind: 'webgl2',
    paint(picture: Picture) {
      if (gl.isContextLost()) return;
      const { blocks, saturated } = picture;
      const screen = { width: canvas.width, height: canvas.height };
      gl.viewport(0, 0, screen.width, screen.height);
      gl.clearColor(0, 0, 0, 1);
      gl.clear(gl.COLOR_BUFFER_BIT);
      upload(blocks);
      drawBlocks(picture, screen, (level) => level > 1);
      if (saturated !== null) spots.draw(saturated, picture, screen);
      // At full size every pixel says by itself whether it is saturated.
      drawBlocks(picture, screen, (level) => level === 1);
    },
    dispose() {
      canvas.removeEventListener('webglcontextlost', lost);
      canvas.removeEventListener('webglcontextrestored', restored);
      for (const texture of textures.values()) gl.deleteTexture(texture);
      textures.clear();
    },
  };
}

function createTexture(gl: WebGL2RenderingContext, block: PixelBlock): WebGLTexture {
  const texture = gl.createTexture();
  gl.bindTexture(gl.TEXTURE_2D, texture);
  // Rows of 16-bit pixels with an odd width do not end on WebGL's default four-byte boundary.
  gl.pixelStorei(gl.UNPACK_ALIGNMENT, 2);
  gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MIN_FILTER, gl.NEAREST);
  gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MAG_FILTER, gl.NEAREST);
  gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_WRAP_S, gl.CLAMP_TO_EDGE);
  gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_WRAP_T, gl.CLAMP_TO_EDGE);
  const { width, height, channels, pixels } = block;
  const [inside, outside] = channels === 3 ? [gl.RGB16UI, gl.RGB_INTEGER] : [gl.R16UI, gl.RED_INTEGER];
  gl.texImage2D(gl.TEXTURE_2D, 0, inside, width, height, 0, outside, gl.UNSIGNED_SHORT, pixels);
  return texture;
}

function build(gl: WebGL2RenderingContext) {
  return { programme: createGlProgramme(gl, BLOCK_VERTEX, BLOCK_FRAGMENT), spots: createSpotLayer(gl) };
}
