/** Draws frames with WebGL2: 16-bit integers go to the GPU as they are, the stretch happens in the shader. */
import type { PixelBlock } from '../client/pixels.ts';
import type { Painter, Picture, PlacedBlock } from './painter.ts';
import { toScreen } from './view-transform.ts';

const VERTEX = `#version 300 es
uniform vec4 rect; // left, top, right, bottom in clip space
uniform vec2 size; // of the texture, texels
out vec2 texel;
void main() {
  vec2 corner = vec2(gl_VertexID & 1, gl_VertexID >> 1);
  gl_Position = vec4(mix(rect.xy, rect.zw, corner), 0.0, 1.0);
  texel = corner * size;
}`;

// Integer textures cannot be filtered by the GPU, so the shader mixes four texels itself when pixels are smaller than
// the screen's; enlarged pixels stay square, as an observer wants to see them.
const FRAGMENT = `#version 300 es
precision highp float;
precision highp usampler2D;
uniform usampler2D pixels;
uniform float black, mid, white;
uniform bool smooth_, redOnly;
in vec2 texel;
out vec4 colour;
float at(ivec2 p, ivec2 last) { return float(texelFetch(pixels, clamp(p, ivec2(0), last), 0).r); }
void main() {
  ivec2 last = textureSize(pixels, 0) - 1;
  float value;
  if (smooth_) {
    vec2 p = texel - 0.5;
    ivec2 i = ivec2(floor(p));
    vec2 f = p - floor(p);
    value = mix(mix(at(i, last), at(i + ivec2(1, 0), last), f.x),
                mix(at(i + ivec2(0, 1), last), at(i + ivec2(1, 1), last), f.x), f.y);
  } else {
    value = at(ivec2(floor(texel)), last);
  }
  float span = white - black;
  float x = clamp((value - black) / span, 0.0, 1.0);
  float m = (mid - black) / span;
  float y = ((m - 1.0) * x) / ((2.0 * m - 1.0) * x - m);
  colour = redOnly ? vec4(y, 0.0, 0.0, 1.0) : vec4(y, y, y, 1.0);
}`;

interface Programme {
  readonly uniform: (name: string) => WebGLUniformLocation | null;
}

/** Null where WebGL2 is missing. */
export function createWebGlPainter(canvas: HTMLCanvasElement, onRestored: () => void): Painter | null {
  const gl = canvas.getContext('webgl2', { alpha: false, antialias: false, preserveDrawingBuffer: true });
  if (gl === null) return null;

  let programme = build(gl);
  const textures = new Map<PixelBlock, WebGLTexture>();

  const lost = (event: Event) => event.preventDefault();
  const restored = () => {
    textures.clear();
    programme = build(gl);
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

  return {
    kind: 'webgl2',
    paint({ blocks, stretch, view, redOnly }: Picture) {
      if (gl.isContextLost()) return;
      const screen = { width: canvas.width, height: canvas.height };
      gl.viewport(0, 0, screen.width, screen.height);
      gl.clearColor(0, 0, 0, 1);
      gl.clear(gl.COLOR_BUFFER_BIT);
      upload(blocks);
      gl.uniform1f(programme.uniform('black'), stretch.black);
      gl.uniform1f(programme.uniform('mid'), stretch.mid);
      gl.uniform1f(programme.uniform('white'), stretch.white);
      gl.uniform1i(programme.uniform('redOnly'), redOnly ? 1 : 0);
      for (const { block, x, y } of blocks) {
        const from = toScreen(view, { x, y }, screen);
        const to = toScreen(view, { x: x + block.width * block.level, y: y + block.height * block.level }, screen);
        const clipX = (value: number) => (value / screen.width) * 2 - 1;
        const clipY = (value: number) => 1 - (value / screen.height) * 2;
        gl.uniform4f(programme.uniform('rect'), clipX(from.x), clipY(from.y), clipX(to.x), clipY(to.y));
        gl.uniform2f(programme.uniform('size'), block.width, block.height);
        gl.uniform1i(programme.uniform('smooth_'), view.scale < 1.5 ? 1 : 0);
        gl.bindTexture(gl.TEXTURE_2D, textures.get(block)!);
        gl.drawArrays(gl.TRIANGLE_STRIP, 0, 4);
      }
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
  const { width, height, pixels } = block;
  gl.texImage2D(gl.TEXTURE_2D, 0, gl.R16UI, width, height, 0, gl.RED_INTEGER, gl.UNSIGNED_SHORT, pixels);
  return texture;
}

function build(gl: WebGL2RenderingContext): Programme {
  const program = gl.createProgram();
  for (const [type, source] of [
    [gl.VERTEX_SHADER, VERTEX],
    [gl.FRAGMENT_SHADER, FRAGMENT],
  ] as const) {
    const shader = gl.createShader(type)!;
    gl.shaderSource(shader, source);
    gl.compileShader(shader);
    gl.attachShader(program, shader);
  }
  gl.linkProgram(program);
  if (!gl.getProgramParameter(program, gl.LINK_STATUS) && !gl.isContextLost()) {
    throw new Error(`The viewer's shader does not compile here: ${gl.getProgramInfoLog(program)}`);
  }
  gl.useProgram(program);
  const found = new Map<string, WebGLUniformLocation | null>();
  return {
    uniform(name) {
      if (!found.has(name)) found.set(name, gl.getUniformLocation(program, name));
      return found.get(name) ?? null;
    },
  };
}
