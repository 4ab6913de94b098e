import { z } from 'zod'
import { createPlaceFinder, type FindPlace } from './create-place-finder.ts'
import { GAZETTEER_CHARACTERS_MAX, type GazetteerEntry, GazetteerFile } from './gazetteer-file.ts'
import { GazetteerFileError } from './gazetteer-file-error.ts'

/** Named places, and the one that a position is described by. */
export type Gazetteer = {
  readonly entries: readonly GazetteerEntry[]
  /** The credit that the file asks for, shown with its names; null where it has none. */
  readonly attribution: string | null
  readonly findPlace: FindPlace
}

/** Throws a GazetteerFileError that names `source` (a file name), the field, its value and what it must be. */
export const loadGazetteer = (geojsonText: string, source: string): Gazetteer => {
  const parsed = GazetteerFile.safeParse(parseJson(geojsonText, source))
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    throw new GazetteerFileError(source, z.core.toDotPath(issue?.path ?? []), issue?.message ?? 'is no gazetteer')
  }
  const { features, attribution } = parsed.data
  const entries = features.map(({ properties, geometry: { coordinates } }): GazetteerEntry => {
    const [longitude = 0, latitude = 0] = coordinates
    return { ...properties, longitude, latitude }
  })
  return { entries, attribution: attribution ?? null, findPlace: createPlaceFinder(entries) }
}

const parseJson = (text: string, source: string): unknown => {
  if (text.length > GAZETTEER_CHARACTERS_MAX) {
    const problem = `has ${text.length} characters, must have at most ${GAZETTEER_CHARACTERS_MAX}: leave out names far from the sea`
    throw new GazetteerFileError(source, '', problem)
  }
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new GazetteerFileError(source, '', `is not JSON: ${String(cause)}`, { cause })
  }
}
