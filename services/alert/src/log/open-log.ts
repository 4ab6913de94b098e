import {
  createLogBounds,
  type KafkaClient,
  type LogBounds,
  openTail,
  readTopicId,
  type Tail,
  type TailSpec,
  untilAnswered,
} from '@landfall/kafka'
import { type BackingServiceState, LandfallError } from '@landfall/runtime'
import type { LogPosition } from '../domain/log-position.ts'
import { logIdentity } from '../feed/epoch-for.ts'
import { reportReading } from './report-reading.ts'

export type LogSpec = KafkaClient & {
  readonly alertsTopic: string
  readonly actionsTopic: string
}
/** The first offset of each topic, and the one after the last. */
export type LogExtent = { readonly id: string; readonly low: LogPosition; readonly end: LogPosition }
export type LogHandlers = {
  /** Where to begin to read. */
  readonly start: (extent: LogExtent) => Promise<LogPosition>
  readonly onAlerts: TailSpec['onBatch']
  readonly onActions: TailSpec['onBatch']
}

const IDENTITY_CHECK_MS = 60_000
/** Of one fetch: some of them are in memory at a time, beside what their records become. */
const FETCH_BYTES_MAX = 1_048_576

const NOT_READ = 'Kafka does not answer yet, so the log is not being read; it is waited for'

/** The two topics as one log: its identity, whether it has been read to its end, and whether it can be read now. */
export const openLog = (spec: LogSpec) => {
  const { alertsTopic, actionsTopic, ...kafka } = spec
  const { logger } = kafka
  let id = ''
  let low: LogPosition = { alerts: 0, actions: 0 }
  let isCaughtUp = false
  const behind = { alerts: 0, actions: 0 }
  let tails: readonly Tail[] = []
  const bounds = [alertsTopic, actionsTopic].map((topic) => createLogBounds({ ...kafka, topic }))
  const closing = new AbortController()
  let stopWatching = (): void => {}

  const measured =
    (name: keyof typeof behind, onBatch: TailSpec['onBatch']): TailSpec['onBatch'] =>
    async (batch) => {
      await onBatch(batch)
      behind[name] = batch.highWatermark - batch.nextOffset
    }

  const readWhole = async (): Promise<LogExtent> => ({ id: await readIdentity(spec), ...(await readExtent(bounds)) })

  /** Resolves when the handlers have processed everything that was in the log at the start; waits for Kafka, however long. */
  const follow = async (handlers: LogHandlers) => {
    const whole = await untilAnswered(readWhole, { logger, part: 'log', closing: closing.signal })
    id = whole.id
    low = whole.low
    const from = await handlers.start(whole)
    Object.assign(behind, { alerts: whole.end.alerts - from.alerts, actions: whole.end.actions - from.actions })
    return await reportReading(logger, behind, () => readToEnd(from, handlers))
  }

  const readToEnd = async (from: LogPosition, { onAlerts, onActions }: LogHandlers) => {
    // The actions first: those that wait for their version take less than versions kept for actions to come.
    const actions = await openTailFrom(kafka, actionsTopic, from.actions, measured('actions', onActions))
    tails = [actions]
    await actions.caughtUp
    const alerts = await openTailFrom(kafka, alertsTopic, from.alerts, measured('alerts', onAlerts))
    tails = [alerts, actions]
    const identity = watchIdentity(spec, id)
    const failed = Promise.race([identity.changed, alerts.failed, actions.failed])
    failed.catch(() => {}) // The caller awaits it later.
    stopWatching = identity.stop
    await alerts.caughtUp
    isCaughtUp = true
    return { failed }
  }

  /** Where the log itself ends, however far this instance has read. Rejects while Kafka is down. */
  const end = async (): Promise<LogPosition> => (await readExtent(bounds)).end

  const close = async (): Promise<void> => {
    closing.abort()
    stopWatching()
    await Promise.all([...tails, ...bounds].map((open) => open.close()))
  }

  const isBeingRead = (): boolean => tails.length > 0 && tails.every((tail) => tail.state() === 'up')
  const isUp = (): boolean => isCaughtUp && isBeingRead()

  /** Ready even while Kafka is down: what was read stays valid, and every answer says that it may not be current. */
  const health = (): BackingServiceState => {
    if (!isCaughtUp) {
      const { alerts, actions } = behind
      if (!isBeingRead()) return { ok: false, detail: NOT_READ }
      return { ok: false, detail: `the log is still being read, ${alerts + actions} records to go` }
    }
    return isUp() ? { ok: true } : { ok: true, detail: 'Kafka does not answer, so nothing new can be read' }
  }

  return {
    id: () => id,
    low: () => low,
    isCaughtUp: () => isCaughtUp,
    isUp,
    behindRecords: () => behind,
    end,
    health,
    follow,
    close,
  }
}

const openTailFrom = (kafka: KafkaClient, topic: string, from: number, onBatch: TailSpec['onBatch']): Promise<Tail> =>
  openTail({
    ...kafka,
    ...{ topic, onBatch, partitionFetchBytesMax: FETCH_BYTES_MAX },
    from: from === 0 ? 'earliest' : new Map([[0, from]]),
  })

const readExtent = async (bounds: readonly LogBounds[]): Promise<Omit<LogExtent, 'id'>> => {
  const [alerts, actions] = await Promise.all(bounds.map((each) => each.read()))
  return {
    low: { alerts: alerts?.get(0)?.low ?? 0, actions: actions?.get(0)?.low ?? 0 },
    end: { alerts: alerts?.get(0)?.high ?? 0, actions: actions?.get(0)?.high ?? 0 },
  }
}

const readIdentity = async ({ alertsTopic, actionsTopic, ...kafka }: LogSpec): Promise<string> => {
  const ids = [alertsTopic, actionsTopic].map((topic) => readTopicId({ ...kafka, topic }))
  const [alertsId, actionsId] = await Promise.all(ids)
  return logIdentity(alertsId ?? '', actionsId ?? '')
}

/** Topics recreated under a running instance: the cursors it hands out would be wrong, so it must stop. */
const watchIdentity = (spec: LogSpec, id: string) => {
  const { promise: changed, reject } = Promise.withResolvers<never>()
  const check = async (): Promise<void> => {
    const found = await readIdentity(spec).catch(() => id) // Kafka is down or slow, which the tails report.
    if (found === id) return
    reject(new LandfallError('LF_OFFSET_GAP', 'the topics were recreated', { retryable: false }))
  }
  const timer = setInterval(() => void check(), IDENTITY_CHECK_MS)
  return { changed, stop: () => clearInterval(timer) }
}
