import { readFile } from 'node:fs/promises'
import { escapeHidden, escapeHiddenJson } from '@landfall/contracts'
import { defaultAreaUrl, loadArea } from '@landfall/geo'

/** The areas to display: as one GeoJSON document, and by name. */
export type ShownAreas = {
  readonly geojson: Buffer
  readonly nameOf: (areaId: string | null) => string
  readonly areaIds: readonly string[]
}

/** Without `files`: the built-in New Zealand area. Throws like `loadArea`, naming file and field. */
export const loadShownAreas = async (files: readonly string[] | undefined): Promise<ShownAreas> => {
  const sources = files === undefined || files.length === 0 ? [defaultAreaUrl] : files
  const areas = await Promise.all(sources.map(async (file) => loadArea(await readFile(file, 'utf8'), String(file))))
  const names = new Map(areas.map(({ areaId, name }) => [areaId, escapeHidden(name)]))
  const features = areas.map(({ geojson }) => geojson)
  return {
    geojson: Buffer.from(escapeHiddenJson(JSON.stringify({ type: 'FeatureCollection', features }))),
    areaIds: areas.map(({ areaId }) => areaId),
    nameOf: (areaId) => names.get(areaId ?? '') ?? areaId ?? 'every area',
  }
}
