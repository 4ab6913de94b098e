import type { AlertView } from '@landfall/contracts'
import { severityOf } from '../../alert/severity-of.ts'
import { nameNeighbourhoods } from './name-neighbourhoods.ts'

/** Alerts of one severity around one place. */
export type AlertGroup = {
  /** Stays the same while the place is known by the same name. */
  readonly key: string
  readonly title: string
  readonly alertIds: readonly string[]
}

/** The groups of alerts that are in the order of the list: a group stands where its first alert does. */
export const groupAlerts = (alerts: readonly AlertView[]): readonly AlertGroup[] => {
  const names = nameNeighbourhoods(alerts)
  const groups = new Map<string, { key: string; title: string; alertIds: string[] }>()
  for (const alert of alerts) {
    const title = names.get(alert.alertId) ?? ''
    const world = alert.exercise ? 'exercise' : 'real'
    const key = [world, alert.status === 'open' ? 'open' : 'ended', severityOf(alert), title].join('/')
    const group = groups.get(key)
    if (group === undefined) groups.set(key, { key, title, alertIds: [alert.alertId] })
    else group.alertIds.push(alert.alertId)
  }
  return [...groups.values()]
}

const ARRIVED_MEANWHILE = 'new'

/** While a pointer or the keyboard is on the list nothing moves: what comes is a group of its own, below. */
export const frozenGroups = (shown: readonly AlertGroup[], wanted: readonly string[]): readonly AlertGroup[] => {
  const still = new Set(wanted)
  const before = new Set(shown.flatMap(({ alertIds }) => alertIds))
  const added = wanted.filter((id) => !before.has(id))
  const kept = shown.map((group) => ({ ...group, alertIds: group.alertIds.filter((id) => still.has(id)) }))
  const isNew = ({ key }: AlertGroup) => key === ARRIVED_MEANWHILE
  const arrived = [...(kept.find(isNew)?.alertIds ?? []), ...added]
  return [
    ...kept.filter((group) => !isNew(group)),
    { key: ARRIVED_MEANWHILE, title: 'New since you began here', alertIds: arrived },
  ].filter(({ alertIds }) => alertIds.length > 0)
}

export const sameGroups = (a: readonly AlertGroup[], b: readonly AlertGroup[]): boolean =>
  a.length === b.length &&
  a.every(({ key, alertIds }, i) => {
    const other = b[i]
    return other !== undefined && key === other.key && sameIds(alertIds, other.alertIds)
  })

const sameIds = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((id, i) => id === b[i])
