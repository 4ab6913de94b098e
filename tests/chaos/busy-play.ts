import { readFile } from 'node:fs/promises'
import { type MassArrivalAlert, type Observation, ObservationInput, Policy } from '@landfall/contracts'
import { deriveObservationId } from '@landfall/contracts/hashes'
import { defaultAreaUrl, loadArea } from '@landfall/geo'
import { makeBusySea } from '@landfall/simulator'
import type { OracleArea } from '../simulation/oracle/oracle-area.ts'
import type { ChaosSea } from './await-expected-alerts.ts'

const MINUTE_MS = 60_000
const EVENT_EVERY_MS = MINUTE_MS / 2
const SPACING_LATITUDE = 0.45 // 27 nm, and as far along a parallel: what happens at two places is never linked.
const SPACING_LONGITUDE = 0.66
const SOURCE = { id: 'patrol-1', kind: 'patrol' as const }

/** Something that must show in the alerts once all of it has been sent. */
export type PlayEvent = {
  readonly name: string
  readonly atMs: number
  /** A later event at the same place may correct this one before an alert has said it. */
  readonly place: number
  readonly observations: readonly Observation[]
  readonly isReportedBy: (alert: MassArrivalAlert) => boolean
}
/** One observation of the play, or the last of an event. */
export type PlayStep = {
  readonly atMs: number
  readonly observations: readonly Observation[]
  readonly event?: PlayEvent
}
type Place = { readonly longitude: number; readonly latitude: number }

/** As ingest writes it. */
const inLog = (input: object): Observation => {
  const observation = ObservationInput.parse(input)
  return { ...observation, observationId: observation.observationId ?? deriveObservationId(observation) } as Observation
}

/**
 * The built-in area, leaving to the oracle only the craft that have a report of persons. By the default policy: a previous release
 * refuses a file whose policy has fields that came later.
 */
export const busyChaosSea = async (): Promise<ChaosSea> => {
  const builtIn = JSON.parse(await readFile(defaultAreaUrl, 'utf8')) as { readonly properties: object }
  const file = JSON.stringify({ ...builtIn, properties: { ...builtIn.properties, policy: undefined } })
  const area = loadArea(file, 'the built-in area')
  return {
    file,
    area: {
      areaId: area.areaId,
      policy: Policy.parse(area.policyOverrides ?? {}),
      contains: area.contains,
      metresToLine: area.metresToLine,
    },
    thin: (observations) => {
      const counted = new Set(observations.filter(({ type }) => type === 'persons').map(({ craftId }) => craftId))
      return observations.filter(({ craftId }) => counted.has(craftId))
    },
  }
}

const placesApart = ({ contains }: OracleArea): readonly Place[] => {
  const places: Place[] = []
  for (let latitude = -47; latitude < -34; latitude += SPACING_LATITUDE)
    for (let longitude = 166; longitude < 179; longitude += SPACING_LONGITUDE)
      if (contains(longitude, latitude)) places.push({ longitude, latitude })
  return places
}

/**
 * Four things in turn at each place: a boat with more than 30 people comes; two boats that only together have more; the
 * first is counted again; the report of it is taken back.
 */
export const eventsAt = (place: Place, n: number, startMs: number, fromMs: number): readonly PlayEvent[] => {
  const common = (boat: string, atMs: number) => ({
    craftId: `track:busy-${n}-${boat}`,
    source: SOURCE,
    exercise: false,
    observedAt: new Date(startMs + atMs).toISOString(),
  })
  const seen = (boat: string, atMs: number) => inLog({ type: 'position', ...common(boat, atMs), ...place })
  const counted = (boat: string, atMs: number, aboard: number, observationId: string) =>
    inLog({ type: 'persons', ...common(boat, atMs), observationId, method: 'sighting', aboard })
  const says = (boat: string, observationId: string) => (alert: MassArrivalAlert) =>
    alert.craft.some(
      ({ craftId, aboardReport }) =>
        craftId === `track:busy-${n}-${boat}` && aboardReport?.observationId === observationId,
    )
  const [alone, pair, again, back] = [0, 1, 2, 3].map((index) => fromMs + index * EVENT_EVERY_MS) as [number, number, number, number] // biome-ignore format: one tuple
  return [
    {
      name: `${n} alone`,
      atMs: alone,
      place: n,
      isReportedBy: says('a', `a-${n}`),
      observations: [seen('a', alone), counted('a', alone, 31 + (n % 5), `a-${n}`)],
    },
    {
      name: `${n} more`,
      atMs: pair,
      place: n,
      isReportedBy: says('c', `c-${n}`),
      observations: [
        ...[seen('b', pair), seen('c', pair)],
        ...[counted('b', pair, 16, `b-${n}`), counted('c', pair, 16, `c-${n}`)],
      ],
    },
    {
      name: `${n} again`,
      atMs: again,
      place: n,
      isReportedBy: says('a', `again-${n}`),
      observations: [counted('a', again, 40 + (n % 7), `again-${n}`)],
    },
    {
      // Without its newest report the boat counts by the one before.
      name: `${n} back`,
      atMs: back,
      place: n,
      isReportedBy: (alert) => says('a', `a-${n}`)(alert) && says('c', `c-${n}`)(alert),
      observations: [inLog({ type: 'retraction', ...common('a', back), retracts: `again-${n}` })],
    },
  ]
}

export type BusyPlay = { readonly craft: number; readonly minutes: number; readonly seed: number }

/** The busy sea, which raises no alert by itself, and in it every half minute an event that must raise one. Ends now, so all of it is past. */
export function* busyPlay({ craft, minutes, seed }: BusyPlay, area: OracleArea): Iterable<PlayStep> {
  const startMs = Date.now() - (minutes + 3) * MINUTE_MS
  const rounds = Math.floor((minutes * MINUTE_MS) / (4 * EVENT_EVERY_MS))
  const places = placesApart(area)
  if (rounds > places.length) throw new Error(`${rounds} rounds, and only ${places.length} places`)
  const events = places.slice(0, rounds).flatMap((place, n) => eventsAt(place, n, startMs, n * 4 * EVENT_EVERY_MS))
  for (const { sendAfterMs, observation } of makeBusySea({ craft, minutes }).observations(seed, startMs)) {
    while (events[0] !== undefined && events[0].atMs <= sendAfterMs) yield stepOf(events.shift() as PlayEvent)
    // As if it were real: what is to be hurt is the way of real data.
    const real = { ...observation, source: { id: 'radar-1', kind: 'radar' }, exercise: false }
    yield { atMs: sendAfterMs, observations: [inLog(real)] }
  }
  for (const event of events) yield stepOf(event)
}

const stepOf = (event: PlayEvent): PlayStep => ({ atMs: event.atMs, observations: event.observations, event })
