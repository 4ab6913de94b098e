import { openAccessLog } from '@landfall/access'
import type { Topics } from '@landfall/contracts'
import { type KafkaClient, type OutRecord, openTail } from '@landfall/kafka'
import type { Metrics } from '@landfall/runtime'
import type { Writer } from './domain/writer.ts'

export type FeederAuditSpec = {
  readonly kafka: KafkaClient
  readonly send: (records: readonly OutRecord[]) => Promise<unknown>
  readonly isKafkaUp: () => boolean
  readonly topics: Pick<Topics, 'audit' | 'sessions'>
  readonly topicsExist: Promise<void>
  readonly clock: () => number
  readonly metrics: Metrics
}

/**
 * What the service writes and reads about access: the audit of what feeders do that they may not, and which sessions were
 * logged out, since the alert service passes operators' reports on under their session.
 */
export const openFeederAudit = (open: AsyncDisposableStack, spec: FeederAuditSpec) => {
  const { kafka, send, isKafkaUp: isUp, topics, topicsExist, clock, metrics } = spec
  const { trail, sessionLog } = openAccessLog(open, {
    ...{ service: 'ingest', topics, topicsExist, send, isUp, clock, metrics },
    logger: kafka.logger,
    openTail: (topic, onBatch) => openTail({ ...kafka, topic, from: 'earliest', onBatch }),
  })
  return {
    trail,
    sessionLog,
    onForeignSource: (writer: Writer, reason: string): void =>
      trail.record({ event: 'foreign-source', subject: reason, ...feederOf(writer) }),
    onQuotaHit: (writer: Writer, quota: string): void =>
      trail.record({ event: 'quota-hit', code: quota, ...feederOf(writer) }),
  }
}

/** A feeder without a token is an address, or the source of an NMEA connection. */
const feederOf = ({ name, reportedBy }: Writer) => reportedBy ?? { address: name }
