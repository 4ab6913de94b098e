import type { CraftFields } from './craft-fields.ts'

export type CraftMemoryLimits = {
  /** Craft remembered; beyond it the tenth not heard for longest goes. */
  readonly craftMax: number
  /** In event time: static data and persons that have not changed are sent again after this. */
  readonly repeatAfterMs: number
  /** In event time: parts A and B of type 24 further apart than this are not put together. */
  readonly joinWithinMs: number
  /** In event time: a position nearer than this to one that was told of the same craft is left out. 0: none is. */
  readonly thinWithinMs: number
}

export const CRAFT_MEMORY_LIMITS: CraftMemoryLimits = {
  craftMax: 50_000,
  repeatAfterMs: 24 * 3_600_000,
  joinWithinMs: 15 * 60_000,
  thinWithinMs: 0,
}

type Told<T> = { readonly what: T; readonly atMs: number }
type Remembered = {
  fields: Told<CraftFields> | undefined
  persons: Told<string> | undefined
  partA: Told<CraftFields> | undefined
  partB: Told<CraftFields> | undefined
  /** The last few, so that what several stations heard is told once. */
  readonly positions: ToldPosition[]
}

/** A position as far as it can differ from another of the same craft. */
export type ToldPosition = {
  readonly timeMs: number
  readonly longitude: number
  readonly latitude: number
  readonly speedKnots: number | undefined
  readonly courseDegrees: number | undefined
  readonly headingDegrees: number | undefined
  readonly accuracyMetres: number | undefined
}

const POSITIONS_MAX = 4

/** What has been told of each craft lately. It only saves repeating: losing it costs repeats, never content. */
export const createCraftMemory = (limits: CraftMemoryLimits) => {
  const crafts = new Map<number, Remembered>()

  /**
   * A tenth at once: a map that is walked from its beginning passes all that was deleted there, so one at a time would take
   * longer and longer.
   */
  const forgetOldest = (): void => {
    let left = Math.ceil(limits.craftMax / 10)
    for (const mmsi of crafts.keys()) {
      crafts.delete(mmsi)
      left -= 1
      if (left <= 0) return
    }
  }

  const recall = (mmsi: number): Remembered => {
    const known = crafts.get(mmsi)
    const remembered = known ?? {
      fields: undefined,
      persons: undefined,
      partA: undefined,
      partB: undefined,
      positions: [],
    }
    // Taken out and put in again, the map's order is the order of last use.
    if (known !== undefined) crafts.delete(mmsi)
    crafts.set(mmsi, remembered)
    if (crafts.size > limits.craftMax) forgetOldest()
    return remembered
  }

  const isRecent = (told: Told<unknown>, atMs: number) => Math.abs(atMs - told.atMs) < limits.repeatAfterMs

  /** `repeated` if this very position was told before, `thinned` if one close to it in time was, else `new`. */
  const tellPosition = (mmsi: number, position: ToldPosition): 'new' | 'repeated' | 'thinned' => {
    const { positions } = recall(mmsi)
    for (const told of positions) if (isSamePosition(told, position)) return 'repeated'
    for (const told of positions) if (Math.abs(told.timeMs - position.timeMs) < limits.thinWithinMs) return 'thinned'
    positions.push(position)
    if (positions.length > POSITIONS_MAX) positions.shift()
    return 'new'
  }

  /** True if these fields were told lately. Late news do not displace what is known of a later time. */
  const toldFields = (mmsi: number, fields: CraftFields, atMs: number): boolean => {
    const craft = recall(mmsi)
    const before = craft.fields
    if (before !== undefined && isRecent(before, atMs) && holds(before.what, fields)) return true
    if (before === undefined || atMs >= before.atMs) craft.fields = { what: fields, atMs }
    return false
  }

  const toldPersons = (mmsi: number, persons: string, atMs: number): boolean => {
    const craft = recall(mmsi)
    const before = craft.persons
    if (before !== undefined && isRecent(before, atMs) && before.what === persons) return true
    if (before === undefined || atMs >= before.atMs) craft.persons = { what: persons, atMs }
    return false
  }

  /** The fields of one part of type 24 with those of the other, if that was heard close enough in time. */
  const joinParts = (mmsi: number, part: 'partA' | 'partB', fields: CraftFields, atMs: number): CraftFields => {
    const craft = recall(mmsi)
    const before = craft[part]
    if (before === undefined || atMs >= before.atMs) craft[part] = { what: fields, atMs }
    const other = craft[part === 'partA' ? 'partB' : 'partA']
    const close = other !== undefined && Math.abs(atMs - other.atMs) <= limits.joinWithinMs
    return close ? { ...other.what, ...fields } : fields
  }

  return { tellPosition, toldFields, toldPersons, joinParts, size: (): number => crafts.size }
}

const holds = (told: CraftFields, fields: CraftFields): boolean =>
  Object.entries(fields).every(([key, value]) => told[key as keyof CraftFields] === value)

const isSamePosition = (a: ToldPosition, b: ToldPosition): boolean =>
  a.timeMs === b.timeMs &&
  a.longitude === b.longitude &&
  a.latitude === b.latitude &&
  a.speedKnots === b.speedKnots &&
  a.courseDegrees === b.courseDegrees &&
  a.headingDegrees === b.headingDegrees &&
  a.accuracyMetres === b.accuracyMetres
