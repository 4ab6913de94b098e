import type { AlertView, ObservationInput } from '@landfall/contracts'
import { partitionFor } from '@landfall/kafka'
import { waitFor } from '@landfall/testkit'

// That nothing comes proves something only once everything before it was processed. A barrier is one boat in every partition
// of observations, all off Bluff at the same time: when all of them are in one alert, whatever was sent before them has
// been processed, since each partition, and all arrivals of an area, are in order.

const PARTITIONS = 12
const PEOPLE = 3 // Twelve boats of three: 36, an alarm.
const WAIT_MS_MAX = 60_000

export type Barrier = {
  /** Resolves when everything posted before is in the alerts. */
  readonly pass: () => Promise<void>
  readonly isOwn: (alert: AlertView) => boolean
}

type BarrierSpec = {
  readonly post: (observations: readonly ObservationInput[]) => Promise<void>
  readonly alerts: () => readonly AlertView[]
  readonly observedAt: string
}

export const createBarrier = ({ post, alerts, observedAt }: BarrierSpec): Barrier => {
  let passed = 0
  return {
    isOwn: (alert) =>
      alert.kind === 'mass-arrival' && alert.craft.some(({ craftId }) => craftId.startsWith('barrier:')),
    pass: async () => {
      passed += 1
      const boats = Array.from({ length: PARTITIONS }, (_, partition) => craftInPartition(passed, partition))
      await post(boats.map((craftId) => personsReport(craftId, observedAt)))
      const members = () =>
        new Set(
          alerts().flatMap((alert) => (alert.kind === 'mass-arrival' ? alert.craft.map(({ craftId }) => craftId) : [])),
        )
      const isThrough = () => {
        const seen = members()
        return boats.every((craftId) => seen.has(craftId))
      }
      await waitFor(isThrough, { timeoutMs: WAIT_MS_MAX, what: `barrier ${passed} to come through` })
    },
  }
}

const craftInPartition = (round: number, partition: number): string => {
  for (let tries = 0; ; tries++) {
    const craftId = `barrier:${round}-${partition}-${tries}`
    if (partitionFor(craftId, PARTITIONS) === partition) return craftId
  }
}

const personsReport = (craftId: string, observedAt: string): ObservationInput => ({
  type: 'persons',
  craftId,
  observedAt,
  source: { id: 'barrier', kind: 'simulation' },
  exercise: true,
  method: 'headcount',
  aboard: PEOPLE,
  notPermitted: PEOPLE,
  longitude: 168.35,
  latitude: -46.72,
})
