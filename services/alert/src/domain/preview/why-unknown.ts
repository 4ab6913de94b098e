import type { PersonsObservation } from '@landfall/contracts'
import type { AreaAlert, WatchedArea } from '@landfall/mass-arrivals'
import { TRACK_HOURS, TRACK_MS } from '../tracks/tracks-of.ts'
import type { CraftLog } from './evidence-log.ts'

export type Question = {
  readonly report: PersonsObservation
  /** What the log has of the craft; whole and empty where nothing was ever heard of it. */
  readonly own: CraftLog
  /** The open alerts that list the craft, under any name. */
  readonly holding: readonly AreaAlert[]
  readonly nowMs: number
}

export type Row = AreaAlert['craft'][number]

/** The row of an alert that is of a craft, under whichever of its names. */
export const rowOf = ({ craft }: AreaAlert, craftId: string): Row | undefined =>
  (craft as readonly Row[]).find((one) => one.craftId === craftId || one.sameAs.includes(craftId))

/** Why it cannot be worked out from what is known here; null where it can. */
export const whyUnknown = (question: Question, area: WatchedArea): string | null => {
  const { report, own, holding } = question
  const { craftId } = report
  if (!own.isWhole) return `the last ${TRACK_HOURS} hours of ${craftId} are too much to be read now`
  const kinds = new Set(holding.map(({ kind }) => kind))
  if (kinds.size < holding.length) return `${craftId} is in ${holding.length} alerts`
  const arrivedAt = holding.map((alert) => rowOf(alert, craftId)?.arrivedAt ?? null).find((at) => at !== null)
  if (arrivedAt !== undefined) return whyVisitIsUnknown(question, area, Date.parse(arrivedAt))
  const names = otherNames(question)
  if (names.length > 0) return `${craftId} has other names (${names.join(', ')}), and where they were is not known here`
  return whyArrivalIsUnknown(question, area)
}

const whyVisitIsUnknown = ({ report }: Question, { rules }: WatchedArea, arrivedMs: number): string | null => {
  const sinceArrivalMs = Date.parse(report.observedAt) - arrivedMs
  if (sinceArrivalMs < 0) return `it is older than the arrival of ${report.craftId}, and may change that`
  return sinceArrivalMs > rules.visitGapMs && sinceArrivalMs > rules.personsAfterMs
    ? `${report.craftId} arrived long before, and may have come again since`
    : null
}

/** What is said to be the same boat, and is neither the craft itself nor a name that an alert has for it. */
const otherNames = ({ report: { craftId }, own, holding }: Question): readonly string[] => {
  const known = new Set(
    holding.flatMap((alert) => rowOf(alert, craftId) ?? []).flatMap((row) => [row.craftId, ...row.sameAs]),
  )
  const stated = own.stated.flatMap((record) => (record.type === 'craft' ? (record.sameAs ?? []) : []))
  return [...new Set(stated)].filter((name) => name !== craftId && !known.has(name))
}

/** It was inside when the reading begins, or so soon after that it may have been before. */
const whyArrivalIsUnknown = ({ report, own, nowMs }: Question, area: WatchedArea): string | null => {
  const [first] = own.points.toSorted((a, b) => a.atMs - b.atMs)
  if (first === undefined || !area.contains(first.longitude, first.latitude)) return null
  return first.atMs - (nowMs - TRACK_MS) < area.rules.visitGapMs
    ? `${report.craftId} was inside ${TRACK_HOURS} hours ago already: when it arrived is not known here`
    : null
}
