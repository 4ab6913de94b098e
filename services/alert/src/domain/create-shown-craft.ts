/** What is remembered of a craft that is not shown: that it is there. */
const NOT_SHOWN_HOURS = 24
const NOT_SHOWN_MS = NOT_SHOWN_HOURS * 3_600_000

/**
 * Dropped at once when there are too many: whoever looks for the first entry of a map walks past the places of all that were
 * removed since the map last grew, which costs ten times the rest where each craft is dropped by itself.
 */
const DROPPED_SHARE = 1 / 100

export type ShownCraftLimits = {
  /** Craft whose position is kept; of more, a hundredth of the others make room at once. */
  readonly craftMax: number
  /** Of these, craft of open alerts, which keep their places whatever else moves. */
  readonly keptMax: number
  /** Craft without a place that are counted, some 50 bytes each; of more, about as many are said to be not shown. */
  readonly notShownMax: number
}

/**
 * The craft of one world that have a place on the map: those of open alerts, and of the others those that moved last. Counts those
 * without a place that were heard in the last 24 hours of the log.
 */
export const createShownCraft = <Value>({ craftMax, keptMax, notShownMax }: ShownCraftLimits) => {
  const kept = new Map<string, Value>()
  /** In the order of the last update. */
  const others = new Map<string, Value>()
  let keptIds: ReadonlySet<string> = new Set()
  const moved = new Set<string>()
  /** By hash of the id: when the log had it last, oldest first. */
  const notShown = new Map<number, number>()

  const get = (craftId: string): Value | undefined => kept.get(craftId) ?? others.get(craftId)

  /** A craft that the map does not show was heard. */
  const noteNotShown = (craftId: string, loggedAtMs: number): void => {
    if (kept.has(craftId) || others.has(craftId)) return
    const hash = hashOf(craftId)
    notShown.delete(hash)
    notShown.set(hash, loggedAtMs)
    dropBeyond(notShown, notShown.size, notShownMax)
  }

  const evict = (loggedAtMs: number): void => {
    for (const oldest of dropBeyond(others, kept.size + others.size, craftMax)) {
      moved.delete(oldest)
      noteNotShown(oldest, loggedAtMs)
    }
  }

  const put = (craftId: string, value: Value, loggedAtMs: number): void => {
    if (notShown.size > 0) notShown.delete(hashOf(craftId))
    if (keptIds.has(craftId)) {
      kept.set(craftId, value)
    } else {
      others.delete(craftId)
      others.set(craftId, value)
    }
    evict(loggedAtMs)
  }

  /** Keeps these, at most `keptMax` in the order given, and no others. */
  const keep = (craftIds: Iterable<string>): void => {
    const wanted = new Set<string>()
    for (const craftId of craftIds) if (wanted.size < keptMax) wanted.add(craftId)
    keptIds = wanted
    for (const [craftId, value] of kept) if (!wanted.has(craftId) && kept.delete(craftId)) others.set(craftId, value)
    for (const craftId of wanted) {
      const value = others.get(craftId)
      if (value !== undefined && others.delete(craftId)) kept.set(craftId, value)
    }
  }

  const notShownCount = (nowMs: number): number => {
    for (const [hash, loggedAtMs] of notShown) {
      if (loggedAtMs >= nowMs - NOT_SHOWN_MS) break
      notShown.delete(hash)
    }
    return notShown.size
  }

  return {
    get,
    put,
    noteNotShown,
    keep,
    hasPlace: (craftId: string): boolean => keptIds.has(craftId),
    noteMoved: (craftId: string) => moved.add(craftId),
    /** Up to `craftMax` that moved since the last call, those of alerts first. */
    takeMoved: (takenMax: number): readonly Value[] => {
      const ofAlerts = [...moved].filter((craftId) => keptIds.has(craftId))
      const keptFirst = [...ofAlerts, ...[...moved].filter((craftId) => !keptIds.has(craftId))]
      return keptFirst.slice(0, takenMax).flatMap((craftId) => {
        moved.delete(craftId)
        return get(craftId) ?? []
      })
    },
    /** Those of alerts first. */
    ids: (): readonly string[] => [...kept.keys(), ...others.keys()],
    size: (): number => kept.size + others.size,
    notShownCount,
  }
}
export type ShownCraft<Value> = ReturnType<typeof createShownCraft<Value>>

const NONE: readonly never[] = []

/** Where `size` is more than `sizeMax`: the keys of the oldest entries, which are then gone. */
const dropBeyond = <Key>(map: Map<Key, unknown>, size: number, sizeMax: number): readonly Key[] => {
  if (size <= sizeMax) return NONE
  const dropped = map
    .keys()
    .take(size - sizeMax + Math.floor(sizeMax * DROPPED_SHARE))
    .toArray()
  for (const key of dropped) map.delete(key)
  return dropped
}

/** FNV-1a, 31 bits: of 500,000 craft some 60 share theirs with another. */
const hashOf = (text: string): number => {
  let hash = 0x811c9dc5
  for (let index = 0; index < text.length; index += 1) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193)
  return hash & 0x7fffffff
}
