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
// the screen's; enlarged pixels stay square, as an observer wants to see them. A mosaic's colours are mixed by finding them.
export const BLOCK_FRAGMENT = `#version 300 es
precision highp float;
precision highp usampler2D;
uniform usampler2D pixels;
uniform vec3 black, mid, white; // red, green, blue; all alike for a picture without colours
uniform float saturated; // from this value on pixels are hatched
uniform bool smooth_, redOnly;
uniform int kind; // 0 grey, 1 three values a pixel, 2 a mosaic of colours
uniform ivec4 mosaic; // the channels of its 2 x 2 pixels, row after row
in vec2 texel;
out vec4 colour;
vec3 at(ivec2 p, ivec2 last) {
  uvec3 t = texelFetch(pixels, clamp(p, ivec2(0), last), 0).rgb;
  return kind == 1 ? vec3(t) : vec3(float(t.r));
}
int channelAt(ivec2 p) { return mosaic[2 * (p.y & 1) + (p.x & 1)]; }
// As debayered() in debayer.ts.
vec3 debayered(ivec2 p, ivec2 last) {
  vec3 sum = vec3(0.0), weight = vec3(0.0);
  ivec2 end = max(last, ivec2(1));
  for (int dy = -1; dy <= 1; dy++) {
    for (int dx = -1; dx <= 1; dx++) {
      ivec2 q = p + ivec2(dx, dy);
      int channel = channelAt(q);
      float w = float((2 - abs(dx)) * (2 - abs(dy)));
      sum[channel] += w * at(end - abs(end - abs(q)), last).r;
      weight[channel] += w;
    }
  }
  vec3 value = sum / weight;
  value[channelAt(p)] = at(p, last).r;
  return value;
}
${HATCH}
void main() {
  ivec2 last = textureSize(pixels, 0) - 1;
  ivec2 nearest = clamp(ivec2(floor(texel)), ivec2(0), last);
  vec3 value = at(nearest, last);
  if (value.r >= saturated) {
    colour = hatch(redOnly);
    return;
  }
  if (kind == 2) {
    value = debayered(nearest, last);
  } else if (smooth_) {
    vec2 p = texel - 0.5;
    ivec2 i = ivec2(floor(p));
    vec2 f = p - floor(p);
    value = mix(mix(at(i, last), at(i + ivec2(1, 0), last), f.x),
                mix(at(i + ivec2(0, 1), last), at(i + ivec2(1, 1), last), f.x), f.y);
  }
  vec3 span = white - black;
  vec3 x = clamp((value - black) / span, 0.0, 1.0);
  vec3 m = (mid - black) / span;
  vec3 y = ((m - 1.0) * x) / ((2.0 * m - 1.0) * x - m);
  // Without other colours than red a picture in colour is one of its brightness.
  colour = redOnly ? vec4(dot(y, vec3(0.25, 0.5, 0.25)), 0.0, 0.0, 1.0) : vec4(y, 1.0);
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
