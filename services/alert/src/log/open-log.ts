import { createLogBounds, openTail, readTopicId, type Tail, type TailSpec } from '@landfall/kafka'
import { type BackingServiceState, LandfallError, type Logger } from '@landfall/runtime'
import type { LogPosition } from '../domain/create-alert-store.ts'
import { logIdentity } from '../feed/epoch-for.ts'

export type LogSpec = {
  readonly brokers: readonly string[]
  readonly clientId: string
  readonly logger: Logger
  readonly alertsTopic: string
  readonly actionsTopic: string
}
export type LogHandlers = {
  readonly onAlerts: TailSpec['onBatch']
  readonly onActions: TailSpec['onBatch']
}

const IDENTITY_CHECK_MS = 60_000

/** The two topics as one log: its identity, whether it has been read to its end, and whether it can be read now. */
export const openLog = (spec: LogSpec) => {
  const { brokers, clientId, logger, alertsTopic, actionsTopic } = spec
  const kafka = { brokers, clientId, logger }
  let id = ''
  let isCaughtUp = false
  const behind = { alerts: 0, actions: 0 }
  let tails: readonly Tail[] = []
  const bounds = [alertsTopic, actionsTopic].map((topic) => createLogBounds({ ...kafka, topic }))
  let stopWatching = (): void => {}

  const measured =
    (name: keyof typeof behind, onBatch: TailSpec['onBatch']): TailSpec['onBatch'] =>
    async (batch) => {
      await onBatch(batch)
      behind[name] = batch.highWatermark - batch.nextOffset
    }

  const readIdentity = async (): Promise<string> => {
    const ids = [alertsTopic, actionsTopic].map((topic) => readTopicId({ ...kafka, topic }))
    const [alertsId, actionsId] = await Promise.all(ids)
    return logIdentity(alertsId ?? '', actionsId ?? '')
  }

  /** Topics recreated under a running instance: the cursors it hands out would be wrong, so it must stop. */
  const watchIdentity = () => {
    const { promise: changed, reject } = Promise.withResolvers<never>()
    const check = async (): Promise<void> => {
      const found = await readIdentity().catch(() => id) // Kafka is down or slow, which the tails report.
      if (found === id) return
      reject(new LandfallError('LF_OFFSET_GAP', 'the topics were recreated', { retryable: false }))
    }
    const timer = setInterval(() => void check(), IDENTITY_CHECK_MS)
    return { changed, stop: () => clearInterval(timer) }
  }

  /** Resolves when the handlers have processed everything that was in the log at the start. */
  const follow = async ({ onAlerts, onActions }: LogHandlers) => {
    id = await readIdentity()
    tails = await Promise.all([
      openTail({ ...kafka, topic: alertsTopic, from: 'earliest', onBatch: measured('alerts', onAlerts) }),
      openTail({ ...kafka, topic: actionsTopic, from: 'earliest', onBatch: measured('actions', onActions) }),
    ])
    const identity = watchIdentity()
    const failed = Promise.race([identity.changed, ...tails.map((tail) => tail.failed)])
    failed.catch(() => {}) // The caller awaits it later.
    stopWatching = identity.stop
    await Promise.all(tails.map((tail) => tail.caughtUp))
    isCaughtUp = true
    return { failed }
  }

  /** Where the log itself ends, however far this instance has read. Rejects while Kafka is down. */
  const end = async (): Promise<LogPosition> => {
    const [alerts, actions] = await Promise.all(bounds.map((each) => each.read()))
    return { alerts: alerts?.get(0)?.high ?? 0, actions: actions?.get(0)?.high ?? 0 }
  }

  const close = async (): Promise<void> => {
    stopWatching()
    await Promise.all([...tails, ...bounds].map((open) => open.close()))
  }

  const isUp = (): boolean => isCaughtUp && tails.every((tail) => tail.state() === 'up')

  /** Ready even while Kafka is down: what was read stays valid, and every answer says that it may not be current. */
  const health = (): BackingServiceState => {
    if (!isCaughtUp) return { ok: false, detail: 'the log is still being read' }
    return isUp() ? { ok: true } : { ok: true, detail: 'Kafka does not answer, so nothing new can be read' }
  }

  return { id: () => id, isCaughtUp: () => isCaughtUp, isUp, behindRecords: () => behind, end, health, follow, close }
}
