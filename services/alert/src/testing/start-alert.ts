import { randomUUID } from 'node:crypto'
import { type ActionRecord, type Alert, topics } from '@landfall/contracts'
import { openProducer, type Producer } from '@landfall/kafka'
import { createLogger } from '@landfall/runtime'
import { AlertConfig } from '../alert-config.ts'
import { type AlertServiceSpec, openAlertService } from '../open-alert-service.ts'

export const testLogger = createLogger({ name: 'test', level: 'silent' })

export const newPrefix = (): string => `t${randomUUID().slice(0, 8)}`

/** Starts the service in this process, on a port of its own. */
export const startAlert = async (env: Readonly<Record<string, string>>, limits: AlertServiceSpec['limits'] = {}) => {
  const open = new AsyncDisposableStack()
  const config = AlertConfig.parse({ HTTP_PORT: '0', ...env })
  try {
    const service = await openAlertService(open, { config, logger: testLogger, limits })
    const feedUrl = `${service.address.replace('http', 'ws')}/v1/feed`
    return { ...service, feedUrl, close: () => open.disposeAsync(), [Symbol.asyncDispose]: () => open.disposeAsync() }
  } catch (error) {
    await open.disposeAsync()
    throw error
  }
}
export type StartedAlert = Awaited<ReturnType<typeof startAlert>>

/** Writes the records that windowing, ingest and the service itself would write. */
export const openLogWriter = async (brokers: string, prefix: string) => {
  const producer: Producer = await openProducer({
    brokers: brokers.split(','),
    clientId: 'test-writer',
    logger: testLogger,
    topics: Object.values(topics(prefix)),
  })
  const { alerts, actions, observations, exerciseObservations } = topics(prefix)
  const write = (topic: string) => (records: readonly { readonly key: string; readonly value: string }[]) =>
    producer.send(records.map((record) => ({ topic, ...record })))
  return {
    alerts: (...list: readonly Alert[]) =>
      write(alerts.name)(list.map((alert) => ({ key: alert.alertId, value: JSON.stringify(alert) }))),
    actions: (...list: readonly ActionRecord[]) =>
      write(actions.name)(list.map((action) => ({ key: action.alertId, value: JSON.stringify(action) }))),
    observations: (...list: readonly { readonly craftId: string; readonly exercise?: boolean }[]) =>
      producer.send(
        list.map((given) => ({
          topic: (given.exercise === true ? exerciseObservations : observations).name,
          key: given.craftId,
          value: JSON.stringify(given),
        })),
      ),
    raw: (topic: 'alerts' | 'actions' | 'alertIndex', value: string, key = 'raw') =>
      write(topics(prefix)[topic].name)([{ key, value }]),
    [Symbol.asyncDispose]: () => producer.close(),
  }
}
