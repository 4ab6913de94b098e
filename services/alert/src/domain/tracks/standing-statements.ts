import { canonicalJson, compareCodePoints, type Observation } from '@landfall/contracts'

/** What can be taken back, or takes back: all but positions. */
export type StatedRecord = Exclude<Observation, { type: 'position' }>

const identityOf = (craftId: string, sourceId: string, observationId: string): string =>
  canonicalJson([craftId, sourceId, observationId])

/**
 * The records that hold (design §3.2): of two contents under one id the one with the greater canonical JSON, and none that a
 * retraction of the same craft takes back, wherever in the log that is. All of one world.
 */
export const standingStatements = (records: readonly StatedRecord[]): readonly StatedRecord[] => {
  const holding = new Map<string, { readonly record: StatedRecord; readonly text: string }>()
  for (const record of records) {
    const identity = identityOf(record.craftId, record.source.id, record.observationId)
    const text = canonicalJson(record)
    const known = holding.get(identity)
    if (known === undefined || compareCodePoints(text, known.text) > 0) holding.set(identity, { record, text })
  }
  const takenBack = new Set<string>()
  for (const { record } of holding.values()) {
    if (record.type !== 'retraction') continue
    takenBack.add(identityOf(record.craftId, record.ofSource ?? record.source.id, record.retracts))
  }
  // Nothing takes back a retraction.
  return [...holding]
    .filter(([identity, { record }]) => record.type === 'retraction' || !takenBack.has(identity))
    .map(([, { record }]) => record)
}
