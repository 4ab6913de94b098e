import { type Alert, type SourceSilentAlert, topics } from '@landfall/contracts'
import { openProducer } from '@landfall/kafka'
import { createLogger } from '@landfall/runtime'

/** Writes versions of alerts as windowing does, for what no scenario of arrivals brings about. */
export const openAlertWriter = async (kafkaBrokers: string, prefix: string) => {
  const logger = createLogger({ name: 'test-writer', level: 'silent' })
  const producer = await openProducer({
    brokers: kafkaBrokers.split(','),
    clientId: 'test-writer',
    logger,
    topics: [topics(prefix).alerts],
  })
  const topic = topics(prefix).alerts.name
  return {
    write: async (...alerts: readonly Alert[]): Promise<void> => {
      await producer.send(alerts.map((alert) => ({ topic, key: alert.alertId, value: JSON.stringify(alert) })))
    },
    [Symbol.asyncDispose]: () => producer.close(),
  }
}

export const aSilentSource = (given: Partial<SourceSilentAlert> = {}): SourceSilentAlert => ({
  alertId: 'source-coast-radar-1',
  version: 1,
  status: 'open',
  kind: 'source-silent',
  exercise: false,
  areaId: null,
  severity: 'caution',
  certainty: 'observed',
  source: { id: 'coast-radar', kind: 'radar' },
  lastHeardAt: new Date(Date.now() - 12.5 * 60_000).toISOString(),
  expectedIntervalSeconds: 60,
  supersededBy: null,
  reason: null,
  changes: ['raised'],
  ...given,
})
