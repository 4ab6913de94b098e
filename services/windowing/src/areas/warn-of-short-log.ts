import type { TopicSpec } from '@landfall/contracts'
import type { EnsuredTopics } from '@landfall/kafka'
import type { WatchedArea } from '@landfall/mass-arrivals'
import type { Logger } from '@landfall/runtime'

const DAY_MS = 86_400_000
const FOR_EVER = -1

type Logs = {
  readonly observations: TopicSpec
  readonly arrivals: TopicSpec
  readonly drift: EnsuredTopics['drift']
}

/**
 * Warns of areas that look further back than a log is kept: a state that is rebuilt from it could then lack what the former one
 * knew. Visits are rebuilt from the observations, which includes reports from before them; situations from the arrivals.
 */
export const warnOfShortLog = (
  logger: Logger,
  areas: readonly WatchedArea[],
  { observations, arrivals, drift }: Logs,
): void => {
  const warn = ({ name, retentionMs }: TopicSpec, neededMsOf: (rules: WatchedArea['rules']) => number): void => {
    const differing = drift.find(({ topic, setting }) => topic === name && setting === 'retention.ms')
    const keptMs = Number(differing?.found ?? retentionMs)
    if (keptMs === FOR_EVER) return
    for (const { areaId, rules } of areas) {
      const neededMs = neededMsOf(rules)
      if (neededMs <= keptMs) continue
      const days = { neededDays: neededMs / DAY_MS, keptDays: keptMs / DAY_MS }
      logger.warn({ event: 'policy.outlives-log', areaId, topic: name, ...days })
    }
  }
  warn(observations, ({ retentionMs, personsHorizonMs }) => retentionMs + personsHorizonMs)
  warn(arrivals, ({ retentionMs }) => retentionMs)
}
