import { randomUUID } from 'node:crypto'
import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { topics } from '@landfall/contracts'
import { startKafka } from '@landfall/infra-local'
import { readTopic } from '@landfall/kafka'
import { createLogger, readConfig } from '@landfall/runtime'
import { seeded, shuffled, waitFor } from '@landfall/testkit'
import { expect, inject, onTestFinished, test } from 'vitest'
import { IngestConfig } from '../ingest-config.ts'
import { openIngest } from '../open-ingest.ts'
import type { NmeaLimits } from './nmea-limits.ts'

const {
  LANDFALL_RECORDINGS: recordings = fileURLToPath(new URL('../../../../../shared/recordings', import.meta.url)),
} = process.env
const RECORDING = join(recordings, 'nmea/amsa-nz-2.txt')
const isThere = existsSync(RECORDING)
if (!isThere) process.stderr.write(`NOT TESTED with a recording: ${RECORDING} is not there\n`)

type Logged = { readonly craftId: string; readonly observationId: string; readonly type: string }

/** Ingest with one TCP and one UDP listener, on a broker. */
const anIngest = async (brokers: string, nmeaLimits: Partial<NmeaLimits> = {}) => {
  const prefix = `t${randomUUID().slice(0, 8)}`
  const env = { KAFKA_BROKERS: brokers, TOPIC_PREFIX: prefix, HTTP_PORT: '0', NMEA_PORT: '0' }
  const config = readConfig(IngestConfig, env)
  const said: { readonly event: string }[] = []
  const logger = createLogger({ name: 'ingest-test', write: (line) => said.push(JSON.parse(line)) })
  const open = new AsyncDisposableStack()
  const { nmeaPorts, address } = await openIngest(open, { config, logger, nmeaLimits })
  onTestFinished(() => open.disposeAsync())
  const isReady = async (): Promise<boolean> => (await fetch(`${address}/health/ready`)).ok
  await waitFor(isReady, { what: 'ingest to be ready' })
  const read = async <Record>(topic: string): Promise<readonly Record[]> => {
    const found: Record[] = []
    const spec = { brokers: config.KAFKA_BROKERS, clientId: 'ingest-test', logger, topic }
    for await (const { value } of readTopic(spec)) found.push(JSON.parse(String(value)) as Record)
    return found
  }
  const metric = async (start: string): Promise<number> => {
    const text = await (await fetch(`${address}/metrics`)).text()
    const lines = text.split('\n').filter((line) => line.startsWith(`landfall_ingest_nmea_${start}`))
    return lines.reduce((sum, line) => sum + Number(line.split(' ').at(-1)), 0)
  }
  return {
    tcp: nmeaPorts.get('nmea-tcp') ?? 0,
    udp: nmeaPorts.get('nmea-udp') ?? 0,
    observations: () => read<Logged>(topics(prefix).observations.name),
    rejected: () =>
      read<{ sourceId: string; code: string; reason: string; input: string; where: string }>(
        topics(prefix).rejected.name,
      ),
    metric,
    events: (event: string) => said.filter((one) => one.event === event),
  }
}

const sendTcp = async (port: number, text: string): Promise<void> => {
  const socket = connect({ host: '127.0.0.1', port })
  socket.end(text)
  socket.resume()
  await once(socket, 'close')
}
const sendUdp = async (port: number, datagrams: readonly string[]): Promise<void> => {
  const socket = createSocket('udp4')
  for (const datagram of datagrams) await new Promise((resolve) => socket.send(datagram, port, '127.0.0.1', resolve))
  socket.close()
}
const idsOf = (records: readonly Logged[]): readonly string[] =>
  [...new Set(records.map(({ craftId, observationId }) => `${craftId} ${observationId}`))].sort()

const PAYLOAD = '177KQJ5000G?tO`K>RA1wUbN0TKH'
const line = (minute: number): string => {
  const tag = `c:${1_577_836_800 + minute * 60}`
  const sum = [...tag].reduce((all, one) => all ^ one.charCodeAt(0), 0)
  return `\\${tag}*${sum.toString(16).padStart(2, '0')}\\!AIVDM,1,1,,B,${PAYLOAD},0*5C\n`
}

test.runIf(isThere)('a recording piped into the port, and shuffled and sent again: the same observations', async () => {
  const ingest = await anIngest(inject('kafkaBrokers'))
  const text = readFileSync(RECORDING, 'utf8')
  await sendTcp(ingest.tcp, text)
  await waitFor(async () => (await ingest.observations()).length === 854, { what: '854 records' })
  const first = await ingest.observations()
  expect(Object.groupBy(first, ({ type }) => type)).toMatchObject({ position: { length: 720 }, craft: { length: 134 } })
  expect(idsOf(first)).toHaveLength(854)
  expect(first[0]).toMatchObject({ source: { id: 'nmea-tcp', kind: 'ais' }, exercise: false })

  // What was refused is there, as it came.
  await waitFor(async () => (await ingest.rejected()).length === 7, { what: '7 refusals' })
  const rejected = await ingest.rejected()
  expect(rejected[0]).toMatchObject({ sourceId: 'nmea-tcp', code: 'not-nmea', where: 'ingest/nmea' })
  expect(text).toContain(rejected[0]?.input)

  await sendTcp(ingest.tcp, shuffled(text.trimEnd().split('\n'), seeded(1)).join('\n'))
  await waitFor(async () => (await ingest.metric('lines_total')) === 2 * 947, { what: 'all lines' })
  await waitFor(async () => (await ingest.metric('waiting_bytes')) === 0)
  await waitFor(async () => (await ingest.rejected()).length === 14)
  expect(idsOf(await ingest.observations())).toEqual(idsOf(first))
})

test('UDP brings the same observations', async () => {
  const ingest = await anIngest(inject('kafkaBrokers'))
  await sendUdp(ingest.udp, [line(0) + line(1), line(2), 'rubbish'])
  await waitFor(async () => (await ingest.observations()).length === 3)
  await waitFor(async () => (await ingest.rejected()).length > 0)
  expect(await ingest.rejected()).toMatchObject([{ sourceId: 'nmea-udp', code: 'not-nmea', input: 'rubbish' }])
})

test('while a broker is silent, TCP waits and loses nothing, and UDP drops datagrams and logs it', async () => {
  const kafka = await startKafka({ say: () => {} })
  onTestFinished(() => kafka.stop())
  const ingest = await anIngest(kafka.brokers, { inboxBytesMax: 200_000, batchBytesMax: 50_000 })
  const all = 200_000
  kafka.pause()
  const feeding = sendTcp(ingest.tcp, Array.from({ length: all }, (_, n) => line(n)).join(''))
  // The inbox fills first, then datagrams have nowhere to go.
  const datagrams = Array.from({ length: 4_000 }, (_, n) => line(1_000_000 + n))
  await waitFor(async () => {
    await sendUdp(ingest.udp, datagrams)
    return (await ingest.metric('dropped_datagrams_total')) > 0
  })
  expect(ingest.events('nmea.dropping').length).toBeGreaterThan(0)
  expect(await ingest.metric('waiting_bytes')).toBeLessThan(1_000_000)
  kafka.resume()
  await feeding
  const isDone = async (): Promise<boolean> => (await ingest.metric('waiting_bytes')) === 0
  await waitFor(isDone, { timeoutMs: 100_000, what: 'the inboxes to empty' })
  const ofTcp = async () =>
    new Set(
      (await ingest.observations())
        .map((record) => record as unknown as { observedAt: string; source: { id: string } })
        .filter(({ source }) => source.id === 'nmea-tcp')
        .map(({ observedAt }) => observedAt),
    ).size
  await waitFor(async () => (await ofTcp()) === all, { what: 'every line of TCP' })
}, 300_000)
