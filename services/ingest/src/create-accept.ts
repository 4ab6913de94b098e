import type { GivenObservation, Rejected, Source } from '@landfall/contracts'
import { sealObservation } from '@landfall/contracts/hashes'
import type { OutRecord } from '@landfall/kafka'
import { LandfallError } from '@landfall/runtime'
import type { IngestMetrics } from './create-ingest-metrics.ts'
import type { QuotaGate } from './create-quota-gate.ts'
import type { WeightedSemaphore } from './create-weighted-semaphore.ts'
import type { RefusedBudget } from './domain/create-refused-budget.ts'
import { createValidator, type Validation } from './domain/create-validator.ts'
import type { QuotaHit } from './domain/feeder-quota.ts'
import type { Incoming, RecordOutcome } from './domain/incoming.ts'
import { notStoredRecord, type Refusing, rejectedRecord } from './domain/rejected-record.ts'
import type { Writer } from './domain/writer.ts'

export type AcceptDeps = {
  /** Resolves when all are durable; rejects when that is unknown. */
  readonly send: (records: readonly OutRecord[]) => Promise<unknown>
  /** The same for exercises, which wait in a queue of their own; rejects with LF_QUEUE_FULL when that is full. */
  readonly sendExercise: (records: readonly OutRecord[]) => Promise<unknown>
  readonly isKafkaUp: () => boolean
  readonly topics: IngestTopics
  readonly clock: () => number
  /** Limits the records in flight to Kafka, exercises aside. */
  readonly semaphore: WeightedSemaphore
  readonly metrics: IngestMetrics
  readonly refusedBudget: RefusedBudget
  readonly quotaGate: Pick<QuotaGate, 'admitNewcomers' | 'noteHit'>
  /** Whether only reports of persons and calls for help are taken, since a disk of Kafka is nearly full. */
  readonly isDiskLow?: () => boolean
  /** Called with each record from a source that its feeder may not write as; `reason` names the source. */
  readonly onForeignSource?: (writer: Writer, reason: string) => void
  /** Called with the source of each accepted record, exercises aside. */
  readonly onSourceActivity: (source: Source) => void
}

/** Their names. Calls for help go to `sources`, where no backlog of positions is before them, and the log's time goes on. */
export type IngestTopics = Readonly<Record<'observations' | 'exerciseObservations' | 'sources' | 'rejected', string>>

export type AcceptContext = {
  /** The input, as `rejected` records and metrics name it: `ingest/http`, `ingest/nmea`. */
  readonly where: string
  readonly writer: Writer
  /** Called for each hourly quota by which records were refused, or no longer stored. */
  readonly onQuotaHit?: (hit: QuotaHit) => void
}

/**
 * The one way into the log: every input format (http/, nmea/) ends in a call of it. Validates the records and makes them
 * durable: the valid ones in `observations` (calls for help: in `sources`), the refused ones in `rejected`. Resolves, with one outcome each in their order,
 * when Kafka has acknowledged all. Rejects with the producer's error when it has not; then all may be sent again, since an
 * observation sent twice counts once; with LF_BROKER_DOWN at once while Kafka is known to be away. Waits for the semaphore,
 * so that a caller who awaits it goes no faster than Kafka. Exercises do not wait for it: they have a topic and a queue of
 * their own, and are refused with LF_QUEUE_FULL when that is full, so that real records never wait for them.
 */
export type Accept = (records: readonly Incoming[], context: AcceptContext) => Promise<readonly RecordOutcome[]>

export const createAccept =
  (deps: AcceptDeps): Accept =>
  async (records, { where, writer, onQuotaHit }) => {
    const { isKafkaUp, clock, semaphore, metrics, onSourceActivity, quotaGate } = deps
    const real = records.reduce((count, incoming) => count + Number(!isExercise(incoming)), 0)
    const release = real === 0 ? () => {} : await semaphore.acquire(real)
    try {
      if (!isKafkaUp()) throw kafkaIsAway() // The callers before found out; each waiting for its own timeout would take for ever.
      const receivedAtMs = clock()
      const read = records.map(createValidator({ nowMs: receivedAtMs, writer }))
      const validations = quotaGate.admitNewcomers(where, writer, read, onQuotaHit)
      if (deps.isDiskLow?.() && !validations.every(isVital)) throw diskIsLow()
      const refusing: RefusingAs = { where, receivedAtMs, writer, beyond: null }
      const out = records.flatMap((incoming, index) => {
        const validation = validations[index] as Validation // One for each record, just above.
        return validation.ok
          ? loggedAs(deps.topics, validation.observation, writer)
          : refusedAs(deps, incoming, validation, refusing).map((record) => ({ record, exercise: false }))
      })
      if (refusing.beyond !== null) {
        quotaGate.noteHit(where, writer, refusing.beyond)
        onQuotaHit?.(refusing.beyond)
      }
      const stopTimer = metrics.produce.startTimer()
      await sendAll(deps, out)
      stopTimer()
      metrics.countChunk(where, records, validations)
      for (const validation of validations) {
        if (!validation.ok) reportForeign(deps, writer, validation)
        else if (!validation.observation.exercise) onSourceActivity(validation.observation.source)
      }
      return validations
    } catch (error) {
      metrics.countFailed(where, records.length)
      throw error
    } finally {
      release()
    }
  }

type NotValid = Validation & { readonly ok: false }

const reportForeign = ({ onForeignSource }: AcceptDeps, writer: Writer, { rejection }: NotValid): void => {
  if (rejection.code === 'foreign-source') onForeignSource?.(writer, rejection.reason)
}

/** As it is written: what is valid says so, and what is refused does not go to the topic of exercises. */
const isExercise = (incoming: Incoming): boolean =>
  incoming.kind === 'value' && (incoming.value as { readonly exercise?: unknown } | null)?.exercise === true

/** A record and the queue that it waits in. */
type Outgoing = { readonly record: OutRecord; readonly exercise: boolean }

/** Waits for both, whichever fails: what was sent may have taken effect. */
const sendAll = async ({ send, sendExercise }: AcceptDeps, out: readonly Outgoing[]): Promise<void> => {
  const real = out.flatMap((one) => (one.exercise ? [] : [one.record]))
  const exercise = out.flatMap((one) => (one.exercise ? [one.record] : []))
  const sends = [...(real.length > 0 ? [send(real)] : []), ...(exercise.length > 0 ? [sendExercise(exercise)] : [])]
  for (const sent of await Promise.allSettled(sends)) if (sent.status === 'rejected') throw sent.reason
}

/** All records of a craft are in one partition, in one order. */
const loggedAs = (
  { observations, exerciseObservations, sources }: IngestTopics,
  observation: GivenObservation,
  { reportedBy }: Writer,
): Outgoing => {
  const { type, exercise, craftId } = observation
  const isCall = type === 'distress'
  const topic = isCall ? sources : exercise ? exerciseObservations : observations
  // A position is no report, and there are too many of them.
  const { json: value } = sealObservation(observation, type === 'position' ? undefined : reportedBy)
  return { record: { topic, key: isCall ? type : craftId, value }, exercise }
}

/** `beyond`: the budget that was used up, and by how many records. */
type RefusingAs = Refusing & { readonly writer: Writer; beyond: QuotaHit | null }

/** Nothing for what is beyond the feeder's budget: it is answered and counted all the same. */
const refusedAs = (
  { topics, metrics, refusedBudget }: AcceptDeps,
  incoming: Incoming,
  { rejection }: NotValid,
  refusing: RefusingAs,
): readonly OutRecord[] => {
  const { where, receivedAtMs, writer } = refusing
  const toRejected = (rejected: Rejected): readonly OutRecord[] => [
    { topic: topics.rejected, key: rejected.sourceId, value: JSON.stringify(rejected) },
  ]
  const whole = toRejected(rejectedRecord(incoming, rejection, { where, receivedAtMs }))
  const bytes = whole.reduce((sum, { value }) => sum + Buffer.byteLength(value ?? ''), 0)
  const { feederId, quotas } = writer
  const taken = refusedBudget.take(feederId, bytes, receivedAtMs, quotas.refusedBytesPerHour)
  if (taken.outcome === 'store') return whole
  metrics.countNotStored(where)
  const records = (refusing.beyond?.records ?? 0) + 1
  refusing.beyond = { quota: 'refused-bytes/h', limit: taken.bytesMax, retryAfterMs: taken.endsInMs, records }
  return taken.outcome === 'count' ? [] : toRejected(notStoredRecord(incoming, taken.bytesMax, { where, receivedAtMs }))
}

const isVital = (validation: Validation): boolean =>
  validation.ok && (validation.observation.type === 'persons' || validation.observation.type === 'distress')

const diskIsLow = (): LandfallError =>
  new LandfallError('LF_DISK_LOW', 'sending records: a disk of Kafka is nearly full', { retryable: true })

const kafkaIsAway = (): LandfallError =>
  new LandfallError('LF_BROKER_DOWN', 'sending records: the broker does not answer', { retryable: true })
