import type { MassArrivalAlert } from '@landfall/contracts'
import { openTail } from '@landfall/kafka'
import type { Logger } from '@landfall/runtime'
import type { PlayEvent } from './busy-play.ts'

type Wait = { readonly event: PlayEvent; readonly sinceMs: number }
type Spec = { readonly brokers: readonly string[]; readonly topic: string; readonly logger: Logger }

/** Follows the alerts topic and reports how long each event was in the log before an alert showed it. */
export const measureAlertDelays = async (open: AsyncDisposableStack, { brokers, topic, logger }: Spec) => {
  const waiting = new Set<Wait>()
  const latest = new Map<string, MassArrivalAlert>()
  const delays: { readonly name: string; readonly ms: number }[] = []

  const look = (): void => {
    for (const wait of waiting) {
      if (![...latest.values()].some(wait.event.isReportedBy)) continue
      delays.push({ name: wait.event.name, ms: performance.now() - wait.sinceMs })
      for (const other of waiting) if (isOvertaken(other, wait)) waiting.delete(other)
      waiting.delete(wait)
    }
  }

  const take = (alert: MassArrivalAlert): void => {
    if (alert.kind !== 'mass-arrival' || alert.version < (latest.get(alert.alertId)?.version ?? 0)) return
    latest.set(alert.alertId, alert)
    look()
  }

  const tail = await openTail({
    brokers: [...brokers],
    clientId: 'alert-delays',
    logger,
    topic,
    from: 'earliest' as const,
    onBatch: ({ records }) => {
      for (const { value } of records) take(JSON.parse(String(value)) as MassArrivalAlert)
    },
  })
  open.defer(() => tail.close())
  return {
    /** Its observations are in the log. */
    sent: (event: PlayEvent): void => {
      waiting.add({ event, sinceMs: performance.now() })
      look()
    },
    waiting: (): readonly string[] => [...waiting].map(({ event }) => event.name),
    delays: (): readonly { readonly name: string; readonly ms: number }[] => delays,
  }
}

const isOvertaken = (wait: Wait, by: Wait): boolean =>
  wait.event.place === by.event.place && wait.event.atMs < by.event.atMs
