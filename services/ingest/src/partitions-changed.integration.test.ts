import { randomUUID } from 'node:crypto'
import { topics } from '@landfall/contracts'
import { ensureTopics, openProducer } from '@landfall/kafka'
import { createLogger, readConfig } from '@landfall/runtime'
import { waitFor } from '@landfall/testkit'
import { expect, inject, onTestFinished, test } from 'vitest'
import { IngestConfig } from './ingest-config.ts'
import { openIngest } from './open-ingest.ts'

const logger = createLogger({ name: 'ingest-test', level: 'silent' })
const brokers = inject('kafkaBrokers').split(',')

/** Ingest on a topic of observations that somebody made with 48 partitions. */
const onOtherTopic = async () => {
  const prefix = `t${randomUUID().slice(0, 8)}`
  const config = readConfig(IngestConfig, {
    KAFKA_BROKERS: brokers.join(),
    TOPIC_PREFIX: prefix,
    HTTP_PORT: '0',
    NMEA_PORT: 'off',
  })
  const made = { ...topics(prefix).observations, partitions: 48 }
  await ensureTopics({ brokers, logger, specs: [made] })
  const run = async () => {
    const open = new AsyncDisposableStack()
    onTestFinished(() => open.disposeAsync())
    return openIngest(open, { config, logger })
  }
  return { made, run }
}

test('partitions beyond the contract are named in health and metrics while they are empty', async () => {
  const { made, run } = await onOtherTopic()
  const { address } = await run()
  await waitFor(async () => (await fetch(`${address}/health/ready`)).ok)
  const health = (await (await fetch(`${address}/health/ready`)).json()) as { readonly parts: object }
  expect(health.parts).toMatchObject({
    topics: { ok: true, detail: `${made.name} has 48 partitions, of which 12 are used` },
  })
  const metrics = await (await fetch(`${address}/metrics`)).text()
  expect(metrics).toContain(`landfall_topic_partitions_unused{topic="${made.name}"} 36`)
})

test('with a record in one of them, ingest ends with LF_PARTITIONS_CHANGED', async () => {
  const { made, run } = await onOtherTopic()
  const producer = await openProducer({ brokers, clientId: 'test', logger, topics: [made] })
  await producer.send(Array.from({ length: 48 }, (_, n) => ({ topic: made.name, key: `track:${n}`, value: '{}' })))
  await producer.close()
  const { failed } = await run()
  await expect(failed).rejects.toMatchObject({ code: 'LF_PARTITIONS_CHANGED', retryable: false })
})
