import { type Alert, alertEventType, alertSchemaName, formatWireTime } from '@landfall/contracts'
import type { OutRecord } from '@landfall/kafka'

/**
 * The public contract: CloudEvents 1.0, binary content mode of the Kafka protocol binding. `source` is where it comes
 * from, as a URI reference; `loggedAtMs` the log's time of the record that led to it: a repeat is the same to the byte.
 */
export const alertRecord = (
  topic: string,
  alert: Alert,
  source: string,
  loggedAtMs: number,
  value = JSON.stringify(alert),
): OutRecord => ({
  topic,
  key: alert.alertId,
  value,
  headers: {
    'content-type': 'application/json',
    ce_specversion: '1.0',
    ce_id: `${alert.alertId}/${alert.version}`,
    ce_type: alertEventType(alert.kind),
    ce_source: source,
    ce_subject: alert.alertId,
    ce_time: formatWireTime(loggedAtMs),
    ce_dataschema: `urn:landfall:schema:${alertSchemaName(alert.kind)}`,
    ce_sequence: String(alert.version),
  },
})
