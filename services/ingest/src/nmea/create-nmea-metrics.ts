import type { LineOutcome, Observed } from '@landfall/ais'
import type { Metrics } from '@landfall/runtime'

/** Metrics by source. Labels have few values: names of configured sources, and words of this code. */
export const createNmeaMetrics = (metrics: Metrics) => {
  const count = <Label extends string>(name: string, help: string, labels: readonly Label[]) =>
    metrics.counter(`ingest_nmea_${name}`, help, labels)
  const lines = count('lines_total', 'Lines read, by what became of each', ['source', 'outcome'])
  const refused = count('refused_lines_total', 'Lines refused, by reason', ['source', 'reason'])
  const messages = count('messages_total', 'AIS messages and radar targets, by what became of each', [
    'source',
    'outcome',
  ])
  const observations = count('observations_total', 'Observations made of AIS messages and radar targets', [
    'source',
    'type',
  ])
  const bytes = count('bytes_total', 'Bytes received', ['source'])
  const dropped = count('dropped_datagrams_total', 'Datagrams lost because Kafka does not take enough', ['source'])
  const abandoned = count('abandoned_messages_total', 'AIS messages of which a part never came', ['source'])
  const blockedPeer = count('unwelcome_peers_total', 'Connections or datagrams from addresses not allowed', ['source'])
  const otherProtocol = count('other_protocol_total', 'Connections that spoke HTTP or TLS', ['source'])
  const unknownSuffixFields = count(
    'unknown_suffix_fields_total',
    'Fields behind checksums that are not known, and were skipped',
    ['source'],
  )
  const connections = metrics.gauge('ingest_nmea_connections', 'Connections of feeders, or to a receiver', ['source'])
  const waiting = metrics.gauge('ingest_nmea_waiting_bytes', 'Bytes read and not yet handed to Kafka', ['source'])
  const lastMessage = metrics.gauge(
    'ingest_nmea_last_message_timestamp_seconds',
    'When the last AIS message or radar target came, by the clock of this service',
    ['source'],
  )
  const inboxes = new Map<string, () => number>()
  // Collected when the metrics are scraped.
  const collect = (): void => {
    for (const [source, bytesWaiting] of inboxes) waiting.set({ source }, bytesWaiting())
  }
  Object.assign(waiting, { collect })
  return {
    ofSource: (source: string) => ({
      line: (read: LineOutcome): void => {
        lines.inc({ source, outcome: read.outcome })
        if (read.outcome === 'refused') refused.inc({ source, reason: read.reason })
        if ((read.outcome === 'message' || read.outcome === 'target') && read.unknownSuffixFields > 0)
          unknownSuffixFields.inc({ source }, read.unknownSuffixFields)
      },
      message: (observed: Observed, receivedAtMs: number): void => {
        messages.inc({ source, outcome: outcomeLabel(observed) })
        lastMessage.set({ source }, receivedAtMs / 1_000)
        if (observed.outcome !== 'observations') return
        for (const { type } of observed.observations) observations.inc({ source, type })
      },
      received: (size: number): void => bytes.inc({ source }, size),
      dropped: (): void => dropped.inc({ source }),
      abandoned: (messagesAbandoned: number): void => abandoned.inc({ source }, messagesAbandoned),
      blockedPeer: (): void => blockedPeer.inc({ source }),
      otherProtocol: (): void => otherProtocol.inc({ source }),
      connected: (by: 1 | -1): void => connections.inc({ source }, by),
      watchInbox: (bytesWaiting: () => number): unknown => inboxes.set(source, bytesWaiting),
    }),
  }
}
export type NmeaSourceMetrics = ReturnType<ReturnType<typeof createNmeaMetrics>['ofSource']>

const outcomeLabel = (observed: Observed): string => {
  switch (observed.outcome) {
    case 'observations':
      return 'observed'
    case 'not-a-craft':
      return observed.station
    case 'nothing':
      return observed.reason
    default:
      return observed satisfies never
  }
}
