import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { Policy } from '@landfall/contracts'
import { type Area, defaultAreaUrl, loadArea } from '@landfall/geo'
import { watchArea } from '@landfall/mass-arrivals'
import type { Bench, BenchRow } from './bench.ts'
import { crossingsOf } from './forecast/crossings-of.ts'
import { forecastRows, type Shore } from './forecast/forecast-rows.ts'
import { makeSea, type Sea } from './forecast/make-sea.ts'
import { readTracks } from './forecast/read-tracks.ts'

const BOATS = 500
const SEED = 20_261_128
const INSIDE_PERCENT_MIN = 80

const SEAS: readonly Sea[] = [
  { name: 'steady', speedSd: 0.1, courseSdDegrees: 6, gapMinutes: [10, 40], lateMinutes: [0, 10], noiseMetres: 50, haltShare: 0, turnShare: 0, detourMax: 2 }, // biome-ignore format: a row
  { name: 'wandering', speedSd: 0.2, courseSdDegrees: 15, gapMinutes: [40, 100], lateMinutes: [5, 60], noiseMetres: 200, haltShare: 0, turnShare: 0, detourMax: 2 }, // biome-ignore format: a row
  { name: 'erratic', speedSd: 0.3, courseSdDegrees: 25, gapMinutes: [60, 240], lateMinutes: [10, 120], noiseMetres: 500, haltShare: 0.3, turnShare: 0.25, detourMax: 2 }, // biome-ignore format: a row
]
/** Narrower than the defaults, as a question: are these wider than they need be? */
const NARROWER = { speedSpread: 0.2, courseSpreadDegrees: 15 } as const

const RECORDING = 'csv/virginia-beach_2020-06-04.csv.gz'
const [WEST, SOUTH, EAST, NORTH] = [-80, 33, -70, 40] as const
/** Lines off Virginia Beach, and in the bay behind it: the sea on each side of each is an area. */
const MERIDIANS = [-76.3, -76.1, -75.9, -75.6, -75.3, -75, -74.5]
const PARALLELS = [36.4, 36.6, 36.8, 36.9, 37]
/** Three days of craft that loiter: by the default of 6 hours hardly one of them comes again. */
const RECORDED_POLICY = Policy.parse({ visitGapHours: 1 })

const simulatedRows = async (boats: number, say: (text: string) => void): Promise<readonly BenchRow[]> => {
  const area = loadArea(await readFile(defaultAreaUrl, 'utf8'), 'the built-in area')
  return SEAS.flatMap((sea, index) => {
    say(`${sea.name} sea: ${boats} boats`)
    const crossings = makeSea(sea, area, boats, SEED + index)
    const rowsBy = (name: string, policy: Policy, insideMin?: number): readonly BenchRow[] =>
      forecastRows(name, [{ area, watched: watchArea({ ...area, policy }), crossings }], insideMin)
    const byDefault = rowsBy(`${sea.name} sea`, Policy.parse({}), INSIDE_PERCENT_MIN)
    if (sea.name !== 'wandering') return byDefault
    const spreads = `± ${100 * NARROWER.speedSpread} %, ${NARROWER.courseSpreadDegrees}°`
    const narrower = rowsBy(`${sea.name} sea, policy ${spreads}`, Policy.parse({ inbound: NARROWER }))
    return [...byDefault, ...narrower]
  })
}

const boxOf = (west: number, south: number, east: number, north: number): Area => {
  const ring = [[west, south], [east, south], [east, north], [west, north], [west, south]] // biome-ignore format: one ring
  const properties = { areaId: 'side', name: 'One side of a line' }
  const feature = { type: 'Feature', properties, geometry: { type: 'Polygon', coordinates: [ring] } }
  return loadArea(JSON.stringify(feature), properties.name)
}

const recordedRows = async (folder: string, say: (text: string) => void): Promise<readonly BenchRow[]> => {
  const tracks = readTracks(gunzipSync(await readFile(join(folder, RECORDING))).toString())
  const areas = [
    ...MERIDIANS.flatMap((line) => [boxOf(WEST, SOUTH, line, NORTH), boxOf(line, SOUTH, EAST, NORTH)]),
    ...PARALLELS.flatMap((line) => [boxOf(WEST, SOUTH, EAST, line), boxOf(WEST, line, EAST, NORTH)]),
  ]
  const shores = areas.map((area): Shore => {
    const watched = watchArea({ ...area, policy: RECORDED_POLICY })
    const { visitGapMs } = watched.rules
    const crossings = [...tracks].flatMap(([craftId, track]) => crossingsOf(craftId, track, area, visitGapMs))
    return { area, watched, crossings }
  })
  const counts = shores.map(({ crossings }) => crossings.length)
  say(`recording: ${tracks.size} craft, crossings of each line to one side and to the other: ${counts.join(', ')}`)
  return forecastRows('Virginia Beach', shores)
}

export const forecastBench: Bench = {
  name: 'forecast',
  title: `ETA of inbound craft: simulated seas of ${BOATS} boats off New Zealand, and a recording; interval score with α = 0.2`,
  run: async ({ quick, say, recordings }) => {
    const simulated = await simulatedRows(quick ? BOATS / 10 : BOATS, say)
    if (recordings !== null) return [...simulated, ...(await recordedRows(recordings, say))]
    say('NOT MEASURED: the recording, it is not there')
    return simulated
  },
}
