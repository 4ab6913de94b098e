import type { AlertView } from '@landfall/contracts'
import { needsAttention } from '../../alert/severity-of.ts'
import type { AlertGroup } from './group-alerts.ts'
import { GROUP_ROWS, type ListShape } from './list-shape.ts'

/** One line of the compact list; all have the same height. */
export type ListLine =
  | {
      readonly kind: 'group'
      readonly group: AlertGroup
      /** The first alert stands for severity and world of all. */
      readonly first: AlertView
      readonly isClosed: boolean
      readonly unacknowledged: number
      /** Of the likely counts in it: the least and the most; null where nobody is counted. */
      readonly likely: { readonly least: number; readonly most: number } | null
    }
  /** `position`: from 1, among all alerts of the list, also those that are not shown. */
  | { readonly kind: 'alert'; readonly alert: AlertView; readonly group: AlertGroup; readonly position: number }
  | { readonly kind: 'more'; readonly group: AlertGroup; readonly first: AlertView; readonly hidden: number }

type Alerts = ReadonlyMap<string, { readonly alert: AlertView }>

/** The lines of the groups, in order. A group shows its first rows; all once asked to, or where the chosen alert is further down. */
export const listLines = (
  { groups, opened }: Pick<ListShape, 'groups' | 'opened'>,
  alerts: Alerts,
  chosenId: string | null,
): readonly ListLine[] => {
  const lines: ListLine[] = []
  let before = 0
  for (const group of groups) {
    const members = group.alertIds.flatMap((id) => alerts.get(id)?.alert ?? [])
    const [first] = members
    if (first === undefined) continue
    const isClosed = opened.get(group.key) === 'closed'
    lines.push({ kind: 'group', group, first, isClosed, ...summaryOf(members) })
    const isWhole = opened.get(group.key) === 'whole' || group.alertIds.indexOf(chosenId ?? '') >= GROUP_ROWS
    // “1 more” would take the line that the alert itself needs.
    const rows = isClosed ? 0 : isWhole || members.length <= GROUP_ROWS + 1 ? members.length : GROUP_ROWS
    for (const [i, alert] of members.slice(0, rows).entries())
      lines.push({ kind: 'alert', alert, group, position: before + i + 1 })
    if (!isClosed && rows < members.length) lines.push({ kind: 'more', group, first, hidden: members.length - rows })
    before += members.length
  }
  return lines
}

const summaryOf = (members: readonly AlertView[]) => {
  const likely = members.flatMap((alert) => ('unauthorised' in alert ? [alert.unauthorised.likely] : []))
  return {
    unacknowledged: members.filter(needsAttention).length,
    likely: likely.length === 0 ? null : { least: Math.min(...likely), most: Math.max(...likely) },
  }
}

/** Which line an alert is in; -1 where none shows it. */
export const lineOf = (lines: readonly ListLine[], alertId: string | null): number =>
  lines.findIndex((line) => line.kind === 'alert' && line.alert.alertId === alertId)
