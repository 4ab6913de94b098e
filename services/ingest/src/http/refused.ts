import type { AccessDenial } from '@landfall/access'
import { isLandfallError, type LandfallError } from '@landfall/runtime'
import type { QuotaHit, QuotaName } from '../domain/feeder-quota.ts'

/** Stable words for machines, in the `code` of an answer. */
export type RefusalCode =
  | AccessDenial['code']
  | 'aborted'
  | 'bad-gzip'
  | 'bad-request'
  | 'busy'
  | 'disk-low'
  | 'internal'
  | 'kafka-away'
  | 'method-not-allowed'
  | 'not-found'
  | 'not-json'
  | 'quota'
  | 'stopping'
  | 'topic-sealed'
  | 'too-large'
  | 'too-many-records'
  | 'too-slow'
  | 'unsupported-media-type'

type Details = { readonly retryAfterSeconds?: number; readonly cause?: unknown }

/** Thrown for a request that is not, or not wholly, accepted; becomes the answer to the feeder. */
export class Refused extends Error {
  override readonly name = 'Refused'
  readonly status: number
  readonly code: RefusalCode
  readonly retryAfterSeconds: number | undefined

  constructor(status: number, code: RefusalCode, message: string, { retryAfterSeconds, cause }: Details = {}) {
    super(message, { cause })
    this.status = status
    this.code = code
    this.retryAfterSeconds = retryAfterSeconds
  }
}

const BUSY_SECONDS = 1
const AWAY_SECONDS = 5
const DISK_SECONDS = 60

export const busy = (what: string): Refused =>
  new Refused(429, 'busy', `${what}; send again in a moment`, { retryAfterSeconds: BUSY_SECONDS })

const REMEDIES: Readonly<Record<QuotaName, string>> = {
  'records/s': 'send the rest later',
  'bytes/s': 'send the rest later',
  'new-craft/h': 'known craft and reports of persons were taken; send the rest again later',
  'new-sources/h': 'known sources and reports of persons were taken; send the rest again later',
  'refused-bytes/h': 'correct what you send: what is refused is no longer stored',
}

export const overQuota = ({ quota, limit, retryAfterMs, records }: QuotaHit): Refused => {
  const what = records === undefined ? '' : `, ${records} records`
  const message = `more than this feeder's quota of ${limit} ${quota}${what}; ${REMEDIES[quota]}, or have the quota raised (${quota}=N of its token)`
  return new Refused(429, 'quota', message, { retryAfterSeconds: Math.ceil(retryAfterMs / 1_000) })
}

export const kafkaAway = (cause?: unknown): Refused =>
  new Refused(503, 'kafka-away', 'Kafka does not answer, so nothing can be taken for certain; send again later', {
    retryAfterSeconds: AWAY_SECONDS,
    cause,
  })

const diskLow = (): Refused =>
  new Refused(
    503,
    'disk-low',
    'a disk of Kafka is nearly full: only reports of persons and calls for help, by themselves, are taken',
    {
      retryAfterSeconds: DISK_SECONDS,
    },
  )

/** Another instance, of the new settings, may take it. */
const topicSealed = (error: LandfallError): Refused =>
  new Refused(503, 'topic-sealed', `nothing was taken: ${error.message}`, {
    retryAfterSeconds: AWAY_SECONDS,
    cause: error,
  })

export const stopping = (): Refused =>
  new Refused(503, 'stopping', 'this instance is stopping; send again', { retryAfterSeconds: BUSY_SECONDS })

export const tooLarge = (bytesMax: number, what: string): Refused =>
  new Refused(413, 'too-large', `${what} may have ${bytesMax} bytes (unpacked), and this has more; send it in parts`)

/** Maps a failure anywhere to the answer for the feeder. */
export const toRefused = (error: unknown): Refused => {
  if (error instanceof Refused) return error
  if (isLandfallError(error, 'LF_QUEUE_FULL')) return busy('too many records are waiting for Kafka')
  if (isLandfallError(error, 'LF_DISK_LOW')) return diskLow()
  if (isLandfallError(error, 'LF_CLOSED')) return stopping()
  if (isLandfallError(error, 'LF_TOPIC_SEALED')) return topicSealed(error)
  if (isLandfallError(error, 'LF_BROKER_DOWN') || isLandfallError(error, 'LF_BROKER_REFUSED')) return kafkaAway(error)
  return new Refused(500, 'internal', 'something went wrong here; the log says what', { cause: error })
}
