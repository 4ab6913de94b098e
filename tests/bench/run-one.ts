import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { startKafka, startRedis } from '@landfall/infra-local'
import type { BenchContext, BenchRow } from './bench.ts'
import { benches } from './benches.ts'

// The process of one bench: run.ts starts it with the bench's name and takes the rows over the channel between them.
const [name = '', options = '{}'] = process.argv.slice(2)
const say = (text: string): unknown => process.stderr.write(`  ${text}\n`)

const once = <T>(make: () => Promise<T>): (() => Promise<T>) => {
  let made: Promise<T> | undefined
  return () => {
    made ??= make()
    return made
  }
}

const folder = (setting: string, inProject: string): string | null => {
  const path = process.env[setting] ?? resolve(import.meta.dirname, '../..', inProject)
  return existsSync(path) ? path : null
}

const runOne = async (): Promise<readonly BenchRow[]> => {
  const found = benches[name]
  if (found === undefined) throw new RangeError(`no bench is called ${name}`)
  const bench = await found()
  await using open = new AsyncDisposableStack()
  const context: BenchContext = {
    ...(JSON.parse(options) as Pick<BenchContext, 'quick' | 'seconds' | 'craft'>),
    say,
    open,
    kafkaBrokers: once(async () => open.adopt(await startKafka({ say }), (kafka) => kafka.stop()).brokers),
    redisUrl: once(async () => open.adopt(await startRedis({ say }), (redis) => redis.stop()).url),
    recordings: folder('LANDFALL_RECORDINGS', '../shared/recordings'),
    zones: folder('LANDFALL_ZONES', '../shared/zones'),
  }
  return await bench.run(context) // Awaited here: `open` must not close before.
}

const rows = await runOne()
process.send?.({ rows })
process.disconnect?.()
