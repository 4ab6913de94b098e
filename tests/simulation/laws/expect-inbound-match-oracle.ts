import type { InboundGroupAlert, Observation } from '@landfall/contracts'
import type { AreaAlert } from '@landfall/mass-arrivals'
import { expect } from 'vitest'
import { latestVersions } from '../domain/content-of-alert.ts'
import { inboundContents } from '../domain/inbound-contents.ts'
import { faultsOfInboundLinks } from '../oracle/inbound/faults-of-inbound-links.ts'
import type { InboundArea } from '../oracle/inbound/inbound-area.ts'
import type { InboundContent } from '../oracle/inbound/inbound-content-oracle.ts'
import { inboundGroupsOf } from '../oracle/inbound/inbound-groups-of.ts'
import { expectAlertsMatchOracle } from './expect-alerts-match-oracle.ts'

/** The whole of what must be true of an alerts topic of both kinds, once everything observed has been worked off. */
export const expectInboundMatchOracle = (
  log: readonly AreaAlert[],
  observations: readonly Observation[],
  areas: readonly InboundArea[],
): void => {
  expect(inOneOrder(inboundContents(log))).toEqual(inOneOrder(inboundGroupsOf(observations, areas)))
  const open = latestVersions(log).filter((alert) => alert.kind === 'inbound-group' && alert.status === 'open')
  const links = (open as readonly InboundGroupAlert[]).flatMap((alert) =>
    areas.flatMap(({ areaId, policy }) => (areaId === alert.areaId ? faultsOfInboundLinks(alert, policy) : [])),
  )
  expect(links).toEqual([])
  expectAlertsMatchOracle(log, observations, areas)
}

/** No two groups share a row; conflicts too are in no order that matters. */
export const inOneOrder = (contents: readonly InboundContent[]): readonly InboundContent[] => {
  const key = ({ areaId, exercise, craft: [first] }: InboundContent) =>
    `${areaId} ${exercise} ${first?.craftId} ${first?.arrivedAt ?? first?.approach?.last.at}`
  const sorted = contents.map((content) => ({
    ...content,
    craft: content.craft.map((row) => ({
      ...row,
      conflictingReports: row.conflictingReports.toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)),
    })),
  }))
  return sorted.toSorted((a, b) => (key(a) < key(b) ? -1 : 1))
}
