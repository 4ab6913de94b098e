import { isDeepStrictEqual } from 'node:util'
import type { AreaAlert } from '@landfall/mass-arrivals'

/** The topic as a consumer keeps it: repeats of an (alertId, version) dropped. Two contents under one are a fault. */
const withoutRepeats = (log: readonly AreaAlert[], faults: string[]): readonly AreaAlert[] => {
  const seen = new Map<string, AreaAlert>()
  for (const alert of log) {
    const name = `${alert.alertId} version ${alert.version}`
    const before = seen.get(name)
    if (before === undefined) seen.set(name, alert)
    else if (!isDeepStrictEqual(before, alert)) faults.push(`${name} has two contents`)
  }
  return [...seen.values()]
}

const contentOf = ({ version: _version, changes: _changes, ...content }: AreaAlert) => content

/** What is wrong with the history of one alert, its versions in the order of the topic. */
const faultsOfHistory = (versions: readonly AreaAlert[]): readonly string[] =>
  versions.flatMap((alert, index) => {
    const name = `${alert.alertId} version ${alert.version}`
    const before = versions[index - 1]
    if (before === undefined) {
      const isFirst = alert.version === 1 && alert.status === 'open' && alert.changes.includes('raised')
      return isFirst ? [] : [`${name} is the first of its alert, and is not version 1, open and raised`]
    }
    const faults: string[] = []
    if (alert.version !== before.version + 1) faults.push(`${name} follows version ${before.version}`)
    if (isDeepStrictEqual(contentOf(before), contentOf(alert))) faults.push(`${name} has the content of the one before`)
    const hasEnded = alert.status !== 'open'
    if (hasEnded && (alert.severity !== before.severity || alert.certainty !== before.certainty)) {
      faults.push(`${name} ended and changed its severity or certainty`)
    }
    if (hasEnded && alert.reason === null) faults.push(`${name} ended without a reason`)
    if ((alert.status === 'superseded') !== (alert.supersededBy !== null)) {
      faults.push(`${name} is ${alert.status}, supersededBy ${alert.supersededBy}`)
    }
    const hasReopened = before.status !== 'open' && alert.status === 'open'
    if (hasReopened !== alert.changes.includes('reopened')) faults.push(`${name} says ${alert.changes.join()}`)
    return faults
  })

/**
 * What is wrong with a topic of alerts (design: 4, rule 8, and 5); nothing: []. One content per (id, version) for
 * ever; versions from 1, each one more; no version like the one before; ended ones keep severity and certainty; a
 * superseded alert points to another that was open.
 */
export const faultsOfTopic = (log: readonly AreaAlert[]): readonly string[] => {
  const faults: string[] = []
  const topic = withoutRepeats(log, faults)
  const histories = Map.groupBy(topic, ({ alertId }) => alertId)
  for (const versions of histories.values()) faults.push(...faultsOfHistory(versions))
  for (const { alertId, version, supersededBy } of topic) {
    const by = supersededBy === null ? undefined : histories.get(supersededBy)
    const lived = by?.some(({ status }) => status === 'open') ?? false
    if (supersededBy !== null && (supersededBy === alertId || !lived)) {
      faults.push(`${alertId} version ${version} is superseded by ${supersededBy}, which never lived`)
    }
  }
  return faults
}
