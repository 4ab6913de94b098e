import { formatWireTime } from '@landfall/contracts'
import {
  type AreaAlert,
  type Recounted,
  type RecountFault,
  summariseAlert,
  type WatchedArea,
} from '@landfall/mass-arrivals'
import { formatNumber } from '../command-line/format-elapsed.ts'
import { alertDifferences } from './alert-differences.ts'
import type { ListedCraft } from './alert-facts.ts'
import type { LogRead } from './fold-log.ts'

const DAY_MS = 86_400_000

export type VerificationCase = {
  readonly alert: AreaAlert
  /** When its newest version was written, by the log's time. */
  readonly writtenMs: number
  readonly area: Pick<WatchedArea, 'policyHash' | 'rules'>
  readonly recounted: Recounted
  readonly read: LogRead
  /** Set when the log was recounted only up to this time; null: all of it. */
  readonly asOfMs: number | null
}

export type Verdict = {
  /** `unknown`: the log no longer has what the alert was made of. */
  readonly outcome: 'agrees' | 'differs' | 'unknown'
  /** What the log gives, as an alert; null where it gives nothing. */
  readonly log: AreaAlert | null
  readonly differences: readonly string[]
  /** All visits that the log counts, where the alert lists only some of them, or not all their names; else empty. */
  readonly craft: readonly ListedCraft[]
  /** For an ended alert, which stays as it ended: what would be counted differently by now. */
  readonly sinceItEnded: readonly string[]
  /** What must be known to weigh the differences. */
  readonly notes: readonly string[]
}

/** Whether the log says what the alert says. */
export const verifyAlert = (one: VerificationCase): Verdict => {
  const { alert, recounted } = one
  const given = recounted.alerts.get(alert.alertId) ?? recounted.inbound.get(alert.alertId)
  if (given === undefined) return verifyAbsent(one)
  const log = alert.evidenceOmitted === undefined ? given.alert : summariseAlert(given.alert)
  const differences = alertDifferences(alert, log)
  const hasEnded = alert.status !== 'open' && given.alert.status !== 'open'
  return {
    outcome: differences.length === 0 ? 'agrees' : 'differs',
    log: given.alert,
    differences,
    craft: isCut(alert) ? given.craft : [],
    sinceItEnded: hasEnded ? alertDifferences(alert, { ...alert, ...given.left } as AreaAlert) : [],
    notes: notesOn(one, differences.length > 0),
  }
}

const isCut = ({ craft, craftMore }: AreaAlert): boolean =>
  craftMore !== undefined || rowsOf(craft).some(({ sameAsMore }) => sameAsMore !== undefined)

const rowsOf = (craft: readonly ListedCraft[]): readonly ListedCraft[] => craft

/** The log gives no such alert: its visits are forgotten, or nothing is known of its area. */
const verifyAbsent = (one: VerificationCase): Verdict => {
  const { alert, read } = one
  const isUnknown = read.expired > 0 || mayHaveForgotten(one)
  const differences =
    isUnknown || alert.status !== 'open' ? [] : [`status: the alert says open, the log has no craft in ${alert.areaId}`]
  const outcome = isUnknown ? 'unknown' : differences.length > 0 ? 'differs' : 'agrees'
  return { outcome, log: null, differences, craft: [], sinceItEnded: [], notes: notesOn(one, outcome !== 'agrees') }
}

/** Whether a visit of the alert may be further behind the newest observation than visits are kept. */
export const mayHaveForgotten = ({
  alert,
  area,
  recounted,
}: Pick<VerificationCase, 'alert' | 'area' | 'recounted'>): boolean =>
  recounted.newestMs !== null && firstMs(alert) < recounted.newestMs - area.rules.retentionMs

/** Of the first arrival or newest fix; never, where none is listed. */
const firstMs = (alert: AreaAlert): number => {
  switch (alert.kind) {
    case 'inbound-group':
      return Math.min(...alert.craft.map(({ arrivedAt, approach }) => Date.parse(arrivedAt ?? approach?.last.at ?? '')))
    case 'mass-arrival':
      return Date.parse(alert.firstArrivalAt)
    default:
      return alert satisfies never
  }
}

const FAULTS_NAMED_MAX = 10

const namesOf = (faults: readonly RecountFault[]): string => {
  const named = faults.slice(0, FAULTS_NAMED_MAX).map(({ record, error }) => `${record} (${String(error)})`)
  const more = faults.length - named.length
  return [...named, ...(more > 0 ? [`and ${formatNumber(more)} more`] : [])].join(', ')
}

const observations = (count: number): string => `${formatNumber(count)} observation${count === 1 ? '' : 's'}`

const notesOn = (one: VerificationCase, isDifferent: boolean): readonly string[] => {
  const { alert, writtenMs, area, recounted, read, asOfMs } = one
  const days = formatNumber(area.rules.retentionMs / DAY_MS)
  const notes: readonly (readonly [boolean, string])[] = [
    [
      area.policyHash !== alert.policy,
      `The alert was made under another policy (${alert.policy}) than the area given has (${area.policyHash}); what differs may come from that alone.`,
    ],
    [
      asOfMs !== null,
      `Its craft arrived more than ${days} days before the newest observation and may be forgotten by now, so the log was recounted as it stood at ${formatWireTime(asOfMs ?? 0)}, when this version was written.`,
    ],
    [
      isDifferent && mayHaveForgotten(one),
      `Some of its craft arrived more than ${days} days before the newest observation: what the log gives no more of them may be forgotten, not withdrawn.`,
    ],
    [
      read.later > 0,
      `${observations(read.later)} came after this version was written at ${formatWireTime(writtenMs)}, the last at ${formatWireTime(read.latestMs ?? 0)}${isDifferent ? '; windowing may not have worked them through yet.' : ' and change nothing in it.'}`,
    ],
    [
      recounted.faults.length > 0,
      `Skipped, as windowing sets them aside, since they cannot be folded: ${namesOf(recounted.faults)}.`,
    ],
    [
      read.expired > 0,
      `${observations(read.expired)} expired: the log begins at ${read.oldestMs === null ? 'nothing' : formatWireTime(read.oldestMs)}.`,
    ],
  ]
  return notes.flatMap(([applies, note]) => (applies ? [note] : []))
}
