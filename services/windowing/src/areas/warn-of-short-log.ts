import type { TopicSpec } from '@landfall/contracts'
import type { EnsuredTopics } from '@landfall/kafka'
import type { WatchedArea } from '@landfall/mass-arrivals'
import type { Logger } from '@landfall/runtime'

const DAY_MS = 86_400_000
const FOR_EVER = -1

type Log = { readonly observations: TopicSpec; readonly drift: EnsuredTopics['drift'] }

/**
 * Warns of areas that look further back than the log is kept: a state that is rebuilt from it could then lack what the
 * former one knew.
 */
export const warnOfShortLog = (logger: Logger, areas: readonly WatchedArea[], { observations, drift }: Log): void => {
  const differing = drift.find(({ topic, setting }) => topic === observations.name && setting === 'retention.ms')
  const keptMs = Number(differing?.found ?? observations.retentionMs)
  if (keptMs === FOR_EVER) return
  for (const { areaId, rules } of areas) {
    const neededMs = rules.retentionMs + rules.personsHorizonMs
    if (neededMs <= keptMs) continue
    const days = { neededDays: neededMs / DAY_MS, keptDays: keptMs / DAY_MS }
    logger.warn({ event: 'policy.outlives-log', areaId, topic: observations.name, ...days })
  }
}
