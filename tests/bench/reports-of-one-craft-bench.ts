import { topics } from '@landfall/contracts'
import { driveStage } from '@landfall/stage/testing/drive-stage'
import { arrivalsStage } from '@landfall/windowing/arrivals-stage'
import { loadAreas } from '@landfall/windowing/load-areas'
import type { Bench } from './bench.ts'
import { median } from './rate-per-second.ts'

const START_MS = Date.UTC(2026, 10, 20)
const METHODS = ['headcount', 'sighting', 'manifest', 'estimate', 'intelligence'] as const
/** As many as are kept of one craft. */
const KEPT = 1_000
/** The craft is written to the state and emitted once in each. */
const BATCH = 100

const reportAt = (n: number) => ({
  type: 'persons',
  craftId: 'mmsi:512000001',
  observedAt: new Date(START_MS + n * 10_000).toISOString(),
  source: { id: 'bench', kind: 'patrol' },
  observationId: `report-${n}`,
  exercise: false,
  method: METHODS[n % METHODS.length],
  aboard: { min: 30 + (n % 20), likely: 30 + (n % 20), max: 30 + (n % 20) },
  ...(n % METHODS.length === 1 ? { longitude: 174.8, latitude: -36.4 } : {}),
})

/** Processor time in microseconds that each of `count` further reports takes, of a craft that has `before` already. */
const usPerReport = async (before: number, count: number): Promise<number> => {
  const stage = driveStage(arrivalsStage(await loadAreas([]), topics('bench')))
  const entries = Array.from({ length: before + count }, (_, n) => ({
    offset: n,
    timestampMs: START_MS + (before + count) * 10_000,
    key: 'mmsi:512000001',
    value: JSON.stringify(reportAt(n)),
  }))
  stage.fold({ entries: [], nextOffset: 0, highWatermark: 0 })
  stage.settle(0)
  const end = entries.length
  stage.step({ entries: entries.slice(0, before), nextOffset: before, highWatermark: end })
  const started = process.cpuUsage()
  for (let from = before; from < end; from += BATCH) {
    const nextOffset = Math.min(end, from + BATCH)
    stage.step({ entries: entries.slice(from, nextOffset), nextOffset, highWatermark: end })
  }
  return process.cpuUsage(started).user / count
}

export const reportsOfOneCraftBench: Bench = {
  name: 'reports-of-one-craft',
  title: 'A further report of people on a craft that has 1,000 already',
  run: async ({ quick }) => {
    const count = quick ? 500 : 5_000
    await usPerReport(10, count)
    const few: number[] = []
    for (let run = 0; run < 21; run += 1) few.push(await usPerReport(10, 50))
    const many = await usPerReport(KEPT, count)
    return [
      {
        measure: 'a further report',
        value: many,
        unit: 'µs',
        floor: { measure: 'of a craft that has 10', value: median(few) },
      },
    ]
  },
}
