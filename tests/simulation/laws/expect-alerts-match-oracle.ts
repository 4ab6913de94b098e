import type { Observation } from '@landfall/contracts'
import type { AreaAlert } from '@landfall/mass-arrivals'
import { expect } from 'vitest'
import { isMassArrival, latestVersions, openContents } from '../domain/content-of-alert.ts'
import { faultsOfLinks } from '../oracle/faults-of-links.ts'
import type { OracleArea } from '../oracle/oracle-area.ts'
import { situationsOf } from '../oracle/situations-of.ts'
import { faultsOfTopic } from './faults-of-topic.ts'

/** The whole of what must be true of an alerts topic, once everything observed has been worked off. */
export const expectAlertsMatchOracle = (
  log: readonly AreaAlert[],
  observations: readonly Observation[],
  areas: readonly OracleArea[],
): void => {
  const areaIds = areas.map(({ areaId }) => areaId)
  expect(openContents(log, areaIds)).toEqual(situationsOf(observations, areas))
  const open = latestVersions(log.filter(isMassArrival)).filter(({ status }) => status === 'open')
  const links = open.flatMap((alert) => {
    const area = areas.find(({ areaId }) => areaId === alert.areaId)
    return area === undefined ? [`${alert.alertId} is of no area`] : faultsOfLinks(alert, area.policy)
  })
  expect([...links, ...faultsOfTopic(log)]).toEqual([])
}
