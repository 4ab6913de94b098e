/**
 * Makes gazetteers/nz.geojson, by hand, from the New Zealand Gazetteer of Land Information New Zealand. A copy of it as CSV is in the
 * repository nzherald/nz-placenames on GitHub (commit 3ca6867, data/aotearoa-nz.csv):
 *
 *   node packages/geo/scripts/derive-gazetteer.ts aotearoa-nz.csv
 *
 * It has 50,547 names. Kept are those of the coast that a person would say on the radio; nothing is moved. Of names closer together
 * than `SPACING_METRES` the better rank stays, then what is official, then the kind that is listed first. What the copy lacks is in
 * nz-supplement.geojson, written by hand.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { defaultGazetteerUrls } from '../src/gazetteer/default-gazetteer-urls.ts'
import type { GazetteerEntry } from '../src/gazetteer/gazetteer-file.ts'
import { haversineMetres, METRES_PER_NAUTICAL_MILE } from '../src/geometry/haversine-metres.ts'
import { openCoast } from '../src/testing/open-coast.ts'
import { KNOWN_IDS } from './gazetteer/known-ids.ts'
import { parseCsvLine } from './gazetteer/parse-csv-line.ts'

type Named = GazetteerEntry & { readonly isOfficial: boolean }

/** New Zealand without the Ross Dependency. */
const BOX = { south: -53, north: -28, west: 160, east: 190 }
const SPACING_METRES = { 1: 0, 2: 1.5 * METRES_PER_NAUTICAL_MILE, 3: 1.8 * METRES_PER_NAUTICAL_MILE } as const
/** A name may stand twice, but not so near that one could be meant for the other. */
const SAME_NAME_METRES = 20 * METRES_PER_NAUTICAL_MILE
/** A town closer to a known one is its suburb. */
const SUBURB_METRES = 7 * METRES_PER_NAUTICAL_MILE
const COAST_METRES_MAX = METRES_PER_NAUTICAL_MILE
/** The middle of a group, in the open sea. */
const LEFT_OUT = new Set(['Kermadec Islands'])
const KINDS: readonly Named['kind'][] = ['cape', 'island', 'port', 'town', 'bay']

const coast = openCoast()

/** Null for what is no place of the coast. */
const kindOf = (type: string, name: string): Named['kind'] | null => {
  if (type === 'Port' || (type === 'Bay' && name.startsWith('Port '))) return 'port'
  if (['Cape', 'Point', 'Peninsula', 'Spit'].includes(type)) return 'cape'
  if (type === 'Island') return 'island'
  if (type === 'Bay' || type === 'Beach') return 'bay'
  return type === 'Town' ? 'town' : null
}

const rankOf = (id: string, kind: Named['kind'], type: string, name: string): 1 | 2 | 3 => {
  if (KNOWN_IDS.has(id)) return 1
  const isWide = kind === 'bay' && /Harbour|Sound/.test(name)
  const isGroup = kind === 'island' && / (Islands|Group)$/.test(name)
  const isCape = type === 'Cape' || type === 'Peninsula' || type === 'Spit' || /^Cape /.test(name)
  return kind === 'town' || kind === 'port' || isWide || isGroup || isCape ? 2 : 3
}

/** Without another name in brackets, and with dual names as the Gazetteer writes them today: with spaces, where a line may break. */
const plainName = (name: string): string =>
  name
    .replaceAll(/\s*\([^)]*\)/g, '')
    .replaceAll(/\s*\/\s*/g, ' / ')
    .replaceAll(/\s+/g, ' ')
    .trim()

const isOnCoast = ({ kind, longitude, latitude }: Named): boolean => {
  const isNear = coast.metresToLine(longitude, latitude, COAST_METRES_MAX) <= COAST_METRES_MAX
  return isNear || (kind === 'island' && !coast.isLand(longitude, latitude))
}

const readName = (line: string): readonly Named[] => {
  const [id = '', written = '', status = '', type = '', latitudeText, longitudeText] = parseCsvLine(line)
  const [latitude, longitude] = [Number(latitudeText), Number(longitudeText)]
  const [name, east] = [plainName(written), longitude < 0 ? longitude + 360 : longitude]
  const kind = kindOf(type, name)
  const isIn = latitude > BOX.south && latitude < BOX.north && east > BOX.west && east < BOX.east
  if (kind === null || name === '' || LEFT_OUT.has(name) || !isIn || /Replaced|Discontinued/.test(status)) return []
  const rank = rankOf(id, kind, type, name)
  return [{ name, kind, rank, longitude: wrapped(east), latitude, isOfficial: status.startsWith('Official') }]
}
const wrapped = (east: number): number => Number((east > 180 ? east - 360 : east).toFixed(5))

const standsBeside = (kept: Named, one: Named): boolean => {
  const metres = haversineMetres(one.longitude, one.latitude, kept.longitude, kept.latitude)
  if (kept.name === one.name && metres < SAME_NAME_METRES) return false
  if (one.kind === 'town' && kept.kind === 'town' && kept.rank < one.rank && metres < SUBURB_METRES) return false
  return metres >= SPACING_METRES[one.rank]
}

const [path = 'aotearoa-nz.csv'] = process.argv.slice(2)
const all = readFileSync(path, 'utf8').split('\n').slice(1).flatMap(readName)
const known = new Set(all.filter(({ rank }) => rank === 1).map(({ name }) => name))
const candidates = all
  .filter((one) => one.rank === 1 || (!known.has(one.name) && isOnCoast(one)))
  .toSorted(
    (a, b) =>
      a.rank - b.rank ||
      Number(b.isOfficial) - Number(a.isOfficial) ||
      KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind) ||
      (a.name < b.name ? -1 : 1),
  )
const kept: Named[] = []
for (const one of candidates) if (kept.every((other) => standsBeside(other, one))) kept.push(one)

const features = kept
  .toSorted((a, b) => b.latitude - a.latitude)
  .map(({ name, kind, rank, longitude, latitude }) =>
    JSON.stringify({
      type: 'Feature',
      properties: { name, kind, rank },
      geometry: { type: 'Point', coordinates: [longitude, Number(latitude.toFixed(5))] },
    }),
  )
const head = {
  type: 'FeatureCollection',
  attribution: 'Place names: New Zealand Gazetteer, © Land Information New Zealand, CC BY 4.0',
  licence: 'CC-BY-4.0, https://creativecommons.org/licenses/by/4.0/',
  source:
    'New Zealand Gazetteer as copied in nzherald/nz-placenames (commit 3ca6867, data/aotearoa-nz.csv); names chosen, none moved',
  derivedBy: 'packages/geo/scripts/derive-gazetteer.ts',
}
const text = `${JSON.stringify(head).slice(0, -1)},"features":[\n${features.join(',\n')}\n]}\n`
writeFileSync(defaultGazetteerUrls[0], text)
const count = (rank: number) => kept.filter((one) => one.rank === rank).length
process.stdout.write(`${kept.length} names (${count(1)}, ${count(2)}, ${count(3)} by rank), ${text.length} bytes\n`)
