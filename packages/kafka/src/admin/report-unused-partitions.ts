import type { BackingServiceState, Health, Metrics } from '@landfall/runtime'
import type { EnsuredTopics } from './ensure-topics.ts'
import { otherPartitions } from './refuse-other-partitions.ts'

/** Shows in health and metrics which topics have partitions beyond their contract. All are empty, or `ensureTopics` had refused. */
export const reportUnusedPartitions = (
  { drift }: Pick<EnsuredTopics, 'drift'>,
  { health, metrics }: { readonly health: Health; readonly metrics: Metrics },
): void => {
  const unused = metrics.gauge(
    'topic_partitions_unused',
    'Partitions of a topic beyond its contract, empty and not used, when this service started',
    ['topic'],
  )
  const others = otherPartitions(drift)
  for (const { topic, contract, found } of others) unused.set({ topic }, found - contract)
  const details = others.map(
    ({ topic, contract, found }) => `${topic} has ${found} partitions, of which ${contract} are used`,
  )
  const state: BackingServiceState = details.length === 0 ? { ok: true } : { ok: true, detail: details.join('; ') }
  health.set('topics', state)
}
