import type { BenchRow } from '../bench.ts'
import type { PacedFloor } from '../floors/paced-floor.ts'
import { percentile } from '../rate-per-second.ts'
import { lagMs, type SteadyFigures } from './measure-steady.ts'
import { type ProcessFigures, SENDER } from './start-process-meter.ts'

const PAPER_PER_SECOND = 10_000
const DELAY_MS_MAX = 1_000

/** How the steady rate was borne. */
export const steadyRows = (
  figures: SteadyFigures,
  recordsPerSecond: number,
  floor: PacedFloor,
): readonly BenchRow[] => {
  const { stations, alarms, lags, seconds } = figures
  const behind = lags.map((records) => lagMs(records, recordsPerSecond))
  const alarmCount = `${alarms.tookMs.length} alarms${alarms.missing > 0 ? `, ${alarms.missing} never came` : ''}`
  const delayFloor = (value: number) => ({ measure: 'bare kafkajs, sent to read', value })
  return [
    {
      measure: `messages taken, for ${Math.round(seconds)} s`,
      value: stations.accepted / seconds,
      unit: '/s',
      aim: { valueMin: recordsPerSecond * 0.995 },
      ...(stations.failed > 0 && { note: `${stations.failed} requests failed` }),
    },
    { measure: 'request due → 202, p50', value: percentile(stations.answeredMs, 50), unit: 'ms' },
    { measure: 'request due → 202, p99', value: percentile(stations.answeredMs, 99), unit: 'ms' },
    {
      measure: 'lag, median',
      value: percentile(behind, 50),
      unit: 'ms',
      note: `of each tenth of the time: ${tenths(behind).map(Math.round).join(', ')}`,
    },
    { measure: 'lag, p99', value: percentile(behind, 99), unit: 'ms', aim: { valueMax: DELAY_MS_MAX } },
    { measure: 'lag, at most', value: Math.max(...behind), unit: 'ms' },
    {
      measure: 'report of an alarm due → its alert on the feed, p50',
      value: percentile(alarms.tookMs, 50),
      unit: 'ms',
      floor: delayFloor(floor.delayMs.p50),
      note: alarmCount,
    },
    {
      measure: 'the same, p99',
      value: percentile(alarms.tookMs, 99),
      unit: 'ms',
      floor: delayFloor(floor.delayMs.p99),
      aim: { valueMax: DELAY_MS_MAX },
    },
    { measure: 'the same, at most', value: Math.max(...alarms.tookMs), unit: 'ms' },
  ]
}

const tenths = (values: readonly number[]): readonly number[] => {
  const size = Math.ceil(values.length / 10)
  return Array.from({ length: Math.ceil(values.length / size) }, (_, n) =>
    percentile(values.slice(n * size, (n + 1) * size), 50),
  )
}

/** What each process took at the steady rate. */
export const processRows = (
  { processes, stations, seconds }: SteadyFigures,
  floor: PacedFloor,
): readonly BenchRow[] => {
  const share = ({ cpuMsPerSecond }: ProcessFigures): number => cpuMsPerSecond / 10
  const ours = processes.filter(({ name }) => /ingest|windowing|alert/.test(name))
  const perSecond = stations.accepted / seconds
  const microsEach = (ms: number): number => (ms * 1_000) / perSecond
  const all = processes.filter(({ name }) => name !== SENDER)
  const paper = (some: readonly ProcessFigures[]): number =>
    (some.reduce((sum, { cpuMsPerSecond }) => sum + cpuMsPerSecond, 0) / 1_000) * (PAPER_PER_SECOND / perSecond)
  return [
    ...processes.map(
      (each): BenchRow => ({
        measure: `processor of ${each.name}`,
        value: share(each),
        unit: '% of a core',
        note: `${Math.round(each.rssMb)} MB`,
        ...(each.name === 'Kafka' && {
          floor: { measure: 'beside the bare client', value: floor.kafkaMsPerSecond / 10 },
        }),
      }),
    ),
    {
      measure: 'processor time of the services for a message',
      value: microsEach(ours.reduce((sum, { cpuMsPerSecond }) => sum + cpuMsPerSecond, 0)),
      unit: 'µs',
      floor: { measure: 'bare kafkajs, producer and consumer', value: microsEach(floor.cpuMsPerSecond) },
    },
    {
      measure: `on paper, cores for ${PAPER_PER_SECOND} a second`,
      value: paper(all),
      unit: 'cores',
      note: `of it ${['ingest', 'windowing', 'alert', 'Kafka', 'Redis']
        .map((name) => `${name} ${paper(all.filter((each) => each.name.startsWith(name))).toFixed(2)}`)
        .join(', ')}; the sender not counted`,
    },
  ]
}
