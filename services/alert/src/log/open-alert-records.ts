import type { Topics } from '@landfall/contracts'
import { openRecordReader, type RecordReaderSpec } from '@landfall/kafka'
import { type AlertRecords, createAlertRecords } from './create-alert-records.ts'
import type { VersionReading } from './parse-version-record.ts'

type ReadLimits = Pick<RecordReaderSpec, 'connectionsMax' | 'waitingMax' | 'readMsMax'>
/** Of old alerts and histories, for all who ask. Beyond it: 503 with Retry-After. */
const READS_ON_DEMAND: ReadLimits = { connectionsMax: 4, waitingMax: 64, readMsMax: 10_000 }
const READS_OF_LOG: ReadLimits = { connectionsMax: 2, waitingMax: 4, readMsMax: 30_000 }

/** Two readers of both topics, so that nobody who asks for old alerts can hold up the reading of the log. */
export const openAlertRecords = (
  open: AsyncDisposableStack,
  kafka: Omit<RecordReaderSpec, 'topic' | keyof ReadLimits>,
  { alerts, actions }: Pick<Topics, 'alerts' | 'actions'>,
  reading: VersionReading,
) => {
  const reader = (topic: string, limits: ReadLimits) =>
    open.adopt(openRecordReader({ ...kafka, ...limits, topic }), ({ close }) => close())
  const records = (limits: ReadLimits): AlertRecords =>
    createAlertRecords({ alerts: reader(alerts.name, limits), actions: reader(actions.name, limits), ...reading })
  return { onDemand: records(READS_ON_DEMAND), ofLog: records(READS_OF_LOG) }
}
