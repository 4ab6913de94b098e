import type { Map as MapLibre } from 'maplibre-gl'

/** What Chromium, Mesa and Windows draw with where there is no graphics card. */
const SOFTWARE = /swiftshader|llvmpipe|softpipe|software|basic render/i

const known = new WeakMap<MapLibre, boolean>()

/** Whether the map is drawn by the processor, where a flight is a few late pictures that everything else waits for. */
export const drawsInSoftware = (map: MapLibre): boolean => {
  const found = known.get(map) ?? SOFTWARE.test(rendererOf(map.getCanvas()))
  known.set(map, found)
  return found
}

/** Empty where the browser does not say. */
const rendererOf = (canvas: HTMLCanvasElement): string => {
  const gl = canvas.getContext('webgl2')
  const names = gl?.getExtension('WEBGL_debug_renderer_info')
  return gl == null || names == null ? '' : String(gl.getParameter(names.UNMASKED_RENDERER_WEBGL))
}
