import type { HeardPosition } from './crossing.ts'

/** Tracks of a recording in the columns of MarineCadastre, each in order of time. Received at once, as nothing else is stated. */
export const readTracks = (text: string): ReadonlyMap<string, readonly HeardPosition[]> => {
  const [head = '', ...lines] = text.trim().split('\n')
  const columns = head.split(',')
  const [mmsi, time, lat, lon] = ['MMSI', 'BaseDateTime', 'LAT', 'LON'].map((name) => columns.indexOf(name))
  const [sog, cog] = [columns.indexOf('SOG'), columns.indexOf('COG')]
  const rows = lines.map((line) => {
    const cells = line.split(',')
    const cell = (index = -1): string => cells[index] ?? ''
    const atMs = Date.parse(`${cell(time)}Z`)
    const given = (index: number): number | undefined => (cell(index) === '' ? undefined : Number(cell(index)))
    const place = { longitude: Number(cell(lon)), latitude: Number(cell(lat)) }
    return { craft: cell(mmsi), atMs, receivedMs: atMs, ...place, speedKnots: given(sog), courseDegrees: given(cog) }
  })
  const tracks = Map.groupBy(rows, ({ craft }) => `mmsi:${craft}`)
  return new Map([...tracks].map(([craftId, track]) => [craftId, track.toSorted((a, b) => a.atMs - b.atMs)]))
}
