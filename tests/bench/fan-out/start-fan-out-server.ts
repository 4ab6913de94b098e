import { fork } from 'node:child_process'
import { once } from 'node:events'
import { resolve } from 'node:path'
import { topics } from '@landfall/contracts'
import { openProducer } from '@landfall/kafka'
import { createLogger } from '@landfall/runtime'
import { anAlert } from '@landfall/testkit'
import { startService } from '../start-service.ts'

/** What is measured: where clients connect, whose processor time and memory it is, and how to make it send them something. */
export type Server = {
  readonly url: string
  readonly pid: number
  readonly publish: (alerts: number) => Promise<void>
  readonly stop: () => Promise<void>
}

const PREFIX = 'bench'
const CRAFT_ON_BIG = 100
const SENT_AT_ONCE = 500

export const startBareServer = async (): Promise<Server> => {
  const child = fork(resolve(import.meta.dirname, 'bare-server.ts'))
  const exited = once(child, 'exit')
  const [{ port }] = (await once(child, 'message')) as [{ readonly port: number }]
  return {
    url: `http://127.0.0.1:${port}/`,
    pid: child.pid ?? 0,
    publish: async (alerts) => void child.send({ alerts }),
    stop: async () => {
      child.kill('SIGKILL')
      await exited
    },
  }
}

/** The real service; it sends its clients what `writer` writes. */
export const startFanOutServer = async (brokers: string, publish: Server['publish']): Promise<Server> => {
  const { url, pid, stop } = await startService('alert', {
    KAFKA_BROKERS: brokers,
    TOPIC_PREFIX: PREFIX,
    CONNECTIONS_PER_ADDRESS_MAX: '24576', // The whole crowd is on this machine.
  })
  return { url: `${url}/v1/feed`, pid, publish, stop }
}

/** Writes alerts as windowing does. */
export const openVersionWriter = async (brokers: string) => {
  const logger = createLogger({ name: 'bench', level: 'error' })
  const producer = await openProducer({
    brokers: brokers.split(','),
    clientId: 'bench-alerts',
    logger,
    topics: [topics(PREFIX).alerts],
  })
  const topic = topics(PREFIX).alerts.name
  const { craft } = anAlert()
  const many = Array.from({ length: CRAFT_ON_BIG }, (_, index) =>
    craft.map((one) => ({ ...one, craftId: `a:${index}` })),
  )
  let version = 0

  const send = async (alerts: readonly ReturnType<typeof anAlert>[]): Promise<void> => {
    for (let index = 0; index < alerts.length; index += SENT_AT_ONCE) {
      const part = alerts.slice(index, index + SENT_AT_ONCE)
      await producer.send(part.map((alert) => ({ topic, key: alert.alertId, value: JSON.stringify(alert) })))
    }
  }
  /** So many new versions of one alert. */
  const sendVersions = (count: number, given: Partial<ReturnType<typeof anAlert>> = {}): Promise<void> =>
    send(
      Array.from({ length: count }, () => {
        version += 1
        return anAlert({ alertId: 'nz-20261123-bench', version, ...given })
      }),
    )
  return {
    send,
    sendVersions,
    sendBigVersions: (count: number) => sendVersions(count, { craft: many.flat() }),
    close: producer.close,
  }
}
