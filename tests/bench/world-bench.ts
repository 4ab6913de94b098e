import { setTimeout as sleep } from 'node:timers/promises'
import { startKafka } from '@landfall/infra-local'
import type { Bench, BenchContext, BenchRow } from './bench.ts'
import { pacedFloor } from './floors/paced-floor.ts'
import { renderTable } from './render-table.ts'
import { REQUEST_RECORDS } from './world/create-fleet.ts'
import { findMost } from './world/find-most.ts'
import { killRows, measureKill } from './world/measure-kill.ts'
import { isSustained, measureSteady } from './world/measure-steady.ts'
import { openWorld, type World } from './world/open-world.ts'
import { processRows, steadyRows } from './world/steady-rows.ts'

// 250,000 craft off 20 coasts report themselves 5,000 times a second for ten minutes, and every second a patrol has counted a
// boat of 40. Then one of three instances of windowing is killed; then the rate is raised until it is too much.

const RECORDS_PER_SECOND = 5_000
const PARTITIONS = 12
const WHOLE = {
  craft: 250_000,
  seconds: 600,
  floorSeconds: 20,
  settleSeconds: 20,
  stepSeconds: 30,
  alarmEveryMs: 1_000,
}
const QUICK = { craft: 5_000, seconds: 10, floorSeconds: 4, settleSeconds: 3, stepSeconds: 5, alarmEveryMs: 500 }
/** A trial shorter than this is quick in its other parts too. */
const SHORT_SECONDS = 120
/** By then the last rate has been tried, from the start of the bench. */
const SHORT_RAISING_MS_MAX = 20_000
const RAISED_MS_MAX = 18 * 60_000
/** Whatever hangs, nothing is left running. */
const MS_MAX = 20 * 60_000

type Size = typeof WHOLE & { readonly isShort: boolean }

const sizeOf = ({ quick, seconds, craft }: BenchContext): Size => {
  const isShort = quick || (seconds ?? WHOLE.seconds) < SHORT_SECONDS
  const size = isShort ? QUICK : WHOLE
  return { ...size, isShort, seconds: seconds ?? size.seconds, craft: craft ?? (quick ? QUICK.craft : WHOLE.craft) }
}

/** Every craft there is before anything is measured. */
const populate = async (world: World, { craft, settleSeconds }: Size): Promise<readonly BenchRow[]> => {
  const startedMs = performance.now()
  await world.stations.sendAllOnce()
  const reports = await world.sendReports()
  const takenMs = performance.now() - startedMs
  await world.untilCaughtUp(0)
  const foldedMs = performance.now() - startedMs
  world.stations.setRate(RECORDS_PER_SECOND)
  await sleep(settleSeconds * 1_000)
  const known = await world.craftKnown()
  return [
    { measure: 'craft known before it begins', value: known, unit: 'craft', aim: { valueMin: craft } },
    { measure: 'these taken', value: (craft * 1_000) / takenMs, unit: '/s', note: `and ${reports} reports of people` },
    { measure: 'these folded', value: (craft * 1_000) / foldedMs, unit: '/s' },
  ]
}

const run = async (context: BenchContext): Promise<readonly BenchRow[]> => {
  const { open, say } = context
  const startedMs = performance.now()
  const guard = setTimeout(() => {
    say('not over after 20 minutes')
    process.exit(1)
  }, MS_MAX)
  open.defer(() => clearTimeout(guard))
  const size = sizeOf(context)
  const { seconds, alarmEveryMs, stepSeconds, isShort } = size
  const rows: BenchRow[] = []
  const add = (...more: readonly BenchRow[]): void => {
    rows.push(...more)
    say(`\n${renderTable(more)}\n`) // Seen as soon as it is measured, whatever becomes of the rest.
  }
  const kafka = open.adopt(await startKafka({ say }), (handle) => handle.stop())
  say('the floor')
  const floor = await pacedFloor({
    ...{ brokers: kafka.brokers, kafkaPid: kafka.pid, topic: 'bench-paced', partitions: PARTITIONS },
    ...{ recordsPerSecond: RECORDS_PER_SECOND, batchRecords: REQUEST_RECORDS, seconds: size.floorSeconds },
  })
  const world = await openWorld(context, kafka, size.craft)
  say(`${size.craft} craft`)
  add(...(await populate(world, size)))

  say(`${RECORDS_PER_SECOND} a second for ${seconds} s`)
  const figures = await measureSteady(world, { recordsPerSecond: RECORDS_PER_SECOND, seconds, alarmEveryMs, say })
  add(...steadyRows(figures, RECORDS_PER_SECOND, floor))
  add(...processRows(figures, floor))
  const redisBytes = await world.lagWatch.redisBytes()
  add({
    measure: 'Redis, data',
    value: redisBytes / 1_048_576,
    unit: 'MiB',
    note: `${Math.round(redisBytes / size.craft)} bytes for each craft`,
  })

  say('killing one of three instances of windowing')
  add(...killRows(await measureKill(world, RECORDS_PER_SECOND, alarmEveryMs)))
  world.windowing.push(await world.startWindowing())
  await world.untilCaughtUp(RECORDS_PER_SECOND / 5).catch((error: Error) => say(error.message))
  await sleep(size.settleSeconds * 1_000)

  say('raising the rate')
  const isFromSustained = isSustained(figures, RECORDS_PER_SECOND)
  const untilMs = isShort ? performance.now() + SHORT_RAISING_MS_MAX : startedMs + RAISED_MS_MAX
  const trying = { isFromSustained, stepSeconds, alarmEveryMs, untilMs, say }
  const most = await findMost(world, { from: RECORDS_PER_SECOND, ...trying })
  const note = most.notes.join('; ')
  add({ measure: 'the most that is sustained', value: most.recordsPerSecond, unit: '/s', note })
  return rows
}

export const worldBench: Bench = {
  name: 'world',
  title: `The world: ${WHOLE.craft} craft off 20 coasts, ${RECORDS_PER_SECOND} positions a second, three instances of windowing, all on this machine`,
  run,
}
