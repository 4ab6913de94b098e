import type { CraftFields } from './craft-fields.ts'

export type CraftMemoryLimits = {
  /** Craft remembered. When there are more, the tenth not seen for longest is forgotten. */
  readonly craftMax: number
  /** In event time: unchanged static data and persons count as new again after this. */
  readonly repeatAfterMs: number
  /** In event time: parts A and B of type 24 further apart than this are not joined. */
  readonly joinWithinMs: number
  /** In event time: a position this close to a recorded one of the same craft is thinned out. 0 keeps all. */
  readonly thinWithinMs: number
}

export const CRAFT_MEMORY_LIMITS: CraftMemoryLimits = {
  craftMax: 50_000,
  repeatAfterMs: 24 * 3_600_000,
  joinWithinMs: 15 * 60_000,
  thinWithinMs: 0,
}

/** An MMSI, or the id of a radar's track. */
export type RememberedKey = number | string

type Timed<T> = { readonly value: T; readonly timeMs: number }
type Remembered = {
  fields: Timed<CraftFields> | undefined
  persons: Timed<string> | undefined
  partA: Timed<CraftFields> | undefined
  partB: Timed<CraftFields> | undefined
  /** The last few, so that a report several stations received is observed once. */
  readonly positions: ReportedPosition[]
}

/** A position, with all by which it can differ from another of the same craft. */
export type ReportedPosition = {
  readonly timeMs: number
  readonly longitude: number
  readonly latitude: number
  readonly speedKnots: number | undefined
  readonly courseDegrees: number | undefined
  readonly headingDegrees: number | undefined
  readonly accuracyMetres: number | undefined
}

const POSITIONS_MAX = 4

/** What each craft reported lately. It only saves repeating: losing it costs repeats, never content. */
export const createCraftMemory = (limits: CraftMemoryLimits) => {
  const crafts = new Map<RememberedKey, Remembered>()

  const recall = (key: RememberedKey): Remembered => {
    const known = crafts.get(key)
    const remembered = known ?? {
      fields: undefined,
      persons: undefined,
      partA: undefined,
      partB: undefined,
      positions: [],
    }
    // Deleted and set again, so that the map's order is the order of last use.
    if (known !== undefined) crafts.delete(key)
    crafts.set(key, remembered)
    if (crafts.size > limits.craftMax) evictOldest(crafts, limits.craftMax)
    return remembered
  }

  const isRecent = (before: Timed<unknown>, timeMs: number) => Math.abs(timeMs - before.timeMs) < limits.repeatAfterMs

  /** `repeated` if this very position was recorded before, `thinned` if one close to it in time was, else `new`. */
  const recordPosition = (key: RememberedKey, position: ReportedPosition): 'new' | 'repeated' | 'thinned' => {
    const { positions } = recall(key)
    for (const before of positions) if (isSamePosition(before, position)) return 'repeated'
    for (const before of positions) {
      if (Math.abs(before.timeMs - position.timeMs) < limits.thinWithinMs) return 'thinned'
    }
    positions.push(position)
    if (positions.length > POSITIONS_MAX) positions.shift()
    return 'new'
  }

  /** `repeated` if these fields were recorded lately. A late record never replaces one of a later time. */
  const recordFields = (key: RememberedKey, fields: CraftFields, timeMs: number): 'new' | 'repeated' => {
    const craft = recall(key)
    const before = craft.fields
    if (before !== undefined && isRecent(before, timeMs) && includesFields(before.value, fields)) return 'repeated'
    if (before === undefined || timeMs >= before.timeMs) craft.fields = { value: fields, timeMs }
    return 'new'
  }

  /** The same for a count of persons, as a text that is equal when the count is. */
  const recordPersons = (key: RememberedKey, persons: string, timeMs: number): 'new' | 'repeated' => {
    const craft = recall(key)
    const before = craft.persons
    if (before !== undefined && isRecent(before, timeMs) && before.value === persons) return 'repeated'
    if (before === undefined || timeMs >= before.timeMs) craft.persons = { value: persons, timeMs }
    return 'new'
  }

  /** The fields of one part of type 24, with those of the other part if that came close enough in time. */
  const joinParts = (key: RememberedKey, part: 'partA' | 'partB', fields: CraftFields, timeMs: number): CraftFields => {
    const craft = recall(key)
    const before = craft[part]
    if (before === undefined || timeMs >= before.timeMs) craft[part] = { value: fields, timeMs }
    const other = craft[part === 'partA' ? 'partB' : 'partA']
    const isClose = other !== undefined && Math.abs(timeMs - other.timeMs) <= limits.joinWithinMs
    return isClose ? { ...other.value, ...fields } : fields
  }

  return { recordPosition, recordFields, recordPersons, joinParts, size: (): number => crafts.size }
}
export type CraftMemory = ReturnType<typeof createCraftMemory>

/**
 * Evicts a tenth at a time: iterating a map from its start walks over all entries deleted there, so evicting one by one would
 * take longer and longer.
 */
const evictOldest = (crafts: Map<RememberedKey, Remembered>, craftMax: number): void => {
  let left = Math.ceil(craftMax / 10)
  for (const key of crafts.keys()) {
    crafts.delete(key)
    left -= 1
    if (left <= 0) return
  }
}

const includesFields = (before: CraftFields, fields: CraftFields): boolean =>
  Object.entries(fields).every(([key, value]) => before[key as keyof CraftFields] === value)

const isSamePosition = (a: ReportedPosition, b: ReportedPosition): boolean =>
  a.timeMs === b.timeMs &&
  a.longitude === b.longitude &&
  a.latitude === b.latitude &&
  a.speedKnots === b.speedKnots &&
  a.courseDegrees === b.courseDegrees &&
  a.headingDegrees === b.headingDegrees &&
  a.accuracyMetres === b.accuracyMetres
