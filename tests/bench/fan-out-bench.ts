import { anAlert } from '@landfall/testkit'
import type { Bench, BenchContext, BenchRow } from './bench.ts'
import { clientsPossible } from './fan-out/clients-possible.ts'
import { compareFanOut } from './fan-out/compare-fan-out.ts'
import { measureLatency } from './fan-out/measure-latency.ts'
import { measureSlowReader } from './fan-out/measure-slow-reader.ts'
import { measureSnapshot, measureStart, measureStorm } from './fan-out/measure-start.ts'
import { openVersionWriter, startBareServer, startFanOutServer } from './fan-out/start-fan-out-server.ts'

const WHOLE = {
  crowds: [
    { size: 2_000, burst: 100, bursts: 5, singles: 20 },
    { size: 10_000, burst: 30, bursts: 3, singles: 10 },
  ],
  slow: { size: 200 },
  storm: { size: 5_000, missed: 10 },
  log: { alerts: 10_000, versions: 100_000 },
}
const QUICK: typeof WHOLE = {
  crowds: [{ size: 200, burst: 50, bursts: 2, singles: 3 }],
  slow: { size: 20 },
  storm: { size: 200, missed: 10 },
  log: { alerts: 500, versions: 5_000 },
}

const run = async ({ quick, say, kafkaBrokers, open }: BenchContext): Promise<readonly BenchRow[]> => {
  const { crowds, slow, storm, log } = quick ? QUICK : WHOLE
  const brokers = await kafkaBrokers()
  const writer = open.adopt(await openVersionWriter(brokers), ({ close }) => close())
  const startOurs = () => startFanOutServer(brokers, writer.sendVersions)
  const rows: BenchRow[] = []

  for (const { size: wanted, ...counts } of crowds) {
    const size = clientsPossible(wanted, say)
    say(`${size} clients`)
    rows.push(...(await compareFanOut({ ...counts, size, start: { bare: startBareServer, ours: startOurs } })))
  }

  const ours = open.adopt(await startOurs(), ({ stop }) => stop())
  const bare = open.adopt(await startBareServer(), ({ stop }) => stop())
  say('one alert after the other')
  rows.push(...(await measureLatency(ours, quick ? 20 : 300)))
  say('a slow reader')
  rows.push(...(await measureSlowReader(ours, writer.sendBigVersions, slow.size)))
  say('everybody comes back')
  rows.push(...(await measureStorm(ours, bare, clientsPossible(storm.size, say), storm.missed)))

  say('a long log')
  const fill = async (): Promise<void> => {
    for (let version = 1; version <= log.versions / log.alerts; version += 1) {
      const alertIds = Array.from({ length: log.alerts }, (_, index) => `nz-20261123-${index}`)
      await writer.send(alertIds.map((alertId) => anAlert({ alertId, version })))
    }
  }
  const started = await measureStart(startOurs, fill, log.versions)
  open.adopt(started.server, ({ stop }) => stop())
  return [...rows, ...started.rows, ...(await measureSnapshot(started.server.url, log.alerts))]
}

export const fanOutBench: Bench = {
  name: 'fan-out',
  title: 'The live feed: Kafka to every client of one instance, against bare ws sending the same text',
  run,
}
