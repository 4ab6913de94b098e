import { randomUUID } from 'node:crypto'
import { type Observation, type Rejected, topics } from '@landfall/contracts'
import { readTopic } from '@landfall/kafka'
import { createLogger, readConfig } from '@landfall/runtime'
import { waitFor } from '@landfall/testkit'
import { IngestConfig } from '../ingest-config.ts'
import { type IngestSpec, openIngest } from '../open-ingest.ts'

const logger = createLogger({ name: 'ingest-test', level: 'silent' })

type Given = { readonly brokers: string; readonly prefix?: string; readonly env?: NodeJS.ProcessEnv } & Pick<
  Partial<IngestSpec>,
  'clock' | 'limits'
>

/** The whole service on a real broker, in this process, with a topic prefix and a port of its own. */
export const anOpenIngest = async (given: Given) => {
  const { brokers, prefix = `t${randomUUID().slice(0, 8)}`, env, ...rest } = given
  const config = readConfig(IngestConfig, {
    KAFKA_BROKERS: brokers,
    TOPIC_PREFIX: prefix,
    HTTP_PORT: '0',
    NMEA_PORT: 'off',
    CONNECTIONS_PER_ADDRESS_MAX: '2048', // All feeders of a test are on this machine.
    ...env,
  })
  const open = new AsyncDisposableStack()
  const { address } = await openIngest(open, { config, logger, ...rest })
  const { observations, exerciseObservations, rejected } = topics(prefix, config)

  const read = async <Value>(topic: string) => {
    const records: { partition: number; key: string | null; value: Value }[] = []
    const spec = { brokers: config.KAFKA_BROKERS, clientId: 'ingest-test', logger, topic }
    for await (const { partition, key, value } of readTopic(spec))
      records.push({ partition, key, value: JSON.parse(String(value)) as Value })
    return records
  }
  const isReady = async (): Promise<boolean> => (await fetch(`${address}/health/ready`)).ok
  const post = async (body: string | Buffer, headers: Readonly<Record<string, string>> = {}) => {
    const response = await fetch(`${address}/v1/observations`, {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/x-ndjson', ...headers },
    })
    const { status } = response
    const answer = (await response.json()) as { accepted: number; rejected: readonly unknown[]; code?: string }
    return { status, retryAfter: response.headers.get('retry-after'), answer }
  }
  return {
    address,
    post,
    isReady,
    prefix,
    untilReady: (timeoutMs = 30_000) => waitFor(isReady, { timeoutMs, what: 'ingest to be ready' }),
    readObservations: () => read<Observation>(observations.name),
    readExercises: () => read<Observation>(exerciseObservations.name),
    readRejected: () => read<Rejected>(rejected.name),
    close: () => open.disposeAsync(),
  }
}
