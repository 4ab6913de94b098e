import { hash } from 'node:crypto'
import { haversineMetres, type LonLat } from '@landfall/geo'
import { isWithinReach } from './is-within-reach.ts'

/** After it a target number that was not heard may be another boat's. */
export const TRACK_SILENCE_MS_MAX = 5 * 60_000
/** Boats under one number at a time, as where two radars feed one source; beyond it the one not heard for longest is forgotten. */
export const TRACKS_OF_NUMBER_MAX = 4

export type TrackPoint = LonLat & { readonly timeMs: number; readonly accuracyMetres: number | undefined }

type Track = { readonly craftId: string; last: TrackPoint }

/**
 * Which craft a radar's target numbers are. A number is given again when its target is lost, so the id of a craft has the time of
 * the first report of its track: the same lines, read again, lead to the same ids.
 */
export const createTrackMemory = (sourceId: string) => {
  const tracks = new Map<number, Track[]>()
  const name = trackNameOf(sourceId)

  /** The craft id of a report: of the nearest track of this number that it can belong to, else of a new one. */
  const craftIdOf = (number: number, point: TrackPoint): string => {
    const known = tracks.get(number) ?? []
    const found = nearest(known, point)
    if (found !== undefined) {
      if (point.timeMs >= found.last.timeMs) found.last = point
      return found.craftId
    }
    const track = { craftId: newCraftId(name, number, point.timeMs, known), last: point }
    const kept = known.toSorted((a, b) => b.last.timeMs - a.last.timeMs).slice(0, TRACKS_OF_NUMBER_MAX - 1)
    tracks.set(number, [...kept, track])
    return track.craftId
  }

  return {
    craftIdOf,
    /** The next report under this number is of another craft. */
    end: (number: number): unknown => tracks.delete(number),
    size: (): number => tracks.size,
  }
}
export type TrackMemory = ReturnType<typeof createTrackMemory>

const nearest = (known: readonly Track[], point: TrackPoint): Track | undefined => {
  let found: Track | undefined
  let least = Infinity
  for (const track of known) {
    const { last } = track
    const elapsedMs = Math.abs(point.timeMs - last.timeMs)
    if (elapsedMs > TRACK_SILENCE_MS_MAX) continue
    const metres = haversineMetres(last.longitude, last.latitude, point.longitude, point.latitude)
    const doubtMetres = (last.accuracyMetres ?? 0) + (point.accuracyMetres ?? 0)
    if (metres >= least || !isWithinReach(metres - doubtMetres, elapsedMs)) continue
    found = track
    least = metres
  }
  return found
}

const SECOND_MS = 1_000

/** `track:<source>-<number>-<yyyymmddhhmmss>`; a second later where another boat began under this number in the same one. */
const newCraftId = (name: string, number: number, timeMs: number, known: readonly Track[]): string => {
  const stamp = new Date(timeMs).toISOString().replace(/\D/g, '').slice(0, 14)
  const craftId = `track:${name}-${number}-${stamp}`
  const isTaken = known.some((track) => track.craftId === craftId)
  return isTaken ? newCraftId(name, number, timeMs + SECOND_MS, known) : craftId
}

// Of the 64 characters of a craft id, without `track:`, a number of four digits, the time and two hyphens.
const NAME_CHARACTERS_MAX = 38
const CUT_CHARACTERS = 29

/** A source's id as a part of a craft id: printable ASCII, without spaces, and never the same for two sources. */
const trackNameOf = (sourceId: string): string => {
  const name = encodeURIComponent(sourceId)
  if (name.length <= NAME_CHARACTERS_MAX) return name
  return `${name.slice(0, CUT_CHARACTERS)}~${hash('sha256', sourceId, 'hex').slice(0, NAME_CHARACTERS_MAX - CUT_CHARACTERS - 1)}`
}
