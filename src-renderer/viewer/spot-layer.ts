/** Draws the saturated spots of a frame over its binned pixels. */
import type { PixelBlock } from '../client/pixels.ts';
import { createGlProgramme } from './gl-programme.ts';
import type { Picture } from './painter.ts';
import { LEAST_SPOT, saturatedSpots } from './saturated-spots.ts';
import { SPOT_FRAGMENT, SPOT_VERTEX } from './shaders.ts';
import type { Size } from './view-transform.ts';

export interface SpotLayer {
  draw(saturated: NonNullable<Picture['saturated']>, picture: Picture, screen: Size): void;
}

export function createSpotLayer(gl: WebGL2RenderingContext): SpotLayer {
  const programme = createGlProgramme(gl, SPOT_VERTEX, SPOT_FRAGMENT);
  const buffer = gl.createBuffer();
  let of: { readonly block: PixelBlock; readonly adu: number; readonly count: number } | null = null;

  /** The spots of a frame stay on the GPU until another one's are wanted. */
  function upload(block: PixelBlock, adu: number): number {
    gl.bindBuffer(gl.ARRAY_BUFFER, buffer);
    if (of?.block !== block || of.adu !== adu) {
      const spots = saturatedSpots(block, adu);
      gl.bufferData(gl.ARRAY_BUFFER, spots, gl.STATIC_DRAW);
      of = { block, adu, count: spots.length / 2 };
    }
    return of.count;
  }

  return {
    draw({ adu, brightest }, { view, redOnly }, screen) {
      if (brightest === null) return;
      programme.use();
      const count = upload(brightest, adu);
      if (count === 0) return;
      const place = programme.attribute('place');
      gl.enableVertexAttribArray(place);
      gl.vertexAttribPointer(place, 2, gl.FLOAT, false, 0, 0);
      gl.uniform2f(programme.uniform('centre'), view.centreX, view.centreY);
      // Rows of a frame go down, clip space goes up.
      gl.uniform2f(programme.uniform('scale'), (2 * view.scale) / screen.width, (-2 * view.scale) / screen.height);
      gl.uniform1f(programme.uniform('side'), Math.max(LEAST_SPOT, brightest.level * view.scale));
      gl.uniform1i(programme.uniform('redOnly'), redOnly ? 1 : 0);
      gl.drawArrays(gl.POINTS, 0, count);
      gl.disableVertexAttribArray(place);
    },
  };
}
