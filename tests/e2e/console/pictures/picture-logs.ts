import { type GivenObservation, type Observation, ObservationInput } from '@landfall/contracts'
import { deriveObservationId } from '@landfall/contracts/hashes'
import { scenarioOf } from '../play-at-once.ts'

/** An observation of the log, and when it was appended. */
export type LoggedAt = { readonly atMs: number; readonly observation: Observation }

/** The time of every picture, so that each is the same when it is taken again. */
export const PICTURE_MS = Date.parse('2026-11-27T02:02:24.000Z')
const MINUTE_MS = 60_000

type Story = {
  readonly name: string
  /** How long the scenario's story is, and the minute of it that is now. */
  readonly storyMinutes: number
  readonly nowMinute: number
  readonly exercise: boolean
}

/** What a scenario has sent by a minute of its story, as if it were real where that is asked for. */
const storyLog = ({ name, storyMinutes, nowMinute, exercise }: Story): readonly LoggedAt[] => {
  const scenario = scenarioOf(name)
  const endMs = PICTURE_MS + (storyMinutes - nowMinute) * MINUTE_MS
  return [...scenario.observations(1, endMs)]
    .map(({ sendAfterMs, observation }) => ({
      atMs: endMs + (sendAfterMs / scenario.durationMs - 1) * storyMinutes * MINUTE_MS,
      observation: logged({ ...observation, exercise, source: sourceOf(observation.source.id) }),
    }))
    .filter(({ atMs }) => atMs <= PICTURE_MS)
}

const KINDS = ['radar', 'satellite', 'ais', 'patrol'] as const

const sourceOf = (simulated: string) => {
  const id = simulated.replace(/^sim-/, '')
  return { id, kind: KINDS.find((kind) => id.includes(kind)) ?? ('manual' as const) }
}

/** As ingest writes it to the log. */
export const logged = (input: unknown): Observation => {
  const given: GivenObservation = ObservationInput.parse(input)
  return { ...given, observationId: given.observationId ?? deriveObservationId(given) } as Observation
}

type People = {
  readonly craftId: string
  readonly minutesAgo: number
  readonly sourceId: string
  readonly method: 'headcount' | 'sighting'
  readonly aboard: number | { readonly min: number; readonly likely: number; readonly max: number }
  readonly notPermitted?: number
}

const people = ({ minutesAgo, sourceId, ...report }: People): LoggedAt => {
  const atMs = PICTURE_MS - minutesAgo * MINUTE_MS
  const observedAt = new Date(atMs - 2 * MINUTE_MS).toISOString()
  return {
    atMs,
    observation: logged({ type: 'persons', observedAt, source: sourceOf(sourceId), exercise: false, ...report }),
  }
}

/** Four boats whose tracks the radar has had for hours; that there are people aboard is known only now, boat by boat. */
const COUNTED: readonly LoggedAt[] = [
  people({
    ...{ craftId: 'track:radar-north-4401', minutesAgo: 9, sourceId: 'patrol-aircraft', method: 'sighting' },
    aboard: { min: 18, likely: 20, max: 25 },
  }),
  people({
    ...{ craftId: 'track:radar-north-4412', minutesAgo: 8, sourceId: 'fishing-vessel', method: 'sighting' },
    aboard: 9,
  }),
  people({
    ...{ craftId: 'track:radar-north-4407', minutesAgo: 6.5, sourceId: 'police', method: 'headcount' },
    ...{ aboard: 11, notPermitted: 11 },
  }),
  people({
    ...{ craftId: 'track:radar-north-4412', minutesAgo: 5.6, sourceId: 'patrol-aircraft', method: 'sighting' },
    aboard: 7,
  }),
  people({
    ...{ craftId: 'track:radar-north-4431', minutesAgo: 5, sourceId: 'patrol-aircraft', method: 'sighting' },
    aboard: { min: 4, likely: 6, max: 9 },
  }),
  people({
    ...{ craftId: 'track:radar-north-4401', minutesAgo: 4.2, sourceId: 'patrol-boat', method: 'headcount' },
    ...{ aboard: 22, notPermitted: 22 },
  }),
]

const isPosition = ({ observation }: LoggedAt): boolean => observation.type === 'position'

/** What each alert of the pictures is counted from. */
export const pictureLogs = {
  arrival: [
    ...storyLog({ name: 'northland', storyMinutes: 600, nowMinute: 600, exercise: false }).filter(isPosition),
    ...COUNTED,
  ].toSorted((a, b) => a.atMs - b.atMs),
  inbound: storyLog({ name: 'inbound', storyMinutes: 950, nowMinute: 110, exercise: false }),
  exercise: storyLog({ name: 'chathams', storyMinutes: 1_320, nowMinute: 1_190, exercise: true }),
} as const satisfies Readonly<Record<string, readonly LoggedAt[]>>
