import type { DiagnosticRecord, Observation } from '@landfall/contracts'
import type { World } from '@landfall/mass-arrivals'
import { aCall } from '@landfall/windowing/testing/a-call'
import { aSourceLog, every, POLICY } from '@landfall/windowing/testing/a-source-log'
import fc from 'fast-check'
import { someObservations } from '../simulation/generators/some-observations.ts'
import { exercised, reported, seen } from '../simulation/tables/sea.ts'
import { goldenStage, goldenTopics } from './golden-stages.ts'
import type { StateFixture } from './read-state-fixture.ts'
import { recordStateFixture } from './record-state-fixture.ts'

/** A log, and up to where the stored state goes. */
export type GoldenLog = { readonly log: StateFixture['log']; readonly cut: number }

/** After every time that an observation bears. */
const LOGGED_FROM_MS = Date.UTC(2040, 0, 1)
/** Several in the same second, so that changes wait to be published. */
const RECORDS_A_SECOND = 4
const SEED = 14
const OBSERVATIONS_OF: Readonly<Record<World, number>> = { real: 90, exercise: 40 }
const TICK = { key: 'tick', value: '{"type":"tick"}' }

/** The logs of new fixtures, by stage: what the simulation makes up, and a while of sources. A fixture keeps its own for ever. */
export const goldenLogs = async (): Promise<Readonly<Record<string, GoldenLog>>> => ({
  ...(await logsOf('real', 'arrivals', 'groups')),
  ...(await logsOf('exercise', 'exercise-arrivals', 'exercise-groups')),
  sources: sourcesLog(),
})

const logsOf = async (world: World, arrivals: string, groups: string): Promise<Readonly<Record<string, GoldenLog>>> => {
  const log = asLog(observationsOf(world).map((one) => ({ key: one.craftId, value: JSON.stringify(one) })))
  const { published } = await recordStateFixture(goldenStage(arrivals), { phase: 'live', log, cut: log.length })
  const snapshots = published.filter(({ topic }) => topic === goldenTopics.arrivals.name)
  const arrived = asLog(snapshots.flatMap((each, index) => (index % 9 === 8 ? [TICK, each] : [each])))
  return {
    [arrivals]: { log, cut: Math.floor((log.length * 2) / 3) },
    [groups]: { log: arrived, cut: Math.floor((arrived.length * 2) / 3) },
  }
}

const observationsOf = (world: World): readonly Observation[] => {
  const lists = fc.sample(someObservations(), { seed: SEED, numRuns: 12 })
  const made = lists.toSorted((a, b) => b.length - a.length).flat()
  const [before, after] = approaching()
  const all = [...before, ...made.slice(0, OBSERVATIONS_OF[world]), ...after]
  return world === 'exercise' ? exercised(all) : all.map((one) => ({ ...one, exercise: false }))
}

/** A boat of 40 that comes from the west: before the state is stored, and after. */
const approaching = (): readonly [readonly Observation[], readonly Observation[]] => {
  const near = (hour: string, longitude: number) => seen('inbound', hour, { longitude, latitude: -40 }, { speedKnots: 9, courseDegrees: 90 }) // biome-ignore format: one thought
  const before = [near('1', 168), near('2', 168.2), reported('inbound', '2', 'sighting', 40)]
  return [before, [near('3', 168.4), seen('inbound', '4', { longitude: 0, latitude: 0 })]]
}

const asLog = (records: readonly { readonly key: string; readonly value: string }[]): StateFixture['log'] =>
  records.map(({ key, value }, offset) => {
    const timestampMs = LOGGED_FROM_MS + Math.floor(offset / RECORDS_A_SECOND) * 1_000
    return { offset, timestampMs, key, value }
  })

/** A configured radar that dies, two sources that are heard now and then, more of them than are watched, two diagnostics, a call for help and a test. */
const sourcesLog = (): GoldenLog => {
  const policy = { ...POLICY, silentSecondsMin: 20, learnSeconds: 30, intervals: [{ sourceId: 'radar-3', expectedSeconds: 10 }] } // biome-ignore format: one policy
  const heard = [
    { id: 'radar-3', kind: 'radar', at: every(10, 0, 200) },
    { id: 'kaitaia', kind: 'ais', at: [...every(10, 1, 81), ...every(10, 281, 400)] },
    { id: 'p3', kind: 'patrol', at: [100, 105, 110, 290, 295] },
    ...['q1', 'q2', 'q3', 'q4'].map((id, n) => ({ id, kind: 'radar', at: [150 + n, 155 + n, 320 + n] })),
  ]
  const diagnosed = (cause: DiagnosticRecord['cause'], subject: string, at: readonly number[]) => ({
    record: { type: 'diagnostic' as const, cause, subject, detail: 'as of the fixture', count: 2, exercise: false },
    at,
  })
  const called = (craftId: string, test: boolean, at: readonly number[]) => ({
    record: aCall(at[0] ?? 0, {
      craftId,
      test,
      ...(test ? {} : { longitude: 173, latitude: -34, text: 'SART ACTIVE' }),
    }),
    at,
  })
  const records = aSourceLog(420, heard, {
    policy,
    away: [210, 240],
    diagnosed: [
      diagnosed('dead-letters', 'groups', [50, 60, 330]),
      diagnosed('feeder-quota', 'token feeder-1', every(10, 120, 180)),
      called('mmsi:970000001', false, [100, 130, 350]),
      called('mmsi:972000002', true, [300, 345]),
    ],
  })
  const log = records.map(({ offset, timestampMs, value }) => ({ offset, timestampMs, key: 'k', value }))
  return { log, cut: Math.floor((log.length * 4) / 5) }
}
