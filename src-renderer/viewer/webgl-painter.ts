/** Draws frames with WebGL2: 16-bit integers go to the GPU as they are, the stretch happens in the shader. */
import type { PixelBlock } from '../client/pixels.ts';
import { channelsOf, kindOf } from './debayer.ts';
import { createGlProgramme, type GlProgramme } from './gl-programme.ts';
import type { Painter, Picture, PlacedBlock } from './painter.ts';
import { BLOCK_VERTEX, type BlockLook, blockFragment } from './shaders.ts';
import { createSpotLayer } from './spot-layer.ts';
import { midtoneTerms } from './stretch.ts';
import { type Size, toScreen } from './view-transform.ts';
import { isSmooth, type VisiblePart, visibleParts } from './visible-parts.ts';

/** No 16-bit pixel reaches it. */
const NEVER = 65_536;

/** How WebGL names what draws on the processor instead of a GPU: Chromium's, Mesa's, Windows's. */
const SOFTWARE = /swiftshader|llvmpipe|softpipe|basic render/i;

/** Whether there is a GPU that draws for WebGL2, found out on a canvas that is thrown away. */
function findGpu(): boolean {
  const gl = document.createElement('canvas').getContext('webgl2', { failIfMajorPerformanceCaveat: true });
  if (gl === null) return false;
  const named = gl.getExtension('WEBGL_debug_renderer_info');
  const renderer = String(gl.getParameter(named?.UNMASKED_RENDERER_WEBGL ?? gl.RENDERER));
  gl.getExtension('WEBGL_lose_context')?.loseContext();
  return !SOFTWARE.test(renderer);
}

let hasGpu: boolean | null = null;

/** Null where WebGL2 is missing, or would be slower than the processor is by itself. */
export function createWebGlPainter(canvas: HTMLCanvasElement, onRestored: () => void): Painter | null {
  hasGpu ??= findGpu();
  if (!hasGpu) return null;
  const gl = canvas.getContext('webgl2', { alpha: false, antialias: false, depth: false, preserveDrawingBuffer: true });
  if (gl === null) return null;

  const programmes = new Map<string, GlProgramme>();
  let spots = createSpotLayer(gl);
  const textures = new Map<PixelBlock, WebGLTexture>();

  const lost = (event: Event) => event.preventDefault();
  const restored = () => {
    textures.clear();
    programmes.clear();
    spots = createSpotLayer(gl);
    onRestored();
  };
  canvas.addEventListener('webglcontextlost', lost);
  canvas.addEventListener('webglcontextrestored', restored);

  function programmeFor(look: BlockLook): GlProgramme {
    const name = `${look.kind} ${look.smooth} ${look.marks}`;
    const made = programmes.get(name) ?? createGlProgramme(gl!, BLOCK_VERTEX, blockFragment(look));
    programmes.set(name, made);
    return made;
  }

  function textureOf(block: PixelBlock): WebGLTexture {
    const made = textures.get(block) ?? createTexture(gl!, block);
    textures.set(block, made);
    return made;
  }

  function forgetOthers(blocks: readonly PlacedBlock[]): void {
    const held = new Set(blocks.map(({ block }) => block));
    for (const [block, texture] of textures) {
      if (held.has(block)) continue;
      gl!.deleteTexture(texture);
      textures.delete(block);
    }
  }

  function draw({ placed: { block, x, y }, area }: VisiblePart, picture: Picture, screen: Size): void {
    const { view, colours, stretch, saturated, redOnly } = picture;
    const kind = kindOf(block, colours !== null);
    const programme = programmeFor({
      kind,
      smooth: isSmooth(view),
      marks: saturated !== null && block.level === 1,
    });
    programme.use();
    const from = toScreen(view, { x: area.left, y: area.top }, screen);
    const to = toScreen(view, { x: area.right, y: area.bottom }, screen);
    const clipX = (value: number) => (value / screen.width) * 2 - 1;
    const clipY = (value: number) => 1 - (value / screen.height) * 2;
    gl!.uniform4f(programme.uniform('rect'), clipX(from.x), clipY(from.y), clipX(to.x), clipY(to.y));
    const texels = [area.left - x, area.top - y, area.right - x, area.bottom - y].map((at) => at / block.level);
    gl!.uniform4fv(programme.uniform('texels'), texels);
    const terms = (colours ?? [stretch, stretch, stretch]).map(midtoneTerms);
    for (const term of ['black', 'perPixel', 'above', 'belowX', 'below'] as const) {
      gl!.uniform3f(programme.uniform(term), terms[0]![term], terms[1]![term], terms[2]![term]);
    }
    gl!.uniform1f(programme.uniform('saturated'), saturated?.adu ?? NEVER);
    gl!.uniform1i(programme.uniform('redOnly'), redOnly ? 1 : 0);
    if (kind === 'mosaic') {
      const red = channelsOf(block.bayer!).indexOf(0);
      gl!.uniform2i(programme.uniform('red'), red % 2, Math.floor(red / 2));
    }
    gl!.bindTexture(gl!.TEXTURE_2D, textureOf(block));
    gl!.drawArrays(gl!.TRIANGLE_STRIP, 0, 4);
  }

  function wipe(): void {
    gl!.clearColor(0, 0, 0, 1);
    gl!.clear(gl!.COLOR_BUFFER_BIT);
  }

  return {
    kind: 'webgl2',
    paint(picture: Picture) {
      if (gl.isContextLost()) return;
      const { blocks, saturated, view } = picture;
      const screen = { width: canvas.width, height: canvas.height };
      forgetOthers(blocks);
      gl.viewport(0, 0, screen.width, screen.height);
      wipe();
      const parts = visibleParts(blocks, view, screen);
      for (const part of parts) if (part.placed.block.level > 1) draw(part, picture, screen);
      if (saturated !== null) spots.draw(saturated, picture, screen);
      // At full size every pixel says by itself whether it is saturated.
      for (const part of parts) if (part.placed.block.level === 1) draw(part, picture, screen);
    },
    clear() {
      if (gl.isContextLost()) return;
      forgetOthers([]);
      wipe();
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
