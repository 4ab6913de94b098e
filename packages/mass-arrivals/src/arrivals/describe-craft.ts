import { type CraftDescription, type CraftObservation, compareCodePoints } from '@landfall/contracts'
import { type HeldRecord, recordKey } from './craft-records.ts'

const SAME_AS_MAX = 64

type Field = 'name' | 'callSign' | 'imo' | 'flag' | 'shipType' | 'lengthMetres' | 'scheduledService' | 'domestic'

/**
 * What a craft's standing records say of it: each field as the latest record that states it (at equal times the greater
 * `source.id/observationId`); `sameAs` is all that was ever added, at most 64 names (design §3).
 */
export const describeCraft = (standing: readonly HeldRecord[]): CraftDescription => {
  const statements = standing
    .flatMap((held) => (held.record.type === 'craft' ? [{ ...held, record: held.record }] : []))
    .sort((a, b) => b.observedAtMs - a.observedAtMs || compareCodePoints(recordKey(b.record), recordKey(a.record)))
  const latest = <F extends Field>(field: F): CraftObservation[F] | null =>
    statements.find(({ record }) => record[field] !== undefined)?.record[field] ?? null
  const names = new Set(statements.flatMap(({ record }) => record.sameAs ?? []))
  return {
    name: latest('name') ?? null,
    callSign: latest('callSign') ?? null,
    imo: latest('imo') ?? null,
    flag: latest('flag') ?? null,
    shipType: latest('shipType') ?? null,
    lengthMetres: latest('lengthMetres') ?? null,
    scheduledService: latest('scheduledService') ?? false,
    domestic: latest('domestic') ?? false,
    sameAs: [...names].sort(compareCodePoints).slice(0, SAME_AS_MAX),
  }
}
