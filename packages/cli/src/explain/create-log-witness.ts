import type { Observation } from '@landfall/contracts'
import { contradictsArrival, type LogEntry, readLoggedObservation, type WatchedArea } from '@landfall/mass-arrivals'

type Position = Extract<Observation, { type: 'position' }>
type Doubted = { readonly craftId: string; readonly arrivedAt: string | null; readonly doubt?: string | undefined }

/** What the log says of positions behind an alert, in lines: who contradicts a doubted arrival, and what operators took back. */
export type Witnessed = {
  /** By craft and arrival, the nearest in time first; at most `CONTRADICTIONS_MAX` of each. */
  readonly contradictions: readonly string[]
  readonly takenBack: readonly string[]
}

const CONTRADICTIONS_MAX = 6
/** Two blocks of the longest kind: further away in time nothing contradicts an arrival. */
const NEAR_MS = 2 * 3_600_000

type WitnessSpec = {
  readonly area: WatchedArea
  /** All craft that any version of the alert has listed, by all their names. */
  readonly craftIds: ReadonlySet<string>
  readonly craft: readonly Doubted[]
}

/** Keeps what it reads of the craft of one alert: of positions those near a doubted arrival alone. */
export const createLogWitness = ({ area, craftIds, craft }: WitnessSpec) => {
  const doubted = craft.flatMap(({ craftId, arrivedAt, doubt }) =>
    doubt === undefined || arrivedAt === null ? [] : [{ craftId, arrivedAt, arrivedMs: Date.parse(arrivedAt) }],
  )
  // By what they say: the log may have each several times.
  const positions = new Map<string, Position>()
  const spans = new Map<string, Extract<Observation, { type: 'position-retraction' }>>()
  const retracted = new Set<string>()

  const read = ({ key, value }: LogEntry): void => {
    const craftId = String(key)
    if (!craftIds.has(craftId)) return
    const text = String(value ?? '')
    const logged = readLoggedObservation(text)
    if (!logged.ok) return
    const { observation, observedAtMs } = logged
    const nameOf = (sourceId: string, id: string): string => `${craftId} ${sourceId}/${id}`
    if (observation.type === 'position-retraction')
      spans.set(nameOf(observation.source.id, observation.observationId), observation)
    if (observation.type === 'retraction')
      retracted.add(nameOf(observation.ofSource ?? observation.source.id, observation.retracts))
    const isNear = (one: (typeof doubted)[number]): boolean =>
      one.craftId === craftId && Math.abs(one.arrivedMs - observedAtMs) < NEAR_MS
    if (observation.type === 'position' && doubted.some(isNear)) positions.set(text, observation)
  }

  const contradictionsOf = ({ craftId, arrivedAt, arrivedMs }: (typeof doubted)[number]): readonly string[] =>
    [...positions.values()]
      .filter((one) => one.craftId === craftId)
      .map((one) => ({ one, atMs: Date.parse(one.observedAt) }))
      .toSorted((a, b) => Math.abs(a.atMs - arrivedMs) - Math.abs(b.atMs - arrivedMs))
      .flatMap(({ one, atMs }) => {
        const side = contradictsArrival({ ...one, atMs }, arrivedMs, area)
        return side === null ? [] : [{ one, side }]
      })
      .slice(0, CONTRADICTIONS_MAX)
      .map(
        ({ one, side }) =>
          `${craftId} of ${arrivedAt}: out of reach from ${one.longitude} ${one.latitude}, where ${one.source.id} had it ${side} that, at ${one.observedAt}`,
      )

  const witnessed = (): Witnessed => ({
    contradictions: doubted.flatMap(contradictionsOf),
    takenBack: [...spans].map(([name, { craftId, source, observationId, fromAt, toAt, observedAt }]) => {
      const undone = retracted.has(name) ? ', and that was retracted' : ''
      return `${craftId}: positions from ${fromAt} to ${toAt} taken back by ${source.id} at ${observedAt} (${observationId})${undone}`
    }),
  })

  return { read, witnessed }
}
