import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** New Zealand's official zones lie beside the project, not in it: `../shared/zones`, or where LANDFALL_ZONES says. */
const folder = process.env['LANDFALL_ZONES'] ?? fileURLToPath(new URL('../../../../../shared/zones', import.meta.url))

const FILES = ['linz-territorial-sea-12nm.geojson', 'linz-eez-200nm.geojson', 'nz-contiguous-24nm.geojson'] as const
export type ZoneFile = (typeof FILES)[number]

export const zonesArePresent = FILES.every((file) => existsSync(`${folder}/${file}`))
if (!zonesArePresent)
  process.stderr.write(`\nNOT TESTED: no zones in ${folder}; set LANDFALL_ZONES to test with the official lines\n\n`)

export const zoneText = (file: ZoneFile): string => readFileSync(`${folder}/${file}`, 'utf8')

/** A zone as an area file: the zones come without an id. */
export const zoneAsArea = (file: ZoneFile, areaId: string): string =>
  JSON.stringify({ ...JSON.parse(zoneText(file)), properties: { areaId, name: file } })
