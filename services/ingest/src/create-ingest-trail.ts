import { type AuditTrail, type AuditTrailSpec, createAuditTrail } from '@landfall/access'
import type { Writer } from './domain/writer.ts'

/** The audit of what feeders do that they may not. */
export const createIngestTrail = (spec: Omit<AuditTrailSpec, 'service'>) => {
  const trail: AuditTrail = createAuditTrail({ ...spec, service: 'ingest' })
  return {
    trail,
    onForeignSource: (writer: Writer, reason: string): void =>
      trail.record({ event: 'foreign-source', subject: reason, ...feederOf(writer) }),
    onQuotaHit: (writer: Writer, quota: string): void =>
      trail.record({ event: 'quota-hit', code: quota, ...feederOf(writer) }),
  }
}

/** A feeder without a token is an address, or the source of an NMEA connection. */
const feederOf = ({ feederId, reportedBy }: Writer) => reportedBy ?? { address: feederId }
