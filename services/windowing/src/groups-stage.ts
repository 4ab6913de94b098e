import { formatWireTime, type MassArrivalAlert, type Topics } from '@landfall/contracts'
import type { OutRecord } from '@landfall/kafka'
import {
  collectPublished,
  type EmittedAlert,
  type GroupsPartition,
  needsPublished,
  openGroups,
  type PublishedAlert,
} from '@landfall/mass-arrivals'
import type { Watch } from './load-areas.ts'
import type { OpenedStage } from './stage.ts'

export type ReadPublished = () => Promise<Parameters<typeof collectPublished>[0]>

/** Who wants to know, for metrics. */
export type GroupsReport = {
  readonly opened: (groups: GroupsPartition) => void
  readonly emitted: (alert: MassArrivalAlert) => void
  readonly unreadable: (records: number) => void
}

/** Arrivals by area → alert versions. Reads the published alerts only where nothing is stored of them. */
export const openGroupsStage = async (
  { areas, configHash }: Watch,
  { alerts }: Pick<Topics, 'alerts'>,
  readPublished: ReadPublished,
  stored: ReadonlyMap<string, string>,
  report?: GroupsReport,
): Promise<OpenedStage<OutRecord>> => {
  const hasReadMore = needsPublished(stored)
  const published: readonly PublishedAlert[] = hasReadMore ? collectPublished(await readPublished()) : []
  const groups = openGroups({ areas, configHash }, stored, published)
  report?.opened(groups)
  return {
    isKept: true,
    hasReadMore,
    stage: {
      fold: (batch) => {
        const outcome = groups.fold(batch)
        for (const { alert } of outcome.alerts) report?.emitted(alert)
        report?.unreadable(outcome.unreadable)
        return { records: outcome.alerts.map((emitted) => alertRecord(alerts.name, emitted)), change: outcome.change }
      },
      isDue: groups.isReviewDue,
    },
  }
}

/** The public contract: CloudEvents 1.0, binary content mode of the Kafka protocol binding. */
const alertRecord = (topic: string, { alert, loggedAtMs }: EmittedAlert): OutRecord => ({
  topic,
  key: alert.alertId,
  value: JSON.stringify(alert),
  headers: {
    'content-type': 'application/json',
    ce_specversion: '1.0',
    ce_id: `${alert.alertId}/${alert.version}`,
    ce_type: `landfall.alert.${alert.kind}.v1`,
    ce_source: `/landfall/areas/${alert.areaId}`,
    ce_subject: alert.alertId,
    // The log's time, not this machine's: a repeat is the same to the byte.
    ce_time: formatWireTime(loggedAtMs),
    ce_dataschema: `urn:landfall:schema:alert-${alert.kind}.v1`,
    ce_sequence: String(alert.version),
  },
})
