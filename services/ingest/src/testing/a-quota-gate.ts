import { type QuotaChanges, Quotas } from '@landfall/access'
import { createQuotaGate, type QuotaGateDeps } from '../create-quota-gate.ts'
import { createFeederQuotas } from '../domain/create-feeder-quotas.ts'
import { createNewcomerQuotas } from '../domain/create-newcomer-quotas.ts'

export const quotasOf = (changes: QuotaChanges = {}): Quotas => Quotas.parse(changes)

/** A gate with these quotas, and room for a few thousand craft. */
export const aQuotaGate = (changes: QuotaChanges | undefined, deps: Omit<QuotaGateDeps, 'quotas' | 'newcomers'>) => {
  const defaults = quotasOf(changes)
  const newcomers = () => createNewcomerQuotas({ defaults, key: [1, 2], craftMax: 10_000, sourcesMax: 1_000 })
  return createQuotaGate({
    ...deps,
    quotas: createFeederQuotas({ defaults }),
    newcomers: { real: newcomers(), exercise: newcomers() },
  })
}
