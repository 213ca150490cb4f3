/** The programs that run on the GPU: one draws blocks of pixels, one hatches spots that are saturated. */

export const BLOCK_VERTEX = `#version 300 es
uniform vec4 rect; // left, top, right, bottom in clip space
uniform vec2 size; // of the texture, texels
out vec2 texel;
void main() {
  vec2 corner = vec2(gl_VertexID & 1, gl_VertexID >> 1);
  gl_Position = vec4(mix(rect.xy, rect.zw, corner), 0.0, 1.0);
  texel = corner * size;
}`;

// Stripes, not a colour alone; bright ones are seen on dark ground, dark ones on a star.
const HATCH = `
vec4 hatch(bool redOnly) {
  bool stripe = mod(gl_FragCoord.x + gl_FragCoord.y, 6.0) < 3.0;
  if (!stripe) return vec4(0.0, 0.0, 0.0, 1.0);
  return redOnly ? vec4(1.0, 0.0, 0.0, 1.0) : vec4(1.0, 0.25, 0.7, 1.0);
}`;

// Integer textures cannot be filtered by the GPU, so the shader mixes four texels itself when pixels are smaller than
// the screen's; enlarged pixels stay square, as an observer wants to see them.
export const BLOCK_FRAGMENT = `#version 300 es
precision highp float;
precision highp usampler2D;
uniform usampler2D pixels;
uniform float black, mid, white;
uniform float saturated; // from this value on pixels are hatched
uniform bool smooth_, redOnly;
in vec2 texel;
out vec4 colour;
float at(ivec2 p, ivec2 last) { return float(texelFetch(pixels, clamp(p, ivec2(0), last), 0).r); }
${HATCH}
void main() {
  ivec2 last = textureSize(pixels, 0) - 1;
  float value = at(ivec2(floor(texel)), last);
  if (value >= saturated) {
    colour = hatch(redOnly);
    return;
  }
  if (smooth_) {
    vec2 p = texel - 0.5;
    ivec2 i = ivec2(floor(p));
    vec2 f = p - floor(p);
    value = mix(mix(at(i, last), at(i + ivec2(1, 0), last), f.x),
                mix(at(i + ivec2(0, 1), last), at(i + ivec2(1, 1), last), f.x), f.y);
  }
  float span = white - black;
  float x = clamp((value - black) / span, 0.0, 1.0);
  float m = (mid - black) / span;
  float y = ((m - 1.0) * x) / ((2.0 * m - 1.0) * x - m);
  colour = redOnly ? vec4(y, 0.0, 0.0, 1.0) : vec4(y, y, y, 1.0);
}`;

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
