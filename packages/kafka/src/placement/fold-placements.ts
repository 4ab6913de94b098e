import { AreaPlacement, areaPlacementKey, parseJson } from '@landfall/contracts'

/** Where an area's arrivals are. */
export type AreaPlace = {
  readonly areaId: string
  readonly exercise: boolean
  readonly partition: number
  readonly weight: number
  /** When it was placed, by the log, in milliseconds. */
  readonly placedAtMs: number
}

type PlacementRecord = { readonly value: { toString(): string } | null; readonly timestampMs: number }

/**
 * The places of both worlds, in the order of the log. The first record of an area holds, whatever comes later. What is no
 * placement is skipped.
 */
export const foldPlacements = <Given extends PlacementRecord>(
  records: Iterable<Given>,
  onUnreadable?: (record: Given) => void,
): readonly AreaPlace[] => {
  const places = new Map<string, AreaPlace>()
  for (const record of records) {
    const place = readPlace(record)
    if (place === undefined) {
      onUnreadable?.(record)
      continue
    }
    const key = areaPlacementKey(place.areaId, place.exercise)
    if (!places.has(key)) places.set(key, place)
  }
  return [...places.values()]
}

const readPlace = ({ value, timestampMs }: PlacementRecord): AreaPlace | undefined => {
  const read = parseJson(AreaPlacement, value === null ? null : String(value))
  if (!read.ok) return undefined
  const { areaId, exercise, partition, weight } = read.value
  return { areaId, exercise, partition, weight, placedAtMs: timestampMs }
}
