import {
  type CraftObservation,
  canonicalJson,
  compareCodePoints,
  type PersonsObservation,
  type PositionRetraction,
  parseWireTime,
  type RetractionObservation,
} from '@landfall/contracts'

export type CraftRecord = PersonsObservation | CraftObservation | RetractionObservation | PositionRetraction

/** A record as a craft keeps it. */
export type HeldRecord = {
  readonly record: CraftRecord
  readonly observedAtMs: number
  /** The newest observation of the partition when this came: how long a retraction must be kept. */
  readonly heldAtMs: number
  /** Its place was older than retention when it came: the report counts, the position does not. */
  readonly placeTooLate: boolean
}

export type HeldReport = HeldRecord & { readonly record: PersonsObservation }

export const isReport = (held: HeldRecord): held is HeldReport => held.record.type === 'persons'

/** A span of time whose positions an operator has taken back, both ends included; milliseconds since 1970. */
export type RetractedSpan = { readonly fromMs: number; readonly toMs: number }

export const retractedSpan = ({ fromAt, toAt }: PositionRetraction): RetractedSpan => ({
  fromMs: parseWireTime(fromAt),
  toMs: parseWireTime(toAt),
})

/** The spans of the retractions of positions that stand. */
export const retractedSpans = (standing: readonly HeldRecord[]): readonly RetractedSpan[] =>
  standing.flatMap(({ record }) => (record.type === 'position-retraction' ? [retractedSpan(record)] : []))

/** By `source.id/observationId`. */
export type CraftRecords = ReadonlyMap<string, HeldRecord>

/** One for all: most craft have none. */
export const noRecords: CraftRecords = new Map()

export const recordKey = ({ source, observationId }: CraftRecord): string => `${source.id}/${observationId}`

/** The key of the record that a retraction retracts. */
export const takenBackKey = ({ ofSource, source, retracts }: RetractionObservation): string =>
  `${ofSource ?? source.id}/${retracts}`

/** One observation with two contents: the greater canonical JSON holds (design §3). The same map where nothing changed. */
export const holdRecord = (records: CraftRecords, held: HeldRecord): CraftRecords => {
  const key = recordKey(held.record)
  const before = records.get(key)
  if (before !== undefined && compareCodePoints(canonicalJson(held.record), canonicalJson(before.record)) <= 0) {
    return records
  }
  return new Map(records).set(key, held)
}

/** The records that stand (design §3): neither retractions nor what they retract. A retraction cannot be retracted. */
export const standingRecords = (records: CraftRecords): readonly HeldRecord[] => {
  const retracted = new Set<string>()
  for (const { record } of records.values()) {
    if (record.type === 'retraction') retracted.add(takenBackKey(record))
  }
  return [...records].flatMap(([key, held]) => (held.record.type === 'retraction' || retracted.has(key) ? [] : [held]))
}

/** Later first; at equal times the smaller `source.id/observationId` by code points first. */
export const latestFirst = (a: HeldRecord, b: HeldRecord): number =>
  b.observedAtMs - a.observedAtMs || compareCodePoints(recordKey(a.record), recordKey(b.record))
