import { Agent, request } from 'node:http'
import { text } from 'node:stream/consumers'
import type { Bench, BenchRow } from './bench.ts'
import { processFiguresOf } from './fan-out/process-figures-of.ts'
import { benchPosition } from './floors/bench-position.ts'
import { type ProduceFloor, produceFloor } from './floors/produce-floor.ts'
import { median, ratePerSecondAsync } from './rate-per-second.ts'
import { startService } from './start-service.ts'

const RECORDS_A_REQUEST = 10_000
const FEEDERS = 4
const SINGLE_FEEDERS = 32
const PARTITIONS = 12

const agent = new Agent({ keepAlive: true, maxSockets: SINGLE_FEEDERS })

const post = async (url: string, contentType: string, body: Buffer, expected: number): Promise<void> => {
  const answer = await new Promise<string>((resolve, reject) => {
    const sent = request(`${url}/v1/observations`, {
      method: 'POST',
      agent,
      headers: { 'content-type': contentType, 'content-length': body.length },
    })
    sent.on('response', (response) => text(response).then(resolve, reject)).on('error', reject)
    sent.end(body)
  })
  if (answer !== `{"accepted":${expected},"rejected":[]}`)
    throw new Error(`not all were taken: ${answer.slice(0, 500)}`)
}

/** Hands out the bodies to so many feeders, each of which sends its next when the last is answered. */
const feed = async (
  feeders: number,
  bodies: readonly Buffer[],
  send: (body: Buffer) => Promise<void>,
): Promise<void> => {
  const waiting = bodies.values()
  const run = async (): Promise<void> => {
    for (const body of waiting) await send(body)
  }
  await Promise.all(Array.from({ length: feeders }, run))
}

export const ingestBench: Bench = {
  name: 'ingest',
  title: 'Ingest: NDJSON over HTTP to acknowledged by Kafka (acks=all), positions, each validated',
  run: async ({ quick, say, kafkaBrokers, open }) => {
    const brokers = await kafkaBrokers()
    const rounds = quick ? 1 : 3
    const requests = quick ? 4 : 24
    const values = Array.from({ length: requests * RECORDS_A_REQUEST }, (_, n) => JSON.stringify(benchPosition(n)))
    const records = values.map((value) => ({ key: JSON.parse(value).craftId as string, value }))
    const bodies = Array.from({ length: requests }, (_, n) =>
      Buffer.from(values.slice(n * RECORDS_A_REQUEST, (n + 1) * RECORDS_A_REQUEST).join('\n')),
    )
    const singles = values.slice(0, quick ? 500 : 5_000).map((value) => Buffer.from(value))
    // What ingest can do, not what a feeder may.
    const env = {
      KAFKA_BROKERS: brokers,
      TOPIC_PREFIX: 'bench',
      QUOTAS: 'records/s=10000000,bytes/s=10000000000,new-craft/h=10000000',
    }
    const { url, pid } = open.adopt(await startService('ingest', env), (ingest) => ingest.stop())

    const sendMany = (body: Buffer) => post(url, 'application/x-ndjson', body, RECORDS_A_REQUEST)
    const sendOne = (body: Buffer) => post(url, 'application/json', body, 1)
    say('warming up')
    await feed(FEEDERS, bodies.slice(0, 4), sendMany)
    const floors: ProduceFloor[] = []
    const ours: ProduceFloor[] = []
    const memoryMb: number[] = []
    for (let round = 1; round <= rounds; round += 1) {
      say(`round ${round} of ${rounds}`)
      floors.push(await produceFloor({ brokers, topic: 'bench-produce', partitions: PARTITIONS, records }))
      const before = await processFiguresOf(pid)
      const perSecond = await ratePerSecondAsync(records.length, () => feed(FEEDERS, bodies, sendMany))
      const { cpuMs, rssMb } = await processFiguresOf(pid)
      ours.push({ perSecond, cpuMicrosPerRecord: ((cpuMs - before.cpuMs) * 1_000) / records.length })
      memoryMb.push(rssMb)
    }
    say('one record a request')
    const alone = await ratePerSecondAsync(singles.length, () => feed(SINGLE_FEEDERS, singles, sendOne))
    agent.destroy()
    const bare = 'bare kafkajs idempotent produce'
    const perSecond = (runs: readonly ProduceFloor[]) => median(runs.map((run) => run.perSecond))
    const cpu = (runs: readonly ProduceFloor[]) => median(runs.map((run) => run.cpuMicrosPerRecord))
    const rows: readonly BenchRow[] = [
      {
        measure: 'NDJSON, 10,000 records a request, 4 feeders',
        value: perSecond(ours),
        unit: '/s',
        floor: { measure: bare, value: perSecond(floors) },
        aim: { ratioMin: 0.5 },
      },
      {
        // The one figure that holds on a busy machine: feeder, broker and service share the cores.
        measure: 'processor time of the ingest process, per record',
        value: cpu(ours),
        unit: 'µs',
        floor: { measure: bare, value: cpu(floors) },
      },
      { measure: 'memory of the ingest process (RSS)', value: Math.max(...memoryMb), unit: 'MB' },
      { measure: `one record a request, ${SINGLE_FEEDERS} feeders`, value: alone, unit: '/s' },
    ]
    return rows
  },
}
