/** The programs that run on the GPU: one draws blocks of pixels, one hatches spots that are saturated. */
import type { BlockKind } from './debayer.ts';

export const BLOCK_VERTEX = `#version 300 es
uniform vec4 rect; // left, top, right, bottom in clip space
uniform vec4 texels; // left, top, right, bottom of the same in the texture
out vec2 texel;
void main() {
  vec2 corner = vec2(gl_VertexID & 1, gl_VertexID >> 1);
  gl_Position = vec4(mix(rect.xy, rect.zw, corner), 0.0, 1.0);
  texel = mix(texels.xy, texels.zw, corner);
}`;

// Stripes, not a colour alone; bright ones are seen on dark ground, dark ones on a star.
const HATCH = `
vec4 hatch(bool redOnly) {
  bool stripe = mod(gl_FragCoord.x + gl_FragCoord.y, 6.0) < 3.0;
  if (!stripe) return vec4(0.0, 0.0, 0.0, 1.0);
  return redOnly ? vec4(1.0, 0.0, 0.0, 1.0) : vec4(1.0, 0.25, 0.7, 1.0);
}`;

export interface BlockLook {
  readonly kind: BlockKind;
  /** Mixed with the neighbours, for pixels that are smaller than the screen's. A mosaic's colours are mixed by finding them. */
  readonly smooth: boolean;
  /** Saturated pixels are hatched. */
  readonly marks: boolean;
}

const VALUE = { grey: 'float', colours: 'vec3', mosaic: 'vec3' } as const;
const FETCHED = { grey: 'r', colours: 'rgb', mosaic: 'rrr' } as const;

// Integer textures cannot be filtered by the GPU, so the shader mixes four texels itself.
const SMOOTH = `
  vec2 p = texel - 0.5;
  vec2 f = fract(p);
  ivec2 from = max(ivec2(floor(p)), ivec2(0));
  ivec2 to = min(ivec2(floor(p)) + 1, last);
  Value topLeft = at(from), topRight = at(ivec2(to.x, from.y));
  Value bottomLeft = at(ivec2(from.x, to.y)), bottomRight = at(to);
  Value value = mix(mix(topLeft, topRight, f.x), mix(bottomLeft, bottomRight, f.x), f.y);`;
// Enlarged pixels stay square, as an observer wants to see them.
const SHARP = `
  Value value = at(min(ivec2(texel), last));`;
// As debayered() in debayer.ts, with the weights written out: red and blue lie on every other row and column.
const MOSAIC = `
uniform ivec2 red; // column and row, 0 or 1, of the red ones
vec3 debayered(ivec2 p, ivec2 last) {
  ivec2 end = max(last, ivec2(1));
  ivec2 before = min(abs(p - 1), last);
  ivec2 after = clamp(end - abs(end - (p + 1)), ivec2(0), last);
  float own = at(p).r;
  float row = 0.5 * (at(ivec2(before.x, p.y)).r + at(ivec2(after.x, p.y)).r);
  float column = 0.5 * (at(ivec2(p.x, before.y)).r + at(ivec2(p.x, after.y)).r);
  float corners = 0.25 * (at(before).r + at(after).r + at(ivec2(before.x, after.y)).r + at(ivec2(after.x, before.y)).r);
  bvec2 asRed = equal(p & 1, red);
  if (asRed.x == asRed.y) {
    vec3 value = vec3(own, 0.5 * (row + column), corners);
    return asRed.x ? value : value.bgr;
  }
  return asRed.y ? vec3(row, own, column) : vec3(column, own, row);
}`;
const DEBAYERED = `
  Value value = debayered(min(ivec2(texel), last), last);`;
const MARKS = `
  if (float(texelFetch(pixels, min(ivec2(texel), last), 0).r) >= saturated) {
    colour = hatch(redOnly);
    return;
  }`;

/**
 * Only what the look needs: where a processor draws instead of a GPU, as in a virtual machine, each needless step of it is felt at
 * every movement.
 */
export function blockFragment({ kind, smooth, marks }: BlockLook): string {
  return `#version 300 es
precision highp float;
precision highp usampler2D;
#define Value ${VALUE[kind]}
uniform usampler2D pixels;
// Of red, green and blue, all alike for a picture without colours: what is black, and of the brightness y of x, which is
// between 0 at black and 1 at white, the terms in y = above x / (belowX x + below).
uniform vec3 black, perPixel, above, belowX, below;
uniform float saturated; // from this value on pixels are hatched
uniform bool redOnly;
in vec2 texel;
out vec4 colour;
Value at(ivec2 p) { return Value(texelFetch(pixels, p, 0).${FETCHED[kind]}); }${kind === 'mosaic' ? MOSAIC : ''}
${marks ? HATCH : ''}
void main() {
  ivec2 last = textureSize(pixels, 0) - 1;${marks ? MARKS : ''}${kind === 'mosaic' ? DEBAYERED : smooth ? SMOOTH : SHARP}
  Value x = clamp((value - Value(black)) * Value(perPixel), 0.0, 1.0);
  Value y = Value(above) * x / (Value(belowX) * x + Value(below));
  ${
    kind === 'grey'
      ? 'colour = redOnly ? vec4(y, 0.0, 0.0, 1.0) : vec4(y, y, y, 1.0);'
      : // Without other colours than red a picture in colour is one of its brightness.
        'colour = redOnly ? vec4(dot(y, vec3(0.25, 0.5, 0.25)), 0.0, 0.0, 1.0) : vec4(y, 1.0);'
  }
}`;
}

export const SPOT_VERTEX = `#version 300 es
in vec2 place; // in the frame's pixels
uniform vec2 centre; // of the view, in the frame's pixels
uniform vec2 scale; // clip space per pixel of the frame
uniform float side; // of a spot, device pixels
void main() {
  gl_Position = vec4((place - centre) * scale, 0.0, 1.0);
  gl_PointSize = side;
}`;

export const SPOT_FRAGMENT = `#version 300 es
precision highp float;
uniform bool redOnly;
out vec4 colour;
${HATCH}
void main() { colour = hatch(redOnly); }`;
