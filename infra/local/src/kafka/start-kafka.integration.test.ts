import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { type TopicSpec, topics } from '@landfall/contracts'
import { ensureTopics, openProducer, readTopic } from '@landfall/kafka'
import { createLogger } from '@landfall/runtime'
import { expect, onTestFinished, test } from 'vitest'
import { type LocalKafka, startKafka } from './start-kafka.ts'

const logger = createLogger({ name: 'test', level: 'fatal' })

const start = async (again?: LocalKafka): Promise<LocalKafka> => {
  const kafka = await startKafka({ say: () => {}, ...(again ? { dataDir: again.dataDir, port: again.port } : {}) })
  onTestFinished(() => kafka.kill())
  return kafka
}

const send = async ({ brokers }: LocalKafka, topic: TopicSpec, value: string): Promise<void> => {
  const producer = await openProducer({ brokers: [brokers], clientId: 'test', logger, topics: [topic] })
  await producer.send([{ topic: topic.name, key: 'k', value }])
  await producer.close()
}

const read = async ({ brokers }: LocalKafka, topic: string): Promise<readonly string[]> => {
  const values: string[] = []
  for await (const { value } of readTopic({ brokers: [brokers], topic, clientId: 'test', logger }))
    values.push(String(value))
  return values
}

test('what was acknowledged is there after a stop and after a kill, on the same port', async () => {
  const { observations } = topics(`t${randomUUID().slice(0, 8)}`)
  const first = await start()
  await ensureTopics({ brokers: [first.brokers], logger, specs: [observations] })
  await send(first, observations, 'before the kill')
  await expect(startKafka({ port: first.port, say: () => {} })).rejects.toThrow(
    `Kafka: port ${first.port} is taken by another program; stop that, or choose another with KAFKA_PORT`,
  )
  await expect(startKafka({ dataDir: first.dataDir, say: () => {} })).rejects.toThrow(
    `Kafka runs there already, as process ${first.pid}, started by process ${process.pid}`,
  )
  await first.kill()

  const second = await start(first)
  expect(second.brokers).toBe(first.brokers)
  await send(second, observations, 'before the stop')
  await second.stop()

  const third = await start(first)
  // Polled, since a broker that has just started does not lead its partitions for a moment.
  const values = expect.poll(() => read(third, observations.name))
  await values.toEqual(['before the kill', 'before the stop'])
  await third.stop()
  expect(existsSync(first.dataDir)).toBe(true)
  await first.stop()
  expect(existsSync(first.dataDir)).toBe(false)
})
