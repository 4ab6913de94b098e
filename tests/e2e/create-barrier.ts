import { type Alert, type AlertView, type ObservationInput, topics, topicsOfWorld } from '@landfall/contracts'
import { partitionFor } from '@landfall/kafka'
import { bucketOf } from '@landfall/mass-arrivals'
import { waitFor } from '@landfall/testkit'

// That nothing comes proves something only once everything before it was processed. A barrier is one boat in every partition
// of observations, real or of exercises, all off Bluff at the same time: when all of them are in one alert, whatever was sent before them has
// been processed, since each partition, and all arrivals of an area, are in order. A change that is not urgent is published with the first arrival of
// another second (decision 0018), so one boat more follows in another second: what waited comes before it.

const PEOPLE = 9 // Boats of nine, at least four of them: 36, an alarm.
const WAIT_MS_MAX = 60_000

export type Barrier = {
  /** Resolves when everything posted before is in the alerts. */
  readonly pass: () => Promise<void>
  readonly isOwn: (alert: Alert) => boolean
}

type BarrierSpec = {
  readonly post: (observations: readonly ObservationInput[]) => Promise<void>
  readonly alerts: () => readonly AlertView[]
  readonly observedAt: string
  /** Whether what is waited for is an exercise: neither waits for the other. */
  readonly exercise: boolean
}

export const createBarrier = ({ post, alerts, observedAt, exercise }: BarrierSpec): Barrier => {
  const { partitions } = topicsOfWorld(topics(''), exercise).observations
  let passed = 0
  return {
    isOwn: isBarrierAlert,
    pass: async () => {
      passed += 1
      const boats = Array.from({ length: partitions }, (_, partition) =>
        craftInPartition(passed, partition, partitions),
      )
      await post(boats.map((craftId) => personsReport(craftId, observedAt, exercise)))
      const members = () =>
        new Set(
          alerts().flatMap((alert) => (alert.kind === 'mass-arrival' ? alert.craft.map(({ craftId }) => craftId) : [])),
        )
      const throughOf = (craftIds: readonly string[]) => () => {
        const seen = members()
        return craftIds.every((craftId) => seen.has(craftId))
      }
      await waitFor(throughOf(boats), { timeoutMs: WAIT_MS_MAX, what: `barrier ${passed} to come through` })
      await anotherSecond()
      const last = `barrier:${passed}-last`
      await post([personsReport(last, observedAt, exercise)])
      await waitFor(throughOf([last]), { timeoutMs: WAIT_MS_MAX, what: `the last boat of barrier ${passed}` })
    },
  }
}

/** The broker's clock is that of this machine. */
const anotherSecond = async (): Promise<void> => {
  const fromMs = Date.now()
  await waitFor(() => bucketOf(Date.now()) > bucketOf(fromMs), { timeoutMs: WAIT_MS_MAX, what: 'another second' })
}

/** Whether an alert is of a barrier's boats. */
export const isBarrierAlert = (alert: Alert): boolean =>
  alert.kind === 'mass-arrival' && alert.craft.some(({ craftId }) => craftId.startsWith('barrier:'))

const craftInPartition = (round: number, partition: number, partitions: number): string => {
  for (let tries = 0; ; tries++) {
    const craftId = `barrier:${round}-${partition}-${tries}`
    if (partitionFor(craftId, partitions) === partition) return craftId
  }
}

const personsReport = (craftId: string, observedAt: string, exercise: boolean): ObservationInput => ({
  type: 'persons',
  craftId,
  observedAt,
  source: { id: 'barrier', kind: exercise ? 'simulation' : 'manual' },
  exercise,
  method: 'headcount',
  aboard: PEOPLE,
  notPermitted: PEOPLE,
  longitude: 168.35,
  latitude: -46.72,
})
