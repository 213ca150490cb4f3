/** A linked program, and its uniforms by name. */
export interface GlProgramme {
  use(): void;
  readonly uniform: (name: string) => WebGLUniformLocation | null;
  readonly attribute: (name: string) => number;
}

/** @throws Error when the browser's compiler refuses a shader, which is a fault of ours */
export function createGlProgramme(gl: WebGL2RenderingContext, vertex: string, fragment: string): GlProgramme {
  const program = gl.createProgram();
  for (const [type, source] of [
    [gl.VERTEX_SHADER, vertex],
    [gl.FRAGMENT_SHADER, fragment],
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
  const found = new Map<string, WebGLUniformLocation | null>();
  return {
    use: () => gl.useProgram(program),
    uniform(name) {
      if (!found.has(name)) found.set(name, gl.getUniformLocation(program, name));
      return found.get(name) ?? null;
    },
    attribute: (name) => gl.getAttribLocation(program, name),
  };
}
