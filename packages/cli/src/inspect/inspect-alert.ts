import { type Alert, formatWireTime } from '@landfall/contracts'
import { readTopic } from '@landfall/kafka'
import { alertKey, META_KEY } from '@landfall/mass-arrivals'
import { CommandError } from '../command-line/command-error.ts'
import { EXIT } from '../command-line/exit-code.ts'
import { parseAlertRecord } from '../explain/parse-alert-record.ts'
import { type Inspection, type StageName, stagesOf } from './open-inspection.ts'

type PublishedVersion = {
  readonly partition: number
  readonly offset: number
  /** The log's time. */
  readonly writtenAt: string
  readonly alert: Alert
}

export type AlertReport = {
  readonly alertId: string
  readonly kind: Alert['kind']
  /** Where the alert is kept, and under what name. */
  readonly stage: StageName
  readonly partition: number
  readonly key: string
  /** As it is stored; null where the stage no longer needs it. */
  readonly stored: unknown
  /** Every record in the alerts topic, repeats included. */
  readonly versions: readonly PublishedVersion[]
}

/** An alert as it is stored and as it was published. Throws a CommandError where the topic has no such alert. */
export const inspectAlert = async (inspection: Inspection, alertId: string): Promise<AlertReport> => {
  const topic = inspection.topics.alerts.name
  const versions: PublishedVersion[] = []
  for await (const { partition, offset, timestampMs, value } of readTopic({ ...inspection.kafka, topic })) {
    const alert = parseAlertRecord(value)
    if (alert?.alertId !== alertId) continue
    versions.push({ partition, offset, writtenAt: formatWireTime(timestampMs), alert })
  }
  const newest = versions.at(-1)?.alert
  if (newest === undefined) throw new CommandError(EXIT.noInput, `${topic} has no alert ${JSON.stringify(alertId)}`)
  const { stage, partition, key } = homeOf(newest, inspection)
  const text = await inspection.state(stage).readEntry(partition, key)
  const stored: unknown = text === undefined ? null : JSON.parse(text)
  return { alertId, kind: newest.kind, stage, partition, key, stored, versions }
}

type Home = { readonly stage: StageName; readonly partition: number; readonly key: string }

const homeOf = (alert: Alert, { partitionOf }: Inspection): Home => {
  const { groups } = stagesOf(alert.exercise)
  switch (alert.kind) {
    case 'diagnostic': {
      const { cause, subject, exercise } = alert
      const key = `diagnostic/${cause}/${exercise ? 'exercise' : 'real'}/${subject}`
      return { stage: 'sources', partition: 0, key }
    }
    case 'distress':
      return {
        stage: 'sources',
        partition: 0,
        key: `distress/${alert.exercise ? 'exercise' : 'real'}/${alert.craftId}`,
      }
    case 'inbound-group':
    case 'mass-arrival':
      return { stage: groups, partition: partitionOf(groups, alert.areaId), key: alertKey(alert.alertId) }
    case 'source-limit':
      return { stage: 'sources', partition: 0, key: META_KEY }
    case 'source-silent':
      return { stage: 'sources', partition: 0, key: `source/${alert.source.id}` }
    default:
      return alert satisfies never
  }
}

export const alertLines = ({
  alertId,
  kind,
  stage,
  partition,
  key,
  stored,
  versions,
}: AlertReport): readonly string[] => [
  `${alertId}, ${kind}`,
  `  stored in ${stage} ${partition} as ${key}${stored === null ? ': no longer' : ''}`,
  ...(stored === null ? [] : [`    ${JSON.stringify(stored)}`]),
  ...versions.map(
    ({ partition: index, offset, writtenAt, alert }) =>
      `  v${alert.version} at ${index}:${offset}, ${writtenAt}: ${alert.status} ${alert.severity}, ${alert.changes.join(', ') || 'no change'}`,
  ),
]
