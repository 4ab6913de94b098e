import { createHash } from 'node:crypto'
import type { AlertPlace } from '@landfall/contracts'
import { defaultGazetteerUrls, describePlace, joinGazetteers, loadGazetteer } from '@landfall/geo'
import { loadSettingFiles } from '@landfall/runtime'

/** The names that alerts are placed by: as one GeoJSON document, and as a function. */
export type ShownGazetteer = {
  readonly geojson: Buffer
  /** Changes with the document. */
  readonly etag: string
  readonly placeAt: (longitude: number, latitude: number) => AlertPlace | null
}

/** Without `file`: the built-in one. Throws LF_CONFIG_INVALID with file, field, value and remedy. */
export const loadShownGazetteer = async (file: string | undefined): Promise<ShownGazetteer> => {
  const sources = file === undefined ? defaultGazetteerUrls : [file]
  const gazetteer = joinGazetteers(await loadSettingFiles('GAZETTEER_FILE', sources, loadGazetteer))
  const { entries, attribution } = gazetteer
  const features = entries.map(({ name, kind, rank, longitude, latitude }) => ({
    type: 'Feature',
    properties: { name, kind, rank },
    geometry: { type: 'Point', coordinates: [longitude, latitude] },
  }))
  const geojson = Buffer.from(JSON.stringify({ type: 'FeatureCollection', attribution, features }))
  return {
    geojson,
    etag: `"${createHash('sha256').update(geojson).digest('hex').slice(0, 32)}"`,
    placeAt: (longitude, latitude) => describePlace(gazetteer, longitude, latitude),
  }
}
