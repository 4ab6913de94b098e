import { randomUUID } from 'node:crypto'
import { topics } from '@landfall/contracts'
import { ensureTopics, growTopic, openProducer } from '@landfall/kafka'
import { createLogger, readConfig } from '@landfall/runtime'
import { waitFor } from '@landfall/testkit'
import { expect, inject, onTestFinished, test } from 'vitest'
import { IngestConfig } from './ingest-config.ts'
import { openIngest } from './open-ingest.ts'
import { anOpenIngest } from './testing/an-open-ingest.ts'

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

test('once the topic has grown, ingest answers 503 and names the remedy; one of the next generation takes over', async () => {
  const first = await anOpenIngest({ brokers: brokers.join() })
  onTestFinished(() => first.close())
  await first.untilReady()
  const at = new Date().toISOString()
  const position = {
    type: 'position',
    observedAt: at,
    source: { id: 'kaitaia', kind: 'ais' },
    longitude: 173,
    latitude: -34,
  }
  const [before, after, exercise] = ['mmsi:512000001', 'mmsi:512000002', 'mmsi:512000003'].map((craftId) => ({
    ...position,
    craftId,
  }))
  expect((await first.post(JSON.stringify(before))).status).toBe(202)

  const [from, to] = [undefined, 48].map(
    (partitions) => topics(first.prefix, { OBSERVATIONS_PARTITIONS: partitions }).observations,
  )
  if (from === undefined || to === undefined) throw new Error('two')
  const signal = new AbortController().signal
  await growTopic({ brokers, clientId: 'test', logger, from, to, signal, inFlightMsMax: 0, onProgress: () => {} })
  const refused = await waitFor(async () => {
    const { status, answer } = await first.post(JSON.stringify(after))
    expect(status).toBe(503)
    return answer.code === 'topic-sealed' ? answer : undefined
  })
  expect(refused).toMatchObject({ message: expect.stringContaining('set OBSERVATIONS_PARTITIONS=48') })
  expect(await first.isReady()).toBe(false)
  expect((await first.post(JSON.stringify({ ...exercise, exercise: true }))).status).toBe(202) // They have not grown.

  const second = await anOpenIngest({
    brokers: brokers.join(),
    prefix: first.prefix,
    env: { OBSERVATIONS_PARTITIONS: '48' },
  })
  onTestFinished(() => second.close())
  await second.untilReady()
  expect((await second.post(JSON.stringify(after))).status).toBe(202)
  expect((await second.readObservations()).map(({ key }) => key).toSorted()).toEqual([before?.craftId, after?.craftId])
  expect((await first.readObservations()).map(({ key }) => key)).toEqual([before?.craftId])
})
