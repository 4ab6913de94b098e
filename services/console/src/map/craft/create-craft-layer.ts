import type { CustomLayerInterface, CustomRenderMethodInput, Map as MapLibre } from 'maplibre-gl'
import type { Palette } from '../read-palette.ts'
import { FLOATS_PER_CRAFT, ICONS } from './craft-points.ts'
import { type Atlas, drawAtlas } from './draw-atlas.ts'

// A symbol layer would send every craft through a worker, cut it into tiles and lay it out again each second, for a
// single point each. Here a second costs one buffer of numbers.

const VERTEX = `#version 300 es
uniform mat4 matrix;
uniform float worlds;
uniform float pixels;
uniform float dots;
in vec2 place;
in vec3 look;
out vec3 seen;
void main() {
  gl_Position = matrix * vec4(place.x + worlds, place.y, 0.0, 1.0);
  gl_PointSize = pixels;
  float dot = (floor(look.x / ${ICONS.length}.0) + 1.0) * ${ICONS.length}.0 - 1.0;
  seen = vec3(mix(look.x, dot, dots), look.y, look.z);
}`
/** The point is wider than the icon by √2, so that a rotated icon is not clipped. */
const FRAGMENT = `#version 300 es
precision mediump float;
uniform sampler2D atlas;
uniform float icons;
in vec3 seen;
out vec4 color;
void main() {
  vec2 from = (gl_PointCoord - 0.5) * 1.4143;
  float c = cos(seen.y);
  float s = sin(seen.y);
  vec2 at = vec2(c * from.x + s * from.y, c * from.y - s * from.x) + 0.5;
  if (at.x < 0.0 || at.x > 1.0 || at.y < 0.0 || at.y > 1.0) discard;
  vec4 texel = texture(atlas, vec2((seen.x + at.x) / icons, at.y));
  color = texel * seen.z;
}`
const FLOAT_BYTES = 4
/** Copies to the left and right, so that craft near 180° are visible wherever the map is moved. */
const WORLDS = [-1, 0, 1]

export type CraftLayer = {
  readonly layer: CustomLayerInterface
  readonly show: (points: Float32Array<ArrayBuffer>) => void
  readonly paint: (palette: Palette) => void
}

/** Draws craft as points textured from an atlas of icons. `show` takes the result of `craftPoints`. */
export const createCraftLayer = (map: MapLibre): CraftLayer => {
  let points = new Float32Array()
  let isDirty = false
  let renderer: ReturnType<typeof createRenderer> | null = null
  let atlas: Atlas | null = null
  let isPainted = false
  return {
    paint: (palette) => {
      atlas = drawAtlas(palette)
      isPainted = false
      map.triggerRepaint()
    },
    show: (given) => {
      points = given
      isDirty = true
      map.triggerRepaint()
    },
    layer: {
      id: 'craft',
      type: 'custom',
      renderingMode: '2d',
      // Not in `onAdd`: MapLibre resets its cached state of the GL context only after `render`.
      render: (gl, input) => {
        if (atlas === null) return
        renderer ??= createRenderer(gl as WebGL2RenderingContext)
        if (!isPainted) renderer.paint(atlas)
        isPainted = true
        renderer.draw(input, isDirty ? points : null, points.length / FLOATS_PER_CRAFT, map.getZoom())
        isDirty = false
      },
      onRemove: () => {
        renderer = null // The GL context goes with the map.
      },
    },
  }
}

/** Far out a craft is a dot, so that alerts are what is seen; from here on an arrow. */
const ARROW_ZOOM = 6
const DOT_PIXELS = 5

/** A dot of 5 CSS pixels, then an icon of 12 up to 21, as device pixels of the point around it. */
const pixelsAt = (zoom: number): number =>
  (zoom < ARROW_ZOOM ? DOT_PIXELS : 12 + 3 * Math.min(3, zoom - ARROW_ZOOM)) * 1.4143 * devicePixelRatio

const createRenderer = (gl: WebGL2RenderingContext) => {
  const program = linkProgram(gl)
  const uniform = (name: string) => gl.getUniformLocation(program, name)
  const uniforms = {
    matrix: uniform('matrix'),
    worlds: uniform('worlds'),
    pixels: uniform('pixels'),
    dots: uniform('dots'),
    icons: uniform('icons'),
  }
  const texture = createTexture(gl)
  let icons = 1
  const { buffer, array } = createVertexBuffer(gl, program)

  const draw = (
    input: CustomRenderMethodInput,
    changed: Float32Array<ArrayBuffer> | null,
    count: number,
    zoom: number,
  ): void => {
    gl.useProgram(program)
    gl.bindVertexArray(array)
    gl.bindBuffer(gl.ARRAY_BUFFER, buffer)
    if (changed !== null) gl.bufferData(gl.ARRAY_BUFFER, changed, gl.DYNAMIC_DRAW)
    gl.activeTexture(gl.TEXTURE0)
    gl.bindTexture(gl.TEXTURE_2D, texture)
    gl.uniformMatrix4fv(uniforms.matrix, false, input.defaultProjectionData.mainMatrix)
    gl.uniform1f(uniforms.pixels, pixelsAt(zoom))
    gl.uniform1f(uniforms.dots, zoom < ARROW_ZOOM ? 1 : 0)
    gl.uniform1f(uniforms.icons, icons)
    gl.enable(gl.BLEND)
    gl.blendFunc(gl.ONE, gl.ONE_MINUS_SRC_ALPHA)
    for (const world of WORLDS) {
      gl.uniform1f(uniforms.worlds, world)
      gl.drawArrays(gl.POINTS, 0, count)
    }
    gl.bindVertexArray(null)
  }
  const paint = (atlas: Atlas): void => {
    icons = atlas.icons
    gl.bindTexture(gl.TEXTURE_2D, texture)
    gl.pixelStorei(gl.UNPACK_FLIP_Y_WEBGL, false)
    gl.pixelStorei(gl.UNPACK_PREMULTIPLY_ALPHA_WEBGL, true)
    gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA, gl.RGBA, gl.UNSIGNED_BYTE, atlas.picture)
  }
  return { draw, paint }
}

const createTexture = (gl: WebGL2RenderingContext): WebGLTexture => {
  const texture = gl.createTexture()
  gl.bindTexture(gl.TEXTURE_2D, texture)
  gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MIN_FILTER, gl.LINEAR)
  gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_WRAP_S, gl.CLAMP_TO_EDGE)
  gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_WRAP_T, gl.CLAMP_TO_EDGE)
  return texture
}

/** One vertex per craft, in the layout of `craftPoints`. */
const createVertexBuffer = (gl: WebGL2RenderingContext, program: WebGLProgram) => {
  const buffer = gl.createBuffer()
  const array = gl.createVertexArray()
  gl.bindVertexArray(array)
  gl.bindBuffer(gl.ARRAY_BUFFER, buffer)
  const attribute = (name: string, size: number, offset: number): void => {
    const location = gl.getAttribLocation(program, name)
    gl.enableVertexAttribArray(location)
    const stride = FLOATS_PER_CRAFT * FLOAT_BYTES
    gl.vertexAttribPointer(location, size, gl.FLOAT, false, stride, offset * FLOAT_BYTES)
  }
  attribute('place', 2, 0)
  attribute('look', 3, 2)
  return { buffer, array }
}

const linkProgram = (gl: WebGL2RenderingContext): WebGLProgram => {
  const program = gl.createProgram()
  for (const [type, source] of [
    [gl.VERTEX_SHADER, VERTEX],
    [gl.FRAGMENT_SHADER, FRAGMENT],
  ] as const) {
    const shader = gl.createShader(type)
    if (shader === null) continue // The context is lost; the map reports that itself.
    gl.shaderSource(shader, source)
    gl.compileShader(shader)
    gl.attachShader(program, shader)
  }
  gl.linkProgram(program)
  return program
}
